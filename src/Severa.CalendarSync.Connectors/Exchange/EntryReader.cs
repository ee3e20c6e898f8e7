using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Mapping;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>
/// Signal, then read: one small request tells whether anything changed; only then the window is viewed and what is new is fetched.
/// </summary>
internal sealed class EntryReader(
    CalendarFolder folder, ChangeReader changes, CalendarViewReader view, ItemFetcher fetcher, EntryMapper mapper, TimeZoneInfo userZone)
{
    /// <summary>Versions have no meaning for what is gone; the ledger records our own deletions under this one.</summary>
    public const string DeletedVersion = "deleted";

    /// <summary>An all-day entry made at the other end of the world begins that much earlier or later than its date does here.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(26);

    public async Task<SideReading> ReadAsync(string? cursor, SyncWindow window, IKnownVersions known, CancellationToken cancellationToken)
    {
        if (ExchangeCursor.Parse(cursor) is { } last
            && await changes.DrainAsync(new EwsFolderId(last.FolderId), last.SyncState, cancellationToken) is { } since)
        {
            folder.Use(last.FolderId);
            var now = last with { SyncState = since.State };
            return since.Changes.All(c => IsKnown(c, known))
                ? new SideReading.Unchanged { Cursor = now.Format(), Epoch = now.FolderId }
                : await ReadWindowAsync(now, window, known, cancellationToken);
        }

        var folderId = await folder.AskAsync(cancellationToken);
        var all = await changes.DrainAsync(new EwsFolderId(folderId), null, cancellationToken) ?? throw EwsErrors.Transient("NoSyncState");
        return await ReadWindowAsync(new ExchangeCursor(folderId, all.State), window, known, cancellationToken);
    }

    /// <summary>The change is one of ours, or of something in a version the ledger has already seen.</summary>
    private static bool IsKnown(EwsChange change, IKnownVersions known) => change switch
    {
        { Kind: EwsChangeKind.Deleted } => known.IsOwnWrite(change.Item.Id, DeletedVersion),
        { Item.ChangeKey: { } version } => known.IsOwnWrite(change.Item.Id, version) || known.KeyOf(change.Item.Id, version) is not null,
        _ => false,
    };

    /// <summary>The cursor is older than what is read here: a change made meanwhile is seen again, never missed.</summary>
    private async Task<SideReading> ReadWindowAsync(ExchangeCursor cursor, SyncWindow window, IKnownVersions known, CancellationToken cancellationToken)
    {
        var found = await view.ReadAsync(new EwsFolderId(cursor.FolderId), window.Start - Margin, window.End + Margin, cancellationToken);
        var seen = new List<Seen>(found.Count);
        var unknown = new List<FoundItem>();
        foreach (var item in found)
        {
            if (item.Id.ChangeKey is { } version && known.KeyOf(item.Id.Id, version) is { } key)
            {
                seen.Add(new Seen.Same(key, version));
            }
            else
            {
                unknown.Add(item);
            }
        }

        seen.AddRange(await FetchAsync(unknown, window, cancellationToken));
        return new SideReading.Full(window, seen) { Cursor = cursor.Format(), Epoch = cursor.FolderId };
    }

    private async Task<IEnumerable<Seen>> FetchAsync(IReadOnlyList<FoundItem> items, SyncWindow window, CancellationToken cancellationToken)
    {
        var answers = await fetcher.GetAsync([.. items.Select(i => new ItemRef(i.Id.Id))], ItemShape.Entry, cancellationToken);
        return items.Zip(answers, (item, answer) => SeenOf(item, mapper.Map(answer)))
            .Where(s => s is not Seen.Fresh fresh || fresh.Item.Content.When.Overlaps(window, userZone));
    }

    /// <summary>What vanished between view and fetch counts as unreadable: the next reading tells why, and nothing is deleted for it.</summary>
    private static Seen SeenOf(FoundItem found, MappedEntry entry) =>
        entry.Item is { } item ? new Seen.Fresh(item) : new Seen.Unreadable(KeyOf(found), entry.Code);

    private static ItemKey KeyOf(FoundItem found) =>
        found is { IsOccurrence: true, Uid.Length: > 0, Slot: { } slot } ? ItemKey.Occurrence(found.Uid, slot, found.Id.Id) : ItemKey.Of(found.Id.Id);
}
