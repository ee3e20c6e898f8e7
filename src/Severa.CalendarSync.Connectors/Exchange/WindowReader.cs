using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Mapping;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>
/// Views the window and fetches what the ledger does not know. What is gone when it is fetched may only have another id by now:
/// then the window is viewed again, so that the user's move does not look like a deletion (R11).
/// </summary>
internal sealed class WindowReader(CalendarViewReader view, ItemFetcher fetcher, EntryMapper mapper, TimeZoneInfo userZone)
{
    private const string Vanished = "ErrorItemNotFound";
    private const int MostViews = 3;

    /// <summary>An all-day entry made at the other end of the world begins that much earlier or later than its date does here.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(26);

    public async Task<IReadOnlyList<Seen>> ReadAsync(EwsFolderId folder, SyncWindow window, IKnownVersions known, CancellationToken cancellationToken)
    {
        var fetched = new Dictionary<EwsItemId, Seen>();
        var vanished = new HashSet<EwsItemId>();
        for (var views = 1; ; views++)
        {
            var found = await view.ReadAsync(folder, window.Start - Margin, window.End + Margin, cancellationToken);
            await FetchAsync([.. found.Where(f => KnownOf(f, known) is null && !fetched.ContainsKey(f.Id))], fetched, cancellationToken);
            var seen = found.Select(f => KnownOf(f, known) ?? fetched[f.Id]).ToList();
            var gone = found.Where(f => fetched.GetValueOrDefault(f.Id) is Seen.Unreadable { Code: Vanished }).Select(f => f.Id).ToHashSet();

            // Listed again, and still not there: the server's own trouble, which another view would not end.
            if (views == MostViews || gone.IsSubsetOf(vanished))
            {
                return [.. seen.Where(s => s is not Seen.Fresh fresh || fresh.Item.Content.When.Overlaps(window, userZone))];
            }

            vanished.UnionWith(gone);
        }
    }

    private static Seen.Same? KnownOf(FoundItem item, IKnownVersions known) =>
        item.Id.ChangeKey is { } version && known.KeyOf(item.Id.Id, version) is { } key ? new Seen.Same(key, version) : null;

    private async Task FetchAsync(IReadOnlyList<FoundItem> items, Dictionary<EwsItemId, Seen> fetched, CancellationToken cancellationToken)
    {
        var answers = await fetcher.GetAsync([.. items.Select(i => new ItemRef(i.Id.Id))], ItemShape.Entry, cancellationToken);
        foreach (var (item, answer) in items.Zip(answers))
        {
            fetched[item.Id] = SeenOf(item, mapper.Map(answer));
        }
    }

    private static Seen SeenOf(FoundItem found, MappedEntry entry) =>
        entry.Item is { } item ? new Seen.Fresh(item) : new Seen.Unreadable(KeyOf(found), entry.Code);

    private static ItemKey KeyOf(FoundItem found) =>
        found is { IsOccurrence: true, Uid.Length: > 0, Slot: { } slot } ? ItemKey.Occurrence(found.Uid, slot, found.Id.Id) : ItemKey.Of(found.Id.Id);
}
