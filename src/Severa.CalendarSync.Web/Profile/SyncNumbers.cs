using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>The figures of the profile, of the reader's own mailbox.</summary>
public sealed record SyncNumbers(int Linked, int Asleep, int Conflicts, int Held)
{
    public static readonly SyncNumbers None = new(0, 0, 0, 0);

    public static async Task<SyncNumbers> ReadAsync(SyncDbContext db, OwnSync sync, CancellationToken cancellationToken)
    {
        if (sync.Mailbox is not { ProvedAt: not null } mailbox)
        {
            return None;
        }

        var from = mailbox.HistoryVisibleFrom ?? DateTime.MinValue;
        var states = await db.Links.Where(l => l.MailboxId == mailbox.Id)
            .GroupBy(l => l.State).Select(g => new { State = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.State, g => g.Count, cancellationToken);
        return new SyncNumbers(
            states.GetValueOrDefault(LinkState.Active),
            states.GetValueOrDefault(LinkState.Dormant),
            await db.Conflicts.CountAsync(c => c.MailboxId == mailbox.Id && c.At >= from, cancellationToken),
            states.GetValueOrDefault(LinkState.Held));
    }
}
