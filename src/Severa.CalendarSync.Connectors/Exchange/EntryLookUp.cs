using System.Xml.Linq;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Mapping;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>Asks for items by key before anything is believed to be deleted (R11).</summary>
internal sealed class EntryLookUp(CalendarFolder folder, ItemFetcher fetcher, SeriesFinder series, EntryMapper mapper)
{
    public async Task<IReadOnlyList<Sighting>> LookUpAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken)
    {
        var singles = keys.Where(k => !k.IsOccurrence).ToArray();
        var sightings = new Dictionary<ItemKey, Sighting>();
        foreach (var (key, sighting) in await SinglesAsync(singles, cancellationToken))
        {
            sightings[key] = sighting;
        }

        var occurrences = keys.Where(k => k.IsOccurrence).Distinct().ToArray();
        if (occurrences.Length > 0)
        {
            var masters = await series.MastersAsync(cancellationToken);
            foreach (var key in occurrences)
            {
                sightings[key] = await series.FindAsync(key, masters, cancellationToken);
            }
        }

        return [.. keys.Select(k => sightings[k])];
    }

    public async Task<IReadOnlyList<CalendarItem>> FindAsync(Guid linkId, CancellationToken cancellationToken)
    {
        var answers = await series.MadeForAsync(await folder.IdAsync(cancellationToken), linkId, cancellationToken);
        var entries = answers.Where(a => a.Code != "ErrorItemNotFound").Select(mapper.Map).ToArray();
        return Array.Find(entries, e => e.Item is null) is { } unread
            ? throw EwsErrors.Transient(unread.Code)
            : [.. entries.Select(e => e.Item!)];
    }

    private async Task<IEnumerable<(ItemKey Key, Sighting Sighting)>> SinglesAsync(ItemKey[] keys, CancellationToken cancellationToken)
    {
        if (keys.Length == 0)
        {
            return [];
        }

        var calendar = await folder.IdAsync(cancellationToken);
        var answers = await fetcher.GetAsync([.. keys.Select(k => new ItemRef(k.Id))], ItemShape.Entry, cancellationToken);
        return keys.Zip(answers, (key, answer) => (key, SightingOf(answer, calendar.Id!)));
    }

    private Sighting SightingOf(ItemAnswer<XElement> answer, string calendar)
    {
        if (answer.Code == "ErrorItemNotFound")
        {
            return new Sighting.Gone();
        }

        if (answer.Value?.ItemIdOf("ParentFolderId") is { } parent && !string.Equals(parent.Id, calendar, StringComparison.Ordinal))
        {
            return new Sighting.OutOfCalendar();
        }

        if (answer.Value?.TextOf("CalendarItemType") == "RecurringMaster")
        {
            // The user made a series of it: what it was is now told by its occurrences.
            return new Sighting.OutOfCalendar();
        }

        var entry = mapper.Map(answer);
        return entry.Item is { } item ? new Sighting.Present(item) : new Sighting.Unknown(entry.Code);
    }
}
