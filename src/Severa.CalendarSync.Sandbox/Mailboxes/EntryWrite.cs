namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>What the user fills in. Null leaves a field as it is (or at its default for a new entry).</summary>
internal sealed record EntryWrite
{
    public string? Subject { get; init; }

    public DateTimeOffset? Start { get; init; }

    public DateTimeOffset? End { get; init; }

    /// <summary>Zone of the entry; the mailbox's own when null.</summary>
    public string? Zone { get; init; }

    public bool? IsAllDay { get; init; }

    public string? Location { get; init; }

    public string? Notes { get; init; }

    public bool NotesAreHtml { get; init; }

    /// <summary>Normal, Personal, Private or Confidential.</summary>
    public string? Sensitivity { get; init; }

    /// <summary>Free, Tentative, Busy, OOF or WorkingElsewhere.</summary>
    public string? FreeBusy { get; init; }

    public IReadOnlyList<string>? Categories { get; init; }

    public string? Importance { get; init; }

    /// <summary>Minutes before start; a negative number takes the reminder away.</summary>
    public int? ReminderMinutes { get; init; }

    public IReadOnlyList<Attendee>? Attendees { get; init; }

    public IReadOnlyList<Attendee>? OptionalAttendees { get; init; }

    /// <summary>Another organizer makes the user an attendee.</summary>
    public Person? Organizer { get; init; }

    public string? MyResponse { get; init; }

    public bool? IsCancelled { get; init; }

    public string? JoinUrl { get; init; }

    public string? Uid { get; init; }

    public Recurrence? Recurrence { get; init; }

    public bool RemoveRecurrence { get; init; }

    public EntryEdits ToEdits()
    {
        var edits = new EntryEdits { Start = Start?.ToUniversalTime(), End = End?.ToUniversalTime(), IsAllDay = IsAllDay, Rule = Recurrence, RemoveRule = RemoveRecurrence };
        if (Zone is { } zone)
        {
            edits.StartZone = edits.EndZone = new ZoneRef(zone);
        }

        SetTexts(edits);
        SetPeople(edits);
        return edits;
    }

    private void SetTexts(EntryEdits edits)
    {
        Set(edits, "item:Subject", Subject, (x, v) => x with { Subject = v });
        Set(edits, "calendar:Location", Location, (x, v) => x with { Location = v.Length == 0 ? null : v });
        Set(edits, "item:Body", Notes, (x, v) => x with { Body = v.Length == 0 ? null : new NoteBody(NotesAreHtml, v) });
        Set(edits, "item:Sensitivity", Sensitivity, (x, v) => x with { Sensitivity = v });
        Set(edits, "calendar:LegacyFreeBusyStatus", FreeBusy, (x, v) => x with { FreeBusy = v });
        Set(edits, "item:Categories", Categories, (x, v) => x with { Categories = v });
        Set(edits, "item:Importance", Importance, (x, v) => x with { Importance = v });
        Set(edits, "calendar:UID", Uid, (x, v) => x with { Uid = v });
        if (ReminderMinutes is { } minutes)
        {
            edits.Set("item:ReminderIsSet", x => x with { ReminderIsSet = minutes >= 0, ReminderMinutes = Math.Max(0, minutes) });
        }
    }

    private void SetPeople(EntryEdits edits)
    {
        Set(edits, "calendar:RequiredAttendees", Attendees, (x, v) => x with { Required = v });
        Set(edits, "calendar:OptionalAttendees", OptionalAttendees, (x, v) => x with { Optional = v });
        Set(edits, "calendar:Organizer", Organizer, (x, v) => x with { Organizer = v, MyResponse = MyResponse ?? "NoResponseReceived" });
        Set(edits, "calendar:MyResponseType", MyResponse, (x, v) => x with { MyResponse = v });
        Set(edits, "calendar:JoinOnlineMeetingUrl", JoinUrl, (x, v) => x with { JoinUrl = v });
        if (IsCancelled is { } cancelled)
        {
            edits.Set("calendar:IsCancelled", x => x with { IsCancelled = cancelled });
        }
    }

    private static void Set<T>(EntryEdits edits, string path, T? value, Func<EntryContent, T, EntryContent> change)
        where T : class
    {
        if (value is not null)
        {
            edits.Set(path, content => change(content, value));
        }
    }
}
