using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Overview;

/// <summary>What an administrator decides about held deletions; each decision is in the audit.</summary>
public sealed class OverviewDecisions(SyncDbContext db, OrganizationBrake brake, SyncTrigger trigger, Audit audit, TimeProvider time)
{
    /// <summary>Releases or discards everything one mailbox holds. Returns how many; null where that is not the list that was shown.</summary>
    public async Task<int?> DecideAsync(Guid mailboxId, string list, LinkDecision decision, CancellationToken cancellationToken)
    {
        var owner = await db.Mailboxes.Where(m => m.Id == mailboxId).Select(m => (Guid?)m.AccountId).SingleOrDefaultAsync(cancellationToken);
        var action = decision == LinkDecision.Release ? AuditAction.HeldReleased : AuditAction.HeldDiscarded;
        var count = owner is null ? 0 : await brake.DecideAsync(mailboxId, list, decision, n => audit.Note(action, owner, $"{n}"), cancellationToken);
        if (count > 0)
        {
            await trigger.RequestAsync([mailboxId], cancellationToken);
        }

        return count;
    }

    /// <summary>Deletions go on everywhere; those that were held stay held until they are decided.</summary>
    public async Task LetDeletionsGoOnAsync(CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.SingleAsync(cancellationToken);
        if (organization.DeletionsStoppedAt is null)
        {
            return;
        }

        organization.DeletionsStoppedAt = null;
        organization.DeletionsAllowedAt = time.GetUtcNow().UtcDateTime;
        audit.Add(AuditAction.DeletionsAllowed);
        await db.SaveChangesAsync(cancellationToken);
        await trigger.RequestAllAsync(cancellationToken);
    }
}
