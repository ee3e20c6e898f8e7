namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>What an entry says: everything a person or a client can write, and what the server derives at the write.</summary>
public sealed record EntryContent
{
    public string? Subject { get; init; }

    public string Sensitivity { get; init; } = "Normal";

    public NoteBody? Body { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public string Importance { get; init; } = "Normal";

    public bool ReminderIsSet { get; init; }

    public int ReminderMinutes { get; init; } = 15;

    public IReadOnlyList<ExtendedValue> Extended { get; init; } = [];

    public string Uid { get; init; } = "";

    public DateTimeOffset Start { get; init; }

    public DateTimeOffset End { get; init; }

    public bool IsAllDay { get; init; }

    public string FreeBusy { get; init; } = "Busy";

    public string? Location { get; init; }

    public ZoneRef StartZone { get; init; } = ZoneRef.Utc;

    public ZoneRef EndZone { get; init; } = ZoneRef.Utc;

    public bool IsCancelled { get; init; }

    public bool RequestWasSent { get; init; }

    public bool IsResponseRequested { get; init; } = true;

    public string MyResponse { get; init; } = "Organizer";

    public Person Organizer { get; init; } = new("", "");

    public IReadOnlyList<Attendee> Required { get; init; } = [];

    public IReadOnlyList<Attendee> Optional { get; init; } = [];

    public IReadOnlyList<Attendee> Resources { get; init; } = [];

    public string? JoinUrl { get; init; }

    public bool AllowNewTimeProposal { get; init; } = true;

    public bool IsOrganizer => MyResponse == "Organizer";

    public bool IsMeeting => !IsOrganizer || AttendeeCount > 0;

    public int AttendeeCount => Required.Count + Optional.Count + Resources.Count;

    public IEnumerable<Attendee> Attendees => Required.Concat(Optional).Concat(Resources);
}
