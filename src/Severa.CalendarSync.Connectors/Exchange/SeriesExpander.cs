using Severa.CalendarSync.Connectors.Exchange.Ews;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>
/// Some servers answer a view as if it were a search: with series instead of their occurrences. Taken as they are, all occurrences
/// would look deleted. So they are asked for by their numbers, one batch after another, until the span is over.
/// </summary>
internal sealed class SeriesExpander(ItemFetcher fetcher)
{
    /// <summary>Longer than a working day for twenty years; a server that never comes to an end is not asked for ever.</summary>
    private const int MostOccurrences = 6000;

    private const string Endless = "SeriesWithoutEnd";
    private const string Deleted = "ErrorCalendarOccurrenceIsDeletedFromRecurrence";
    private const string NoMore = "ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange";

    /// <summary>What a view found, without series: their occurrences that overlap the span stand for them.</summary>
    /// <exception cref="Core.Sync.SideException">An occurrence cannot be read: what is missing would look deleted.</exception>
    public async Task<IReadOnlyList<FoundItem>> ExpandAsync(
        IReadOnlyCollection<FoundItem> found, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var items = found.Where(f => !f.IsMaster).ToList();
        var shown = items.Where(f => f.IsOccurrence).Select(f => f.Uid).ToHashSet(StringComparer.Ordinal);
        foreach (var master in found.Where(f => f.IsMaster && !shown.Contains(f.Uid)))
        {
            await AddAsync(master, start, end, items, cancellationToken);
        }

        return items;
    }

    private async Task AddAsync(FoundItem master, DateTimeOffset start, DateTimeOffset end, List<FoundItem> items, CancellationToken cancellationToken)
    {
        for (var number = 1; number < MostOccurrences; number += ItemFetcher.LargestBatch)
        {
            var numbers = Enumerable.Range(number, ItemFetcher.LargestBatch);
            var answers = await fetcher.GetAsync([.. numbers.Select(n => new ItemRef(master.Id.Id, Number: n))], ItemShape.Found, cancellationToken);
            foreach (var answer in answers.TakeWhile(a => a.Code != NoMore).Where(a => a.Code != Deleted))
            {
                var occurrence = answer.Required();
                if (occurrence.InstantOf("Start") >= end)
                {
                    return;
                }

                if (occurrence.InstantOf("End") > start && FoundItem.Of(occurrence) is { } item)
                {
                    items.Add(item);
                }
            }

            if (answers.Any(a => a.Code == NoMore))
            {
                return;
            }
        }

        throw EwsErrors.Transient(Endless);
    }
}
