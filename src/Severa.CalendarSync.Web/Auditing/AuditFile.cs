using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Auditing;

/// <summary>
/// The audit as a file for other programs: comma-separated (RFC 4180), UTF-8, times in UTC, actions by their fixed names. Names
/// that a spreadsheet would take for a formula are escaped: people choose their own.
/// </summary>
internal static class AuditFile
{
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture)
    {
        InjectionOptions = InjectionOptions.Escape,
        NewLine = "\r\n",
    };

    public static async Task WriteAsync(Stream file, IAsyncEnumerable<AuditLine> lines, CancellationToken cancellationToken)
    {
        // With the mark by which Excel knows that it is UTF-8.
        await using var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, Form);
        await csv.WriteRecordsAsync(lines.Select(line => new
        {
            At = Times.Iso(line.At),
            line.Action,
            line.Actor,
            line.ActorId,
            line.Subject,
            line.SubjectId,
            line.Detail,
            line.RemoteAddress,
        }), cancellationToken);
    }
}
