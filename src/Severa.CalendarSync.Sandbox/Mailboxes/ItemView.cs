namespace Severa.CalendarSync.Sandbox.Mailboxes;

// The words are those of the protocol (CalendarItemType).
#pragma warning disable CA1720
public enum ItemKind
{
    Single,
    Occurrence,
    Exception,
    RecurringMaster,
}
#pragma warning restore CA1720

/// <summary>One thing a client can see: a single entry, a master, or an occurrence with the content in force.</summary>
public sealed record ItemView(Entry Entry, ItemKind Kind, string Id, string ChangeKey, EntryContent Content, DateTimeOffset? OriginalStart)
{
    public bool IsOccurrence => OriginalStart is not null;

    public DateTimeOffset Start => Content.Start;

    public DateTimeOffset End => Content.End;
}
