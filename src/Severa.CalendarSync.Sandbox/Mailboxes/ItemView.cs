namespace Severa.CalendarSync.Sandbox.Mailboxes;

internal enum ItemKind
{
    Single,
    Occurrence,
    Exception,
    RecurringMaster,
}

/// <summary>One thing a client can see: a single entry, a master, or an occurrence with the content in force.</summary>
internal sealed record ItemView(Entry Entry, ItemKind Kind, string Id, string ChangeKey, EntryContent Content, DateTimeOffset? OriginalStart)
{
    public bool IsOccurrence => OriginalStart is not null;

    public DateTimeOffset Start => Content.Start;

    public DateTimeOffset End => Content.End;
}
