namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>Who a mailbox belongs to. A restored mailbox has another <see cref="Key"/> and so other folder ids.</summary>
public sealed record MailboxIdentity(string Address, string DisplayName, IReadOnlyList<string> Aliases, string Zone, Guid Key, DateTimeOffset Created)
{
    public bool IsRoom { get; init; }

    public Person Owner => new(DisplayName, Address);
}

/// <summary>What one write changed: one line of the journal.</summary>
public sealed record MailboxChange(
    string Address, long Sequence, long Numbers, DateTimeOffset LastCommit, IReadOnlyList<Entry> Put, IReadOnlyList<Tombstone> Removed);

/// <summary>A whole mailbox as it stands in the file.</summary>
public sealed record MailboxSnapshot(
    MailboxIdentity Identity, long Sequence, long Numbers, DateTimeOffset LastCommit, IReadOnlyList<Entry> Entries, IReadOnlyList<Tombstone> Tombstones);
