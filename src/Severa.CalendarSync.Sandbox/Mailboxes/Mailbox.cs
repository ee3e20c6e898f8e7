using Severa.CalendarSync.Sandbox.Notifications;

namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>
/// One mailbox: its entries, what left them behind, and the number of its latest change.
/// Not thread-safe: callers hold <see cref="Gate"/>. Changes gather until <see cref="TakeChanges"/> hands them to the file.
/// </summary>
public sealed class Mailbox(MailboxIdentity identity, TimeProvider clock)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly List<Tombstone> _tombstones = [];
    private readonly HashSet<string> _dirty = new(StringComparer.Ordinal);
    private readonly List<Tombstone> _newTombstones = [];
    private readonly MailboxEvents _events = new();
    private long _numbers;

    public Lock Gate { get; } = new();

    public MailboxIdentity Identity { get; private set; } = identity;

    public string Address => Identity.Address;

    public long Sequence { get; private set; }

    /// <summary>When anything last changed here (PR_LOCAL_COMMIT_TIME_MAX).</summary>
    public DateTimeOffset LastCommit { get; private set; } = identity.Created;

    public IReadOnlyList<Tombstone> Tombstones => _tombstones;

    public IEnumerable<Entry> In(string folder) => _entries.Values.Where(e => string.Equals(e.Folder, folder, StringComparison.Ordinal));

    public int Count(string folder) => In(folder).Count();

    public string FolderId(string folder) => ItemIds.ForFolder(Identity.Key, folder);

    public Entry? Find(string id) => _entries.GetValueOrDefault(id);

    /// <summary>Whatever an id names: an entry, or the occurrence of its day.</summary>
    public ItemView? Resolve(string id)
    {
        if (Find(id) is { } entry)
        {
            return View(entry);
        }

        return OccurrenceIds.Parse(id) is { } parts && Find(parts.MasterId) is { Rule: not null } master
            && Series.SlotOn(master, parts.Day) is { } slot && string.Equals(OccurrenceIds.For(master, slot), id, StringComparison.Ordinal)
            ? Series.At(master, slot)
            : null;
    }

    public static ItemView View(Entry entry) =>
        new(entry, entry.IsMaster ? ItemKind.RecurringMaster : ItemKind.Single, entry.Id, entry.ChangeKey, entry.Content, null);

    /// <summary>Single entries and occurrences that touch [from, to), in order of start.</summary>
    public IReadOnlyList<ItemView> Visible(string folder, DateTimeOffset from, DateTimeOffset to) => In(folder)
        .SelectMany(entry => entry.IsMaster
            ? Series.Between(entry, from, to)
            : Series.Overlaps(entry.Content, from, to) ? [View(entry)] : [])
        .OrderBy(view => view.Start).ThenBy(view => view.Id, StringComparer.Ordinal)
        .ToList();

    public Entry Add(EntryContent content, Recurrence? rule, string by, string folder = Folders.Calendar)
    {
        var now = clock.GetUtcNow();
        var id = ItemIds.Next(Identity.Key, ++_numbers);
        var saved = Store(new Entry { Id = id, Folder = folder, Content = content, Rule = rule, Created = now, CreatedSequence = Sequence + 1 }, by);
        _events.Created(saved);
        return saved;
    }

    /// <summary>Stores a changed entry: new change key, new modification time, next sequence number.</summary>
    public Entry Save(Entry entry, string by)
    {
        var saved = Store(entry, by);
        _events.Modified(saved);
        return saved;
    }

    /// <summary>Moving gives the entry a new id; the old one names nothing from then on.</summary>
    public Entry Move(Entry entry, string folder, string by)
    {
        TakeOut(entry);
        var id = ItemIds.Next(Identity.Key, ++_numbers);
        var moved = Store(entry with { Id = id, Folder = folder, CreatedSequence = Sequence + 1 }, by);
        _events.Moved(entry, moved);
        return moved;
    }

    public void Remove(Entry entry)
    {
        TakeOut(entry);
        _events.Deleted(entry, LastCommit);
    }

    /// <summary>Like restoring the mailbox from a backup into a new one: new ids for the folders, nothing in them.</summary>
    public void Reset(Guid key)
    {
        Identity = Identity with { Key = key, Created = clock.GetUtcNow() };
        _entries.Clear();
        _tombstones.Clear();
        _dirty.Clear();
        _newTombstones.Clear();
        _events.Take();
        Sequence = 0;
        _numbers = 0;
        LastCommit = Identity.Created;
    }

    /// <summary>Like a move to another server: other ids for the folders and what is in them; what the entries say stays.</summary>
    public void Relocate(Guid key)
    {
        var entries = _entries.Values.OrderBy(e => e.CreatedSequence).ToList();
        Reset(key);
        foreach (var entry in entries)
        {
            Sequence++;
            var id = ItemIds.Next(key, ++_numbers);
            _entries[id] = entry with { Id = id, ChangeKey = ItemIds.ChangeKey(key, Sequence), CreatedSequence = Sequence, ChangedSequence = Sequence };
        }
    }

    /// <summary>What changed since the last call, for the journal; null when nothing did.</summary>
    public MailboxChange? TakeChanges()
    {
        if (_dirty.Count == 0 && _newTombstones.Count == 0)
        {
            return null;
        }

        var change = new MailboxChange(Address, Sequence, _numbers, LastCommit, _dirty.Select(id => _entries[id]).ToList(), _newTombstones.ToList());
        _dirty.Clear();
        _newTombstones.Clear();
        return change;
    }

    /// <summary>What subscribers may hear of since the last call.</summary>
    public IReadOnlyList<MailboxEvent> TakeEvents() => _events.Take();

    public MailboxSnapshot Snapshot() =>
        new(Identity, Sequence, _numbers, LastCommit, _entries.Values.ToList(), _tombstones.ToList());

    public void Load(MailboxSnapshot snapshot)
    {
        Identity = Identity with { Key = snapshot.Identity.Key, Created = snapshot.Identity.Created };
        Apply(new MailboxChange(Address, snapshot.Sequence, snapshot.Numbers, snapshot.LastCommit, snapshot.Entries, snapshot.Tombstones));
    }

    public void Apply(MailboxChange change)
    {
        foreach (var tombstone in change.Removed)
        {
            _entries.Remove(tombstone.Id);
            _tombstones.Add(tombstone);
        }

        foreach (var entry in change.Put)
        {
            _entries[entry.Id] = entry;
        }

        (Sequence, _numbers, LastCommit) = (change.Sequence, change.Numbers, change.LastCommit);
    }

    private Entry Store(Entry entry, string by)
    {
        Sequence++;
        LastCommit = clock.GetUtcNow();
        var saved = entry with
        {
            ChangeKey = ItemIds.ChangeKey(Identity.Key, Sequence),
            ChangedSequence = Sequence,
            Modified = LastCommit,
            ModifiedBy = by,
        };
        Put(saved);
        return saved;
    }

    private void TakeOut(Entry entry)
    {
        Sequence++;
        LastCommit = clock.GetUtcNow();
        _entries.Remove(entry.Id);
        _dirty.Remove(entry.Id);
        var tombstone = new Tombstone(entry.Id, entry.ChangeKey, entry.Folder, entry.CreatedSequence, Sequence);
        _tombstones.Add(tombstone);
        _newTombstones.Add(tombstone);
    }

    private void Put(Entry entry)
    {
        _entries[entry.Id] = entry;
        _dirty.Add(entry.Id);
    }
}
