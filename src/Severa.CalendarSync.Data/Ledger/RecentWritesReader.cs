using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Counts what the brake counts.</summary>
internal sealed class RecentWritesReader(SyncDbContext db, Guid mailboxId, DateTime now)
{
    private readonly DateTime _yesterday = now.AddDays(-1);

    public async Task<RecentWrites> ReadAsync(CancellationToken cancellationToken) => new(
        await CountDeletionsAsync(Side.Outlook, cancellationToken),
        await CountDeletionsAsync(Side.Severa, cancellationToken),
        await CountNewTimesAsync(cancellationToken));

    private Task<int> CountDeletionsAsync(Side side, CancellationToken cancellationToken) => db.History.CountAsync(
        h => h.MailboxId == mailboxId && h.At > _yesterday && h.Kind == SyncActionKind.Delete && h.Target == side, cancellationToken);

    private Task<int> CountNewTimesAsync(CancellationToken cancellationToken) => db.History.CountAsync(
        h => h.MailboxId == mailboxId && h.At > _yesterday && h.Kind == SyncActionKind.Update && (h.Fields & ItemFields.When) == ItemFields.When,
        cancellationToken);
}
