using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Ledger;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>
/// Copies that a run was making when its owner switched off (R12): no link knows them yet, so what he decided is written into what was
/// planned, and whoever settles the write finds it there. At most one batch is open.
/// </summary>
internal static class CopiesUnderWay
{
    /// <summary>Within the transaction of the change, which its caller saves.</summary>
    public static async Task DecideAsync(SyncDbContext db, Guid mailboxId, LinkDecision decision, CancellationToken cancellationToken)
    {
        var open = await db.Intents.Where(i => i.MailboxId == mailboxId && i.ClosedAt == null && i.Kind == SyncActionKind.Create).ToListAsync(cancellationToken);
        foreach (var row in open)
        {
            var intent = row.ToIntent();
            if (intent.MakesCopy)
            {
                row.Planned = StoredJson.Write((intent.Planned with { Decision = decision }).ToRow(mailboxId));
            }
        }
    }
}
