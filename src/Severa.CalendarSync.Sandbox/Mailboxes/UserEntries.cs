namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>What users do in their own calendars, at the page or through the API: each change is durable when it returns.</summary>
internal sealed class UserEntries(MailboxStore store, TimeProvider clock)
{
    public ItemView? Find(Mailbox mailbox, string id, DateTimeOffset? originalStart = null)
    {
        lock (mailbox.Gate)
        {
            return Locate(mailbox, id, originalStart);
        }
    }

    public IReadOnlyList<ItemView> Between(Mailbox mailbox, DateTimeOffset from, DateTimeOffset to, string folder = Folders.Calendar)
    {
        lock (mailbox.Gate)
        {
            return mailbox.Visible(folder, from, to);
        }
    }

    public IReadOnlyList<ItemView> Rows(Mailbox mailbox, string folder = Folders.Calendar)
    {
        lock (mailbox.Gate)
        {
            return mailbox.In(folder).OrderBy(e => e.Content.Start).Select(Mailbox.View).ToList();
        }
    }

    public ItemView Create(Mailbox mailbox, EntryWrite write) => Write(mailbox, editor =>
        Mailbox.View(editor.Create(write.ToEdits(), new ZoneRef(mailbox.Identity.Zone))));

    public ItemView? Update(Mailbox mailbox, string id, DateTimeOffset? originalStart, EntryWrite write) => Write(mailbox, editor =>
    {
        if (Locate(mailbox, id, originalStart) is not { } view)
        {
            return null;
        }

        return view.OriginalStart is { } slot
            ? Series.At(editor.UpdateOccurrence(view.Entry, slot, write.ToEdits()), slot)
            : Mailbox.View(editor.Update(view.Entry, write.ToEdits()));
    });

    /// <summary>Changes "this and all following": of a series from its first occurrence on, the whole of it. Returns what they are now.</summary>
    public ItemView? UpdateFollowing(Mailbox mailbox, string id, DateTimeOffset originalStart, EntryWrite write) => Write(mailbox, editor =>
        Locate(mailbox, id, originalStart) is { OriginalStart: { } slot } view
            ? Mailbox.View(Split(mailbox, editor).ChangeFrom(view.Entry, slot, write.ToEdits()))
            : null);

    /// <summary>Deletes "this and all following": the series ends earlier.</summary>
    public bool DeleteFollowing(Mailbox mailbox, string id, DateTimeOffset originalStart) => Write(mailbox, editor =>
    {
        if (Locate(mailbox, id, originalStart) is not { OriginalStart: { } slot } view)
        {
            return false;
        }

        Split(mailbox, editor).EndBefore(view.Entry, slot);
        return true;
    });

    /// <summary>Deletes as Outlook does: the entry goes to Deleted Items; an occurrence only leaves its series.</summary>
    public bool Delete(Mailbox mailbox, string id, DateTimeOffset? originalStart, bool forGood = false) => Write(mailbox, editor =>
    {
        if (Locate(mailbox, id, originalStart) is not { } view)
        {
            return false;
        }

        if (view.OriginalStart is { } slot)
        {
            editor.DeleteOccurrence(view.Entry, slot);
        }
        else if (forGood)
        {
            mailbox.Remove(view.Entry);
        }
        else
        {
            mailbox.Move(view.Entry, Folders.DeletedItems, mailbox.Identity.DisplayName);
        }

        return true;
    });

    /// <summary>Moves a whole entry to another folder, which gives it a new id.</summary>
    public ItemView? Move(Mailbox mailbox, string id, string folder) => Write(mailbox, _ =>
        mailbox.Find(id) is { } entry ? Mailbox.View(mailbox.Move(entry, folder, mailbox.Identity.DisplayName)) : null);

    private static SeriesSplit Split(Mailbox mailbox, EntryEditor editor) => new(mailbox, editor, mailbox.Identity.DisplayName);

    private static ItemView? Locate(Mailbox mailbox, string id, DateTimeOffset? originalStart) =>
        originalStart is { } slot
            ? mailbox.Find(id) is { Rule: not null } master ? Series.At(master, slot.ToUniversalTime()) : null
            : mailbox.Resolve(id);

    private T Write<T>(Mailbox mailbox, Func<EntryEditor, T> change)
    {
        lock (mailbox.Gate)
        {
            try
            {
                return change(new EntryEditor(mailbox, mailbox.Identity.DisplayName, clock.GetUtcNow()));
            }
            finally
            {
                store.Commit(mailbox);
            }
        }
    }
}
