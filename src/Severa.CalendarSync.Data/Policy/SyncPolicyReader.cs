using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Policy;

/// <summary>Resolves the settings that apply to one mailbox.</summary>
public sealed class SyncPolicyReader(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    /// <exception cref="PolicyProblemException">The settings do not make a usable set of rules.</exception>
    public async Task<MailboxSettings> ReadAsync(Guid mailboxId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mailbox = await db.Mailboxes.AsNoTracking().Include(m => m.Account).SingleOrDefaultAsync(m => m.Id == mailboxId, cancellationToken)
            ?? throw new PolicyProblemException(PolicyProblem.NoMailbox);
        var organization = await db.Organizations.AsNoTracking().SingleAsync(cancellationToken);
        var types = await db.ActivityTypes.AsNoTracking().ToListAsync(cancellationToken);
        var zone = AccountZones.Resolve(mailbox.Account!.TimeZoneId);
        return new MailboxSettings
        {
            MailboxId = mailbox.Id,
            AccountId = mailbox.AccountId,
            Address = mailbox.Address,
            FolderId = mailbox.FolderId,
            Zone = zone,
            Window = WindowRule.At(time.GetUtcNow(), zone, organization.DaysBack, organization.DaysAhead),
            DefaultTypeId = DefaultType(mailbox.Account, types),
            PrivateTypeId = PrivateType.Resolve(organization, types),
            Organization = organization,
            Types = types.ToDictionary(t => t.Id, t => new ActivityTypeRule(t.Id, t.Category, t.GoesToOutlook)),
        };
    }

    /// <summary>His own, while it is active; else the organisation's.</summary>
    private static Guid DefaultType(Account account, List<ActivityType> types)
    {
        var active = types.FindAll(t => t.IsActive);
        var type = active.Find(t => t.Id == account.DefaultTypeId) ?? active.Find(t => t.IsDefault);
        return type?.Id ?? throw new PolicyProblemException(PolicyProblem.NoDefaultType);
    }
}
