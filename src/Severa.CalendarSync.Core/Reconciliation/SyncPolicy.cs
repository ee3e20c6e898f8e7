using System.Security.Cryptography;
using System.Text;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Everything the rules need to know for one mailbox, resolved before the run.</summary>
public sealed record SyncPolicy
{
    public required string Installation { get; init; }

    public required Guid MailboxId { get; init; }

    /// <summary>The user's zone: all-day activities and the window's edges are meant in it.</summary>
    public required TimeZoneInfo Zone { get; init; }

    public required Fingerprint Fingerprint { get; init; }

    /// <summary>Every activity type, by id.</summary>
    public required IReadOnlyDictionary<Guid, ActivityTypeRule> Types { get; init; }

    /// <summary>The type of an entry that is not private: the user's own default, else the organisation's.</summary>
    public required Guid DefaultTypeId { get; init; }

    /// <summary>The type private entries become (R2); null where there is none, then <see cref="PrivateWithoutType"/> applies.</summary>
    public Guid? PrivateTypeId { get; init; }

    public PrivateRule PrivateWithoutType { get; init; } = PrivateRule.Withhold;

    /// <summary>What stands in Severa instead of a withheld title.</summary>
    public string WithheldTitle { get; init; } = "Private appointment";

    /// <summary>What stands in Outlook for an activity without a title.</summary>
    public string UntitledTitle { get; init; } = "(no title)";

    public ConflictWinner Winner { get; init; } = ConflictWinner.Latest;

    /// <summary>Within this difference "latest" is not known, and Outlook wins (R9). At least 5 s.</summary>
    public TimeSpan ClockUncertainty { get; init; } = TimeSpan.FromSeconds(5);

    public BrakeLimits Brake { get; init; } = new();

    /// <summary>A series with more occurrences in the window is withheld as a whole, never cut short. Default 400: a year and a month of days.</summary>
    public int MaxOccurrences { get; init; } = 400;

    public required SideTraits OutlookTraits { get; init; }

    public required SideTraits SeveraTraits { get; init; }

    /// <summary>The property was written by this installation into this mailbox.</summary>
    public bool IsOurs(Stamp? stamp) =>
        stamp is not null && stamp.MailboxId == MailboxId && string.Equals(stamp.Installation, Installation, StringComparison.Ordinal);

    /// <summary>Changes whenever a rule changes that may change what is written: then everything is compared again.</summary>
    public string Hash
    {
        get
        {
            var text = new StringBuilder()
                .Append(Zone.Id).Append('|').Append(DefaultTypeId).Append('|').Append(PrivateTypeId).Append('|')
                .Append(PrivateWithoutType).Append('|').Append(WithheldTitle).Append('|').Append(UntitledTitle).Append('|').Append(Winner).Append('|').Append(MaxOccurrences);
            foreach (var type in Types.Values.OrderBy(t => t.Id))
            {
                text.Append('|').Append(type.Id).Append(type.Category).Append(type.GoesToOutlook);
            }

            return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())), 0, 12);
        }
    }
}

/// <summary>One activity type as the rules see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Category">Its category.</param>
/// <param name="GoesToOutlook">Ticked by the administrator (R4). Project tasks never go, whatever is ticked.</param>
public sealed record ActivityTypeRule(Guid Id, ActivityCategory Category, bool GoesToOutlook);

/// <summary>What happens to a private entry when no type for it exists (R3).</summary>
public enum PrivateRule
{
    /// <summary>Default type; title, place and notes are replaced. The default, because colleagues can read that type.</summary>
    Withhold,

    /// <summary>Default type, with everything.</summary>
    Copy,

    DoNotSync,
}

/// <summary>Whose value is kept when both sides changed the same field (R9).</summary>
public enum ConflictWinner
{
    Latest,
    Outlook,
    Severa,
}

/// <summary>When deletions and moves wait for a person (R13). Each limit is the larger of a number and a share of the links.</summary>
public sealed record BrakeLimits
{
    public int Deletions { get; init; } = 10;

    public double DeletionShare { get; init; } = 0.10;

    /// <summary>A side of at least this many is never emptied without a person.</summary>
    public int EmptiedSide { get; init; } = 5;

    public int NewTimes { get; init; } = 20;

    public double NewTimeShare { get; init; } = 0.30;

    /// <summary>In all mailboxes within an hour.</summary>
    public int OrganizationDeletions { get; init; } = 200;

    public double OrganizationShare { get; init; } = 0.01;
}
