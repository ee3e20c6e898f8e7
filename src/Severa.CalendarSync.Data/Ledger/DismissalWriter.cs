using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Keeps what is dismissed in step with the links, in the same transaction.</summary>
internal sealed class DismissalWriter(SyncDbContext db, Guid mailboxId)
{
    public async Task WriteAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        var ids = batch.Links.Select(l => l.Id).Concat(batch.ForgottenLinks).ToList();
        if (ids.Count == 0)
        {
            return;
        }

        await db.Dismissals.Where(d => d.MailboxId == mailboxId && ids.Contains(d.LinkId)).ExecuteDeleteAsync(cancellationToken);
        var dismissed = batch.Links.GroupBy(l => l.Id).Select(g => g.Last())
            .Where(l => l.State == LinkState.Dismissed && !batch.ForgottenLinks.Contains(l.Id));
        db.Dismissals.AddRange(dismissed.Select(l => l.ToDismissal(mailboxId)));
    }
}
