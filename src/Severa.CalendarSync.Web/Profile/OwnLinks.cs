using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>What the reader decides about single pairs of his own mailbox.</summary>
public sealed class OwnLinks(SyncDbContext db, OwnMailbox own, SyncTrigger trigger, Audit audit)
{
    /// <summary>The missing half is made again by the next run. False where the pair is no business of the reader, or whole.</summary>
    public async Task<bool> BringBackAsync(Guid linkId, CancellationToken cancellationToken)
    {
        if (await own.FindProvedAsync(cancellationToken) is not { } mailbox)
        {
            return false;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var changed = await db.Links
            .Where(l => l.Id == linkId && l.MailboxId == mailbox.Id && (l.State == LinkState.Dismissed || l.State == LinkState.Dormant))
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Decision, LinkDecision.BringBack), cancellationToken);
        db.Audit.AddRange(changed == 0 ? [] : [audit.Note(AuditAction.BroughtBack, mailbox.AccountId)]);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await trigger.RequestAsync(changed > 0 ? [mailbox.Id] : [], cancellationToken);
        return changed > 0;
    }
}
