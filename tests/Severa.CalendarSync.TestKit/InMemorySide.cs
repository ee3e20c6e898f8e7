using System.Globalization;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.TestKit;

/// <summary>
/// A calendar in memory that honours the port: versions, cursors, windows, soft deletes, and faults on demand.
/// With a store and a viewer it is one person's view of a store that several share.
/// </summary>
public sealed partial class InMemorySide(
    Side side, CrashPoints crashes, TimeProvider time, Func<SyncPolicy> policy, InMemoryStore? store = null, Guid? viewer = null) : ICalendarSide
{
    private readonly InMemoryStore _store = store ?? new InMemoryStore();

    public List<StoredItem> Items => _store.Items;

    internal InMemoryStore Store => _store;

    /// <summary>Decides the fault of each call by its name.</summary>
    public Func<string, Fault> NextFault { get; set; } = _ => Fault.None;

    /// <summary>What a write of the service is refused for, item by item.</summary>
    public Func<ItemKey, bool> Refuses { get; set; } = _ => false;

    /// <summary>For a participant: the owner's entry of an activity (R24).</summary>
    public Func<StoredItem, (bool IsMeeting, string? Uid)> OwnersEntry { get; set; } = _ => (false, null);

    public string Epoch { get; set; } = side == Side.Outlook ? "folder-1" : "";

    /// <summary>How this side's clock differs from ours, as its readings tell.</summary>
    public ServerClock? Clock { get; set; }

    /// <summary>How far this side's clock really is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    public int Calls { get; private set; }

    public int Writes { get; private set; }

    public SideTraits Traits { get; set; } = new(255, 255, 2000, CarriesStamp: true, TimeSpan.FromSeconds(30));

    /// <summary>Everything a person sees in this calendar.</summary>
    public IEnumerable<StoredItem> Visible => Items.Where(i => !i.IsDeleted && i.Concerns(viewer));

    /// <summary>Nothing at all happened since this cursor, not even a write of ours.</summary>
    public bool IsSilent(string cursor) => !_store.Since(int.Parse(cursor, CultureInfo.InvariantCulture), viewer).Any();

    public Task<SideReading> ReadAsync(string? cursor, SyncWindow window, IKnownVersions known, CancellationToken cancellationToken)
    {
        var fault = Call("read", isReading: true);
        var next = _store.Changes.ToString(CultureInfo.InvariantCulture);
        if (cursor is not null && fault != Fault.CursorRefused && IsUnchanged(int.Parse(cursor, CultureInfo.InvariantCulture), known))
        {
            return Task.FromResult<SideReading>(new SideReading.Unchanged { Cursor = next, Epoch = Epoch, Clock = Clock });
        }

        if (fault == Fault.ListingBreaksOff)
        {
            throw new SideException(SideException.Unnumbered, ErrorScope.Mailbox, isPermanent: false, "ErrorBatchProcessingStopped");
        }

        var listed = Visible.Where(i => i.Content.When.Overlaps(window, policy().Zone)).ToList();
        if (fault == Fault.ListingLags && listed.Count > 0 && listed[^1] is { Version: 1, Series: null, LinkId: null } fresh)
        {
            listed.Remove(fresh);
        }

        if (fault == Fault.PagesReordered)
        {
            listed.Reverse();
        }

        return Task.FromResult<SideReading>(new SideReading.Full(window, listed.ConvertAll(i => See(i, known))) { Cursor = next, Epoch = Epoch, Clock = Clock });
    }

    public Task<IReadOnlyList<Sighting>> LookUpAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken)
    {
        var isUnsure = Call("lookup", isReading: true) == Fault.ItemsFail;
        return Task.FromResult<IReadOnlyList<Sighting>>([.. keys.Select(k => isUnsure ? new Sighting.Unknown("ErrorServerBusy") : LookUp(k))]);
    }

    public Task<IReadOnlyList<CalendarItem>> FindAsync(Guid linkId, CancellationToken cancellationToken)
    {
        Call("find", isReading: true);
        return Task.FromResult<IReadOnlyList<CalendarItem>>([.. Visible.Where(i => i.LinkId == linkId).Select(Read)]);
    }

    public Task<ItemKey?> FindRemovedAsync(Guid linkId, Guid operationId, CancellationToken cancellationToken)
    {
        Call("find removed", isReading: true);
        return Task.FromResult(Items.Find(i => i.IsDeleted && i.LinkId == linkId && i.OperationId == operationId && i.Concerns(viewer))?.Key);
    }

    public Task<IReadOnlyList<string?>> ReadNotesHtmlAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken)
    {
        Call("read notes", isReading: true);
        return Task.FromResult<IReadOnlyList<string?>>([.. keys.Select(k => Visible.FirstOrDefault(i => i.Key.Equals(k))?.Content.NotesHtml)]);
    }

    /// <summary>The item as this side tells it, in plain text as the port wants it.</summary>
    public CalendarItem Read(StoredItem item) => new()
    {
        Key = item.Key,
        Version = item.VersionText,
        Content = side == Side.Outlook
            ? Plain(item.Content) with { ShowAs = ShowAs.Busy, NotesHtml = null }
            : Projection.AsShownInSevera(Plain(item.Content), item.Activity!.TypeId, policy()),
        ModifiedAt = item.ModifiedAt,
        Uid = item.Uid,
        Stamp = item.Stamp,
        MadeForLink = IsOwner(item) ? item.LinkId : null,
        Entry = item.Entry,
        Activity = item.Activity is { } facts ? FactsOf(item, facts) : null,
    };

    private static ItemContent Plain(ItemContent content) => content with
    {
        Title = PlainText.Line(content.Title),
        Place = PlainText.Line(content.Place),
        Notes = PlainText.Lines(content.Notes),
    };

    private bool IsOwner(StoredItem item) => viewer is null || item.Owner is null || item.Owner == viewer;

    private ActivityFacts FactsOf(StoredItem item, ActivityFacts facts)
    {
        if (viewer is null || item.Owner is null)
        {
            return facts;
        }

        var shared = facts with { IsOwner = IsOwner(item), HasBusinessData = facts.HasBusinessData || item.Participants.Count > 0 };
        var (isMeeting, uid) = shared.IsOwner ? (false, null) : OwnersEntry(item);
        return shared with { OwnerHasMeeting = isMeeting, OwnerUid = uid };
    }

    private Fault Call(string name, bool isReading = false)
    {
        Calls++;
        var startedAt = time.GetUtcNow();
        crashes.Step($"{side}.{name}");
        var fault = HasTimedOut(startedAt) ? Fault.RequestLost : NextFault(name);
        return (fault, isReading) switch
        {
            (Fault.Busy, _) => throw new SideException(22, ErrorScope.Connection, isPermanent: false, "ErrorServerBusy") { RetryAfter = TimeSpan.FromSeconds(30) },
            (Fault.Permanent, _) => throw new SideException(1, ErrorScope.Connection, isPermanent: true, "Http401"),
            (Fault.AnswerLost or Fault.RequestLost, true) => throw new SideException(SideException.Unnumbered, ErrorScope.Connection, isPermanent: false, "Timeout"),
            (Fault.Unexpected, true) => throw new UnexpectedFaultException(),
            _ => fault,
        };
    }

    /// <summary>A call that stood still for longer than the longest call allows is never carried out any more.</summary>
    private bool HasTimedOut(DateTimeOffset startedAt) => time.GetUtcNow() > startedAt + Traits.LongestCall;

    /// <summary>Nothing is told but our own writes, and all of them. Severa's store tells every change, Outlook the difference only.</summary>
    private bool IsUnchanged(int cursor, IKnownVersions known)
    {
        var told = (side == Side.Outlook ? _store.DifferencesSince(cursor) : _store.Since(cursor, viewer)).ToList();
        return told.TrueForAll(c => known.IsOwnWrite(c.Id, c.Version)) && known.Awaited.IsSubsetOf(told.Select(c => c.Id));
    }

    /// <summary>Severa's store tells every activity anew.</summary>
    private Seen See(StoredItem item, IKnownVersions known) =>
        item.IsDamaged ? new Seen.Unreadable(item.Key, "ErrorItemCorrupt")
        : side == Side.Outlook && known.KeyOf(item.Id, item.VersionText) is { } key ? new Seen.Same(key, item.VersionText)
        : new Seen.Fresh(Read(item));

    private Sighting LookUp(ItemKey key) => Items.Find(i => i.Key.Equals(key)) switch
    {
        null => new Sighting.Gone(),
        { IsDamaged: true } => new Sighting.Unknown("ErrorItemCorrupt"),
        { IsDeleted: true } => new Sighting.OutOfCalendar(),
        var item => item.Concerns(viewer) ? new Sighting.Present(Read(item)) : new Sighting.OutOfCalendar(),
    };
}
