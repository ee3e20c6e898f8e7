using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>All that is kept of runs without changes: how many there were on a day.</summary>
internal static class QuietRuns
{
    /// <summary>One more for each of these mailboxes, which the caller's transaction holds.</summary>
    public static async Task CountAsync(SyncDbContext db, IReadOnlyCollection<Guid> mailboxes, DateTime now, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(now);
        var today = db.QuietDays.Where(d => d.Day == day && mailboxes.Contains(d.MailboxId));
        if (await today.ExecuteUpdateAsync(set => set.SetProperty(d => d.Runs, d => d.Runs + 1), cancellationToken) == mailboxes.Count)
        {
            return;
        }

        var counted = await today.Select(d => d.MailboxId).ToListAsync(cancellationToken);
        db.QuietDays.AddRange(mailboxes.Except(counted).Select(id => new QuietDay { MailboxId = id, Day = day, Runs = 1 }));
    }
}
