using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Notifications;

/// <summary>Gathers what happened in a mailbox. As noisy as servers are: an item and each folder it touches have events of their own.</summary>
internal sealed class MailboxEvents
{
    private List<MailboxEvent> _events = [];

    public void Created(Entry entry) => Add(Item(MailboxEventKind.Created, entry), Item(MailboxEventKind.Modified, entry), Folder(entry.Folder, entry.Modified));

    public void Modified(Entry entry) => Add(Item(MailboxEventKind.Modified, entry), Folder(entry.Folder, entry.Modified));

    /// <summary>What goes into the dumpster is as good as deleted: nobody can see it there.</summary>
    public void Moved(Entry from, Entry to)
    {
        if (to.Folder == Folders.Recoverable)
        {
            Deleted(from, to.Modified);
            return;
        }

        Add(
            Item(MailboxEventKind.Moved, to) with { OldFolder = from.Folder, OldItemId = from.Id },
            Folder(from.Folder, to.Modified),
            Folder(to.Folder, to.Modified));
    }

    public void Deleted(Entry entry, DateTimeOffset at) => Add(Item(MailboxEventKind.Deleted, entry) with { At = at }, Folder(entry.Folder, at));

    public IReadOnlyList<MailboxEvent> Take()
    {
        var taken = _events;
        _events = [];
        return taken;
    }

    private static MailboxEvent Item(MailboxEventKind kind, Entry entry) =>
        new(kind, entry.Modified, entry.Folder) { ItemId = entry.Id, ChangeKey = entry.ChangeKey };

    private static MailboxEvent Folder(string folder, DateTimeOffset at) => new(MailboxEventKind.Modified, at, folder);

    private void Add(params MailboxEvent[] events) => _events.AddRange(events);
}
