using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Ledger;

namespace Severa.CalendarSync.Data.Policy;

/// <summary>Everything a run of one mailbox needs to know before its calendars are made.</summary>
public sealed record MailboxSettings
{
    public required Guid MailboxId { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>What had been asked for before anything else of this was read: a change since then is for another run.</summary>
    public required RunRequest Request { get; init; }

    /// <summary>Whose calendar is opened in Exchange.</summary>
    public required string Address { get; init; }

    public string? FolderId { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public required SyncWindow Window { get; init; }

    public required Guid DefaultTypeId { get; init; }

    public Guid? PrivateTypeId { get; init; }

    public required Organization Organization { get; init; }

    public required IReadOnlyDictionary<Guid, ActivityTypeRule> Types { get; init; }

    /// <summary>What the built-in side is made with.</summary>
    public ActivityCalendarOf Activities => new(AccountId, MailboxId, Zone, PrivateTypeId);

    /// <summary>Whether the rules are still those of this hash, which knows nothing of what calendars can hold.</summary>
    public bool AreRulesOf(string hash) => string.Equals(Policy(BuiltInActivities.StoreTraits, BuiltInActivities.StoreTraits).Hash, hash, StringComparison.Ordinal);

    /// <summary>The rules, once both calendars have told their traits.</summary>
    public SyncPolicy Policy(SideTraits outlook, SideTraits severa) => new()
    {
        Installation = Organization.InstallationId,
        MailboxId = MailboxId,
        Zone = Zone,
        Fingerprint = new Fingerprint(Convert.FromBase64String(Organization.FingerprintKey)),
        Types = Types,
        DefaultTypeId = DefaultTypeId,
        PrivateTypeId = PrivateTypeId,
        PrivateWithoutType = Organization.PrivateWithoutType,
        Winner = Organization.Winner,
        Brake = new BrakeLimits
        {
            Deletions = Organization.BrakeDeletions,
            DeletionShare = Organization.BrakeDeletionPercent / 100.0,
            NewTimes = Organization.BrakeNewTimes,
            NewTimeShare = Organization.BrakeNewTimePercent / 100.0,
        },
        OutlookTraits = outlook,
        SeveraTraits = severa,
    };
}
