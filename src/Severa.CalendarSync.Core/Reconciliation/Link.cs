using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>The remembered pair of an entry and an activity.</summary>
public sealed record Link
{
    public required Guid Id { get; init; }

    public required Origin Origin { get; init; }

    public LinkState State { get; init; } = LinkState.Active;

    /// <summary>
    /// Why the link is dormant, dismissed or held, or why its missing half is to be made; <see cref="Reason.None"/> while it is in sync.
    /// </summary>
    public Reason StateReason { get; init; }

    /// <summary>The Outlook half; null once it is gone for good.</summary>
    public LinkHalf? Entry { get; init; }

    /// <summary>The Severa half; null once it is gone for good.</summary>
    public LinkHalf? Activity { get; init; }

    public required LinkBase Base { get; init; }

    /// <summary>The calendar folder the entry's id was read in: "gone" is believed only there.</summary>
    public required string Epoch { get; init; }

    /// <summary>iCalendar UID of the entry, where known.</summary>
    public string? Uid { get; init; }

    /// <summary>The latest end of the two halves when last read, in UTC.</summary>
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>Only the time of this pair travels (R3).</summary>
    public bool IsWithheld { get; init; }

    /// <summary>The entry has other attendees: the service never writes or deletes it (R8).</summary>
    public bool IsMeeting { get; init; }

    /// <summary>Set while the pair is to be looked at again: after an error of its own (R17), or because what is known of it is not complete yet.</summary>
    public SetAside? SetAside { get; init; }

    /// <summary>What a person decided about this pair and no run has carried out yet.</summary>
    public LinkDecision Decision { get; init; }

    /// <summary>What was written to this pair lately (oscillation breaker); null where nothing was.</summary>
    public WriteTrail? Trail { get; init; }

    public LinkHalf? Half(Side side) => side == Side.Outlook ? Entry : Activity;

    public Link WithHalf(Side side, LinkHalf? half) => side == Side.Outlook ? this with { Entry = half } : this with { Activity = half };
}

/// <summary>One half of a link: what the side calls it, and the version last read or written.</summary>
public sealed record LinkHalf(ItemKey Key, string Version)
{
    /// <summary>Whatever version it has, it is to be read.</summary>
    public LinkHalf Unread() => this with { Version = "" };
}

public enum LinkState
{
    Active,

    /// <summary>Out of scope: remembered, not synced; neither half is created again or adopted elsewhere (R12).</summary>
    Dormant,

    /// <summary>The user removed one half on purpose; it does not come back until he says so.</summary>
    Dismissed,

    /// <summary>One half is gone, or has a new time, and the brake stopped the deletion or the new time of the other (R13).</summary>
    Held,
}

public enum LinkDecision
{
    None,

    /// <summary>Held: delete the other half after all, or take the new time over (R13).</summary>
    Release,

    /// <summary>Held: make the missing half anew, or set the new time back (R13).</summary>
    Discard,

    /// <summary>Dormant: remove the half this service made (R12).</summary>
    RemoveCopy,

    /// <summary>Dismissed or left alone: make the missing half again.</summary>
    BringBack,
}

/// <summary>The values lately written to one pair: short hashes of side, fields and contents.</summary>
/// <param name="Hashes">At most <see cref="Oscillation.Remembered"/> of them, oldest first, a blank between two.</param>
/// <param name="LastAt">When the last one was written.</param>
public sealed record WriteTrail(string Hashes, DateTimeOffset LastAt);

/// <param name="Code">The side's code.</param>
/// <param name="Attempts">How often it failed.</param>
/// <param name="RetryAt">Not before.</param>
public sealed record SetAside(string Code, int Attempts, DateTimeOffset RetryAt)
{
    private const string Between = "";

    /// <summary>No error: one of two writes is done, the second is about to follow.</summary>
    public static SetAside UntilSecondWrite(DateTimeOffset now) => new(Between, 0, now);

    public bool IsBetweenWrites => Code == Between;
}

/// <summary>
/// What each side showed when both last agreed: keyed hashes of its own reading and of what the rules projected from it
/// to the other side. Each side is compared with its own last reading, never left with right.
/// </summary>
/// <param name="Outlook">Hashes of the entry as read.</param>
/// <param name="OutlookProjected">Hashes of what the rules make of the entry for Severa.</param>
/// <param name="Severa">Hashes of the activity as read.</param>
/// <param name="SeveraProjected">Hashes of what the rules make of the activity for Outlook.</param>
/// <param name="LossyInSevera">Fields Severa holds shortened: what it shows never flows back.</param>
/// <param name="LossyInOutlook">Fields Outlook holds shortened: what it shows never flows back.</param>
public sealed record LinkBase(
    FieldHashes Outlook,
    FieldHashes OutlookProjected,
    FieldHashes Severa,
    FieldHashes SeveraProjected,
    ItemFields LossyInSevera = ItemFields.None,
    ItemFields LossyInOutlook = ItemFields.None);
