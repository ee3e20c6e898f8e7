namespace Severa.CalendarSync.Core.Items;

/// <summary>One entry or one activity as its side showed it in one reading.</summary>
public sealed record CalendarItem
{
    public required ItemKey Key { get; init; }

    /// <summary>Opaque; differs whenever the side changed the item (EWS: ChangeKey).</summary>
    public required string Version { get; init; }

    public required ItemContent Content { get; init; }

    /// <summary>When the side says it was last changed. Never used to detect a change, only to choose a winner (R9).</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>iCalendar UID where the side has one.</summary>
    public string? Uid { get; init; }

    /// <summary>Our hidden property, where the item carries one.</summary>
    public Stamp? Stamp { get; init; }

    /// <summary>The link this service made the item for, where the item carries it (stamp or Severa's own field).</summary>
    public Guid? MadeForLink { get; init; }

    /// <summary>Facts only an Outlook entry has; null for an activity.</summary>
    public EntryFacts? Entry { get; init; }

    /// <summary>Facts only a Severa activity has; null for an entry.</summary>
    public ActivityFacts? Activity { get; init; }
}

/// <summary>What the rules need to know of an Outlook entry beside its fields.</summary>
/// <param name="HasAttendees">Somebody else is invited or invited the user: read-only for the service (R8).</param>
/// <param name="IsCancelled">The organiser cancelled it (R7).</param>
/// <param name="IsDeclined">The user declined it (R7).</param>
/// <param name="HasOnlineMeeting">The notes hold a join block: they are never written (R5).</param>
public sealed record EntryFacts(bool HasAttendees = false, bool IsCancelled = false, bool IsDeclined = false, bool HasOnlineMeeting = false)
{
    public static readonly EntryFacts Plain = new();
}

/// <summary>What the rules need to know of a Severa activity beside its fields.</summary>
/// <param name="TypeId">Its activity type.</param>
/// <param name="IsOwner">The mailbox's user owns it; otherwise he takes part (R24).</param>
/// <param name="HasBusinessData">It carries a customer, a project, hours or participants: not deleted when its entry goes (R25).</param>
/// <param name="OwnerHasMeeting">For a participant: the owner's entry is a meeting, so the activity is not his to change (R24).</param>
/// <param name="OwnerUid">For a participant: iCalendar UID of the owner's entry, which may be in the participant's calendar already.</param>
public sealed record ActivityFacts(
    Guid TypeId, bool IsOwner = true, bool HasBusinessData = false, bool OwnerHasMeeting = false, string? OwnerUid = null);
