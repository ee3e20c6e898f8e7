using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Operations;

/// <summary>Which runs somebody looks for.</summary>
/// <param name="Error">Failed with this number; 0 stands for those without one.</param>
public sealed record RunSearch(RunOutcome? Outcome = null, int? Error = null, Guid? Mailbox = null);

/// <summary>Runs of all mailboxes that did something or failed, the latest first.</summary>
public sealed class RunList(SyncDbContext db)
{
    private const int PageSize = 50;

    public async Task<PageOf<RunLine>> PageAsync(RunSearch search, int page, CancellationToken cancellationToken) =>
        (await Find(search).PageAsync(page, PageSize, cancellationToken)).Select(RunLine.Of);

    public async Task<IReadOnlyList<RunLine>> LatestAsync(int most, CancellationToken cancellationToken) =>
        (await Find(new RunSearch()).Take(most).ToListAsync(cancellationToken)).ConvertAll(RunLine.Of);

    private IQueryable<RunRow> Find(RunSearch search)
    {
        var runs = db.Runs.AsNoTracking();
        runs = search.Outcome is { } outcome ? runs.Where(r => r.Outcome == outcome) : runs;
        runs = search.Error is { } error ? runs.Where(r => r.Outcome == RunOutcome.Failed && (r.ErrorNumber ?? SideException.Unnumbered) == error) : runs;
        runs = search.Mailbox is { } mailbox ? runs.Where(r => r.MailboxId == mailbox) : runs;
        return runs.OrderByDescending(r => r.Id);
    }
}
