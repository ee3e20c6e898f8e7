namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>A row of a folder: a single entry or the master of a series. Immutable; each change makes a new one.</summary>
public sealed record Entry
{
    public required string Id { get; init; }

    public string ChangeKey { get; init; } = "";

    public string Folder { get; init; } = Folders.Calendar;

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset Modified { get; init; }

    public string ModifiedBy { get; init; } = "";

    /// <summary>Number of the change that put the entry in its folder.</summary>
    public long CreatedSequence { get; init; }

    /// <summary>Number of the latest change.</summary>
    public long ChangedSequence { get; init; }

    public int AppointmentSequence { get; init; }

    public required EntryContent Content { get; init; }

    public Recurrence? Rule { get; init; }

    public IReadOnlyList<OccurrenceException> Exceptions { get; init; } = [];

    /// <summary>Original starts of the occurrences that were deleted.</summary>
    public IReadOnlyList<DateTimeOffset> Deleted { get; init; } = [];

    public bool IsMaster => Rule is not null;
}

/// <summary>An occurrence that differs from its series. Fields not named in <see cref="Overrides"/> follow the master.</summary>
public sealed record OccurrenceException(DateTimeOffset OriginalStart, EntryContent Content, IReadOnlyList<string> Overrides)
{
    public DateTimeOffset Modified { get; init; }
}

/// <summary>What is left of an entry that went out of a folder.</summary>
public sealed record Tombstone(string Id, string ChangeKey, string Folder, long CreatedSequence, long Sequence);
