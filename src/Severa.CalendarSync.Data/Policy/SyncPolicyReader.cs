using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Ledger;

namespace Severa.CalendarSync.Data.Policy;

/// <summary>Resolves the settings that apply to one mailbox.</summary>
public sealed class SyncPolicyReader(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    /// <exception cref="PolicyProblemException">The settings do not make a usable set of rules.</exception>
    public async Task<MailboxSettings> ReadAsync(Guid mailboxId, CancellationToken cancellationToken)
    {
        var (mailboxes, resolve) = await LoadAsync([mailboxId], cancellationToken);
        return mailboxes is [var mailbox] ? resolve(mailbox) : throw new PolicyProblemException(PolicyProblem.NoMailbox);
    }

    /// <summary>Of many at once; those whose settings do not make a usable set of rules are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, MailboxSettings>> ReadAsync(IReadOnlyCollection<Guid> mailboxIds, CancellationToken cancellationToken)
    {
        var (mailboxes, resolve) = await LoadAsync(mailboxIds, cancellationToken);
        return mailboxes.Select(Usable).OfType<MailboxSettings>().ToDictionary(s => s.MailboxId);

        MailboxSettings? Usable(Mailbox mailbox)
        {
            try
            {
                return resolve(mailbox);
            }
            catch (PolicyProblemException)
            {
                return null;
            }
        }
    }

    private async Task<(List<Mailbox> Mailboxes, Func<Mailbox, MailboxSettings> Resolve)> LoadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mailboxes = await db.Mailboxes.AsNoTracking().Include(m => m.Account).Where(m => ids.Contains(m.Id)).ToListAsync(cancellationToken);
        var organization = await db.Organizations.AsNoTracking().SingleAsync(cancellationToken);
        var types = await db.ActivityTypes.AsNoTracking().ToListAsync(cancellationToken);
        return (mailboxes, mailbox => Resolve(mailbox, organization, types));
    }

    private MailboxSettings Resolve(Mailbox mailbox, Organization organization, List<ActivityType> types)
    {
        var zone = AccountZones.Resolve(mailbox.Account!.TimeZoneId);
        return new MailboxSettings
        {
            MailboxId = mailbox.Id,
            AccountId = mailbox.AccountId,
            Request = RunRequest.Of(mailbox),
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
