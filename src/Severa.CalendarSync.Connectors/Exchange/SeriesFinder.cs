using System.Xml.Linq;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Mapping;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>Finds an occurrence by its series and original start, whatever its id is today.</summary>
internal sealed class SeriesFinder(EwsClient client, CalendarFolder folder, ItemFetcher fetcher, CalendarViewReader view, EntryMapper mapper)
{
    private static readonly TimeSpan Around = TimeSpan.FromDays(1);

    /// <summary>The ids of all masters in the calendar, by UID. A search cannot ask for a UID, so all are listed.</summary>
    public async Task<ILookup<string, string>> MastersAsync(CancellationToken cancellationToken)
    {
        var calendar = await folder.IdAsync(cancellationToken);
        var found = await PagesAsync(offset => new FindItemsOperation(calendar, offset), cancellationToken);
        return found.Where(i => i is { IsMaster: true, Uid: not null }).ToLookup(i => i.Uid!, i => i.Id.Id, StringComparer.Ordinal);
    }

    /// <summary>What lies in a folder and was made for this pair, each as it is or why it cannot be read.</summary>
    public async Task<IReadOnlyList<ItemAnswer<XElement>>> MadeForAsync(EwsFolderId place, Guid linkId, CancellationToken cancellationToken)
    {
        var found = await PagesAsync(offset => new FindItemsOperation(place, offset, OurProperty.LinkId, EntryFormat.LinkValue(linkId)), cancellationToken);
        return await fetcher.GetAsync([.. found.Select(f => new ItemRef(f.Id.Id))], ItemShape.Entry, cancellationToken);
    }

    /// <summary>Whether the occurrence is there. A series that is there without the slot means gone; any doubt does not.</summary>
    public async Task<Sighting> FindAsync(ItemKey key, ILookup<string, string> masters, CancellationToken cancellationToken)
    {
        Sighting best = new Sighting.Gone();
        foreach (var master in masters[key.Series!])
        {
            var sighting = await FindInAsync(key, master, cancellationToken);
            if (sighting is Sighting.Present)
            {
                return sighting;
            }

            best = sighting is Sighting.Unknown ? sighting : best;
        }

        return best;
    }

    /// <summary>The ids of what the series has in the calendar near a time.</summary>
    public async Task<IReadOnlyList<string>> NearAsync(string uid, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var found = await view.ReadAsync(await folder.IdAsync(cancellationToken), time - Around, time + Around, cancellationToken);
        return [.. found.Where(f => f.IsOccurrence && string.Equals(f.Uid, uid, StringComparison.Ordinal)).Select(f => f.Id.Id)];
    }

    private static bool IsSlot(XElement exception, string name, ItemKey key) => exception.InstantOf(name) is { } start && start == key.OriginalStart;

    private async Task<Sighting> FindInAsync(ItemKey key, string masterId, CancellationToken cancellationToken)
    {
        var answer = (await fetcher.GetAsync([new ItemRef(masterId)], ItemShape.Master, cancellationToken))[0];
        if (answer.Value is not { } master)
        {
            return new Sighting.Unknown(answer.Code);
        }

        if (master.ChildrenOf("DeletedOccurrences").Any(d => IsSlot(d, "Start", key)))
        {
            return new Sighting.Gone();
        }

        var modified = master.ChildrenOf("ModifiedOccurrences").FirstOrDefault(m => IsSlot(m, "OriginalStart", key));
        return modified?.ItemIdOf() is { } id
            ? await FetchAsync([id.Id], key, cancellationToken) ?? new Sighting.Unknown("ErrorItemNotFound")
            : await FindInViewAsync(key, cancellationToken);
    }

    private async Task<Sighting> FindInViewAsync(ItemKey key, CancellationToken cancellationToken)
    {
        var ids = await NearAsync(key.Series!, key.OriginalStart!.Value, cancellationToken);
        return await FetchAsync(ids, key, cancellationToken) ?? new Sighting.Gone();
    }

    /// <summary>The item of that slot among those ids; null where none is it; unknown where one of them could not be read.</summary>
    private async Task<Sighting?> FetchAsync(IReadOnlyList<string> ids, ItemKey key, CancellationToken cancellationToken)
    {
        var answers = await fetcher.GetAsync([.. ids.Select(i => new ItemRef(i))], ItemShape.Entry, cancellationToken);
        var entries = answers.Select(mapper.Map).ToArray();
        if (Array.Find(entries, e => e.Item is not null && e.Item.Key.Equals(key))?.Item is { } item)
        {
            return new Sighting.Present(item);
        }

        return Array.Find(entries, e => e.Item is null) is { } unread ? new Sighting.Unknown(unread.Code) : null;
    }

    private async Task<IReadOnlyList<FoundItem>> PagesAsync(Func<int, FindItemsOperation> operation, CancellationToken cancellationToken)
    {
        var found = new List<FoundItem>();
        for (var offset = 0; ;)
        {
            var page = (await client.SendAsync(operation(offset), cancellationToken)).Required();
            found.AddRange(page.Items);
            if (page.IsLast)
            {
                return found;
            }

            // An answer that neither ends nor moves on would be asked for for ever.
            offset = page.NextOffset > offset ? page.NextOffset : throw EwsErrors.Transient("PagingStandsStill");
        }
    }
}
