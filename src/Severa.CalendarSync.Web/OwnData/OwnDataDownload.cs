using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.OwnData;

/// <summary>"Download my data" (P2).</summary>
public sealed class OwnDataDownload(OwnDataReader data, SyncDbContext db, Audit audit, Reader reader, Times times, IStringLocalizer<OwnDataTexts> texts)
{
    /// <summary>Notes the download, then makes the file: nobody gets one that the audit does not know.</summary>
    public async Task<byte[]> MakeAsync(CancellationToken cancellationToken)
    {
        audit.Add(AuditAction.OwnDataDownloaded, reader.Id);
        await db.SaveChangesAsync(cancellationToken);
        var parts = await data.PartsAsync(cancellationToken);
        return await OwnDataZip.MakeAsync(parts, Readme(parts), cancellationToken);
    }

    public string FileName => string.Create(CultureInfo.InvariantCulture, $"calendar-sync-{reader.Today:yyyy-MM-dd}.zip");

    private string Readme(IReadOnlyList<OwnDataPart> parts)
    {
        var text = new StringBuilder()
            .AppendLine(texts["Readme_Title", reader.Name]).AppendLine()
            .AppendLine(texts["Readme_Made", times.Exact(reader.UtcNow)]).AppendLine()
            .AppendLine(texts["Readme_How"]).AppendLine();
        foreach (var part in parts)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{part.Name}.json").AppendLine(CultureInfo.InvariantCulture, $"    {texts[part.Name]}");
        }

        text.AppendLine().AppendLine(texts["Readme_LeftOut"]);
        return (parts.Any(part => part.Name == "links") ? text : text.AppendLine().AppendLine(texts["Readme_NotProved"])).ToString();
    }
}
