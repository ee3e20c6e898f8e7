using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.TestKit;

public enum Fault
{
    None,

    /// <summary>The server says busy; nothing is written.</summary>
    Busy,

    /// <summary>Written, but the answer is lost.</summary>
    AnswerLost,

    /// <summary>Not written, and no answer either.</summary>
    RequestLost,

    /// <summary>Each item fails by itself, nothing is written.</summary>
    ItemsFail,

    /// <summary>Each item is refused for good.</summary>
    ItemsRefused,
}

/// <summary>A calendar in memory that honours the port: versions, cursors, windows, soft deletes, and faults on demand.</summary>
public sealed class InMemorySide(Side side, CrashPoints crashes, TimeProvider time, Func<SyncPolicy> policy) : ICalendarSide
{
    private readonly List<(string Id, string Version)> _changes = [];
    private int _nextId;

    public List<StoredItem> Items { get; } = [];

    /// <summary>Decides the fault of each call by its name.</summary>
    public Func<string, Fault> NextFault { get; set; } = _ => Fault.None;

    /// <summary>What a write of the service is refused for, item by item.</summary>
    public Func<ItemKey, bool> Refuses { get; set; } = _ => false;

    public string Epoch { get; set; } = side == Side.Outlook ? "folder-1" : "";

    /// <summary>How this side's clock differs from ours, as its readings tell.</summary>
    public ServerClock? Clock { get; set; }

    public int Calls { get; private set; }

    public int Writes { get; private set; }

    public SideTraits Traits { get; set; } = new(255, 255, 2000, CarriesStamp: true, TimeSpan.FromSeconds(30));

    /// <summary>Everything a person sees in this calendar.</summary>
    public IEnumerable<StoredItem> Visible => Items.Where(i => !i.IsDeleted);

    // What people do.
    public StoredItem UserAdds(ItemContent content, EntryFacts? entry = null, ActivityFacts? activity = null, string? series = null, DateTimeOffset? originalStart = null)
    {
        var item = new StoredItem
        {
            // Neighbouring ids differ by letter case only.
            Id = NewId(),
            Content = content,
            ModifiedAt = time.GetUtcNow(),
            Entry = side == Side.Outlook ? entry ?? EntryFacts.Plain : null,
            Activity = side == Side.Severa ? activity ?? new ActivityFacts(policy().DefaultTypeId) : null,
            Series = series,
            OriginalStart = originalStart,
        };
        item.Uid = side == Side.Outlook ? series ?? "uid-" + item.Id : null;
        Items.Add(item);
        Changed(item);
        return item;
    }

    public void UserChanges(StoredItem item, Func<ItemContent, ItemContent> change)
    {
        item.Content = change(item.Content);
        Touch(item);
    }

    public void UserDeletes(StoredItem item)
    {
        item.IsDeleted = true;
        _changes.Add((item.Id, "deleted"));
    }

    /// <summary>Something the user did that shows in facts, not in fields.</summary>
    public void Touch(StoredItem item)
    {
        item.Version++;
        item.ModifiedAt = time.GetUtcNow();
        Changed(item);
    }

    /// <summary>Moved away and back: the same item under a new id.</summary>
    public void UserMovesAway(StoredItem item)
    {
        _changes.Add((item.Id, "deleted"));
        item.Id = NewId();
        Touch(item);
    }

    // The port.
    public Task<SideReading> ReadAsync(string? cursor, SyncWindow window, IKnownVersions known, CancellationToken cancellationToken)
    {
        Call("read");
        var next = _changes.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (cursor is not null && _changes.Skip(int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture)).All(c => known.IsOwnWrite(c.Id, c.Version)))
        {
            return Task.FromResult<SideReading>(new SideReading.Unchanged { Cursor = next, Epoch = Epoch, Clock = Clock });
        }

        var seen = Visible.Where(i => i.Content.When.Overlaps(window, policy().Zone)).Select(i => See(i, known)).ToList();
        return Task.FromResult<SideReading>(new SideReading.Full(window, seen) { Cursor = next, Epoch = Epoch, Clock = Clock });
    }

    public Task<IReadOnlyList<Sighting>> LookUpAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken)
    {
        Call("lookup");
        return Task.FromResult<IReadOnlyList<Sighting>>([.. keys.Select(LookUp)]);
    }

    public Task<IReadOnlyList<CalendarItem>> FindAsync(Guid linkId, CancellationToken cancellationToken)
    {
        Call("find");
        return Task.FromResult<IReadOnlyList<CalendarItem>>([.. Visible.Where(i => i.LinkId == linkId).Select(Read)]);
    }

    public Task<IReadOnlyList<string?>> ReadNotesHtmlAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken)
    {
        Call("read notes");
        return Task.FromResult<IReadOnlyList<string?>>([.. keys.Select(k => Visible.FirstOrDefault(i => i.Key.Equals(k))?.Content.NotesHtml)]);
    }

    public Task<IReadOnlyList<WriteOutcome>> CreateAsync(IReadOnlyList<ItemDraft> drafts, CancellationToken cancellationToken) =>
        Write("create", drafts, Create, _ => null);

    public Task<IReadOnlyList<WriteOutcome>> UpdateAsync(IReadOnlyList<ItemUpdate> updates, CancellationToken cancellationToken) =>
        Write("update", updates, Update, u => u.Key);

    public Task<IReadOnlyList<WriteOutcome>> DeleteAsync(IReadOnlyList<ItemDelete> deletes, CancellationToken cancellationToken) =>
        Write("delete", deletes, Delete, d => d.Key);

    private Task<IReadOnlyList<WriteOutcome>> Write<T>(string name, IReadOnlyList<T> items, Func<T, WriteOutcome> write, Func<T, ItemKey?> keyOf)
    {
        var fault = Call(name);
        if (fault == Fault.RequestLost)
        {
            return Outcomes(items.Select(_ => WriteOutcome.Unknown("Timeout")));
        }

        if (fault == Fault.ItemsFail)
        {
            return Outcomes(items.Select(_ => WriteOutcome.Failed("ErrorInternalServerTransientError")));
        }

        var outcomes = new List<WriteOutcome>();
        foreach (var item in items)
        {
            // Killed between two items of one call: those before it are written.
            crashes.Step($"{side}.{name} item");
            var isRefused = fault == Fault.ItemsRefused || (keyOf(item) is { } key && Refuses(key));
            outcomes.Add(isRefused ? WriteOutcome.Refused("ErrorOccurrenceCrossingBoundary") : write(item));
        }

        crashes.Step($"{side}.{name} answered");
        return Outcomes(fault == Fault.AnswerLost ? outcomes.Select(_ => WriteOutcome.Unknown("Timeout")) : outcomes);
    }

    private static Task<IReadOnlyList<WriteOutcome>> Outcomes(IEnumerable<WriteOutcome> outcomes) => Task.FromResult<IReadOnlyList<WriteOutcome>>([.. outcomes]);

    private WriteOutcome Create(ItemDraft draft)
    {
        if (side == Side.Severa && Visible.FirstOrDefault(i => i.LinkId == draft.LinkId) is { } made)
        {
            // Severa's built-in store creates once per link.
            return WriteOutcome.Done(made.Key, made.VersionText);
        }

        Writes++;
        var item = UserAdds(draft.Content, activity: draft.TypeId is { } type ? new ActivityFacts(type) : null);
        item.Stamp = draft.Stamp;
        item.LinkId = draft.LinkId;
        return WriteOutcome.Done(item.Key, item.VersionText);
    }

    private WriteOutcome Update(ItemUpdate update)
    {
        var item = Visible.FirstOrDefault(i => i.Key.Equals(update.Key));
        if (item is null || item.VersionText != update.ExpectedVersion)
        {
            return WriteOutcome.Stale(item is null ? "ErrorItemNotFound" : "ErrorIrresolvableConflict");
        }

        Writes++;
        if (update.TypeId is { } type)
        {
            item.Activity = item.Activity! with { TypeId = type };
        }

        UserChanges(item, c => c.With(update.Fields, update.Content));
        return WriteOutcome.Done(item.Key, item.VersionText);
    }

    private WriteOutcome Delete(ItemDelete delete)
    {
        var item = Visible.FirstOrDefault(i => i.Key.Equals(delete.Key));
        if (item is not null && item.VersionText != delete.ExpectedVersion)
        {
            return WriteOutcome.Stale("ErrorIrresolvableConflict");
        }

        if (item is not null)
        {
            Writes++;
            UserDeletes(item);
        }

        return WriteOutcome.Done(delete.Key, "deleted", new ItemVersion(delete.Key.Id, "deleted"));
    }

    private Fault Call(string name)
    {
        Calls++;
        crashes.Step($"{side}.{name}");
        var fault = NextFault(name);
        return fault == Fault.Busy
            ? throw new SideException(22, ErrorScope.Connection, isPermanent: false, "ErrorServerBusy") { RetryAfter = TimeSpan.FromSeconds(30) }
            : fault;
    }

    private Seen See(StoredItem item, IKnownVersions known) =>
        item.IsDamaged ? new Seen.Unreadable(item.Key, "ErrorItemCorrupt")
        : known.KeyOf(item.Id, item.VersionText) is { } key ? new Seen.Same(key, item.VersionText)
        : new Seen.Fresh(Read(item));

    private Sighting LookUp(ItemKey key)
    {
        var item = Items.Find(i => i.Key.Equals(key));
        return item switch
        {
            null => new Sighting.Gone(),
            { IsDamaged: true } => new Sighting.Unknown("ErrorItemCorrupt"),
            { IsDeleted: true } => new Sighting.OutOfCalendar(),
            _ => new Sighting.Present(Read(item)),
        };
    }

    private CalendarItem Read(StoredItem item) => new()
    {
        Key = item.Key,
        Version = item.VersionText,
        Content = side == Side.Outlook
            ? item.Content with { ShowAs = ShowAs.Busy, NotesHtml = null }
            : Projection.AsShownInSevera(item.Content, item.Activity!.TypeId, policy()),
        ModifiedAt = item.ModifiedAt,
        Uid = item.Uid,
        Stamp = item.Stamp,
        MadeForLink = item.LinkId,
        Entry = item.Entry,
        Activity = item.Activity,
    };

    private string NewId()
    {
        var number = _nextId++;
        return $"{side}-{(number % 2 == 0 ? "Ab" : "aB")}-{number / 2:D5}";
    }

    private void Changed(StoredItem item) => _changes.Add((item.Id, item.VersionText));
}
