using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Counts what the brake counts: one series is one, and what persons decided is none (R13).</summary>
internal sealed class RecentWritesReader(SyncDbContext db, Guid mailboxId, DateTime now)
{
    public async Task<RecentWrites> ReadAsync(CancellationToken cancellationToken)
    {
        var own = Since(now.AddDays(-1)).Where(h => h.MailboxId == mailboxId);
        var organization = await db.Organizations.Select(o => new { o.DeletionsStoppedAt, o.DeletionsAllowedAt }).SingleAsync(cancellationToken);
        var hour = organization.DeletionsAllowedAt is { } allowed && allowed > now.AddHours(-1) ? allowed : now.AddHours(-1);
        return new RecentWrites(
            await CountAsync(own.Where(h => h.Kind == SyncActionKind.Delete && h.Target == Side.Outlook), cancellationToken),
            await CountAsync(own.Where(h => h.Kind == SyncActionKind.Delete && h.Target == Side.Severa), cancellationToken),
            await CountAsync(own.Where(h => h.Kind == SyncActionKind.Update && (h.Fields & ItemFields.When) == ItemFields.When), cancellationToken),
            await CountAsync(Since(hour).Where(h => h.Kind == SyncActionKind.Delete), cancellationToken),
            await db.Links.CountAsync(l => l.State == LinkState.Active, cancellationToken),
            organization.DeletionsStoppedAt is not null);
    }

    private IQueryable<HistoryRow> Since(DateTime from) => db.History.Where(h => h.At > from && !RecentWrites.NotCounted.Contains(h.Reason));

    private static Task<int> CountAsync(IQueryable<HistoryRow> rows, CancellationToken cancellationToken) =>
        rows.Select(h => new { h.MailboxId, h.ChangeId }).Distinct().CountAsync(cancellationToken);
}
