using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Operations;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Pages.Operations;

/// <summary>P9, the operators' home: throughput and queue live, failures by error, nodes, and the support file.</summary>
public sealed class IndexModel(OperationsReader reader, SupportFile file, Audit audit, SyncDbContext db, TimeProvider time) : PageModel
{
    public OperationsView View { get; private set; } = null!;

    public MinuteChart Runs => MinuteChart.Of(View.Minutes, m => m.Runs);

    public MinuteChart Changes => MinuteChart.Of(View.Minutes, m => m.Changes);

    /// <summary>The same numbers in words: five minutes to a line, the latest first.</summary>
    public IEnumerable<MinuteCount> FiveMinutes => View.Minutes.Chunk(5)
        .Select(five => new MinuteCount(five[0].At, five.Sum(m => m.Runs), five.Sum(m => m.Changes))).Reverse();

    public async Task OnGetAsync(CancellationToken cancellationToken) => View = await reader.ReadAsync(cancellationToken);

    public async Task<IActionResult> OnGetSupportFileAsync(CancellationToken cancellationToken)
    {
        audit.Add(AuditAction.SupportFileDownloaded);
        await db.SaveChangesAsync(cancellationToken);
        return File(await file.MakeAsync(cancellationToken), "application/json", $"support-{time.GetUtcNow():yyyyMMdd-HHmm}.json");
    }
}
