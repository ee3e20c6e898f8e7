using Severa.CalendarSync.Connectors.Exchange.Ews;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>Everything that overlaps a span of time, in pieces small enough for the server.</summary>
internal sealed class CalendarViewReader(EwsClient client, SeriesExpander series)
{
    private const string TooMany = "ErrorExceededFindCountLimit";

    private static readonly TimeSpan Chunk = TimeSpan.FromDays(62);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(2);

    /// <summary>Each item once, though it may overlap several pieces.</summary>
    public async Task<IReadOnlyList<FoundItem>> ReadAsync(
        EwsFolderId folder, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, FoundItem>(StringComparer.Ordinal);
        for (var from = start; from < end; from += Chunk)
        {
            var to = from + Chunk < end ? from + Chunk : end;
            await ReadSpanAsync(folder, from, to, found, cancellationToken);
        }

        return found.Values.Any(f => f.IsMaster) ? await series.ExpandAsync(found.Values, start, end, cancellationToken) : [.. found.Values];
    }

    /// <summary>A view has no pages: where the answer is not complete, both halves are asked for instead.</summary>
    private async Task ReadSpanAsync(
        EwsFolderId folder, DateTimeOffset from, DateTimeOffset to, Dictionary<string, FoundItem> found, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(new FindInViewOperation(folder, from, to), cancellationToken);
        if (answer.Code != TooMany && answer.Required() is { IsLast: true } page)
        {
            foreach (var item in page.Items)
            {
                found[item.Id.Id] = item;
            }

            return;
        }

        if (to - from <= Shortest)
        {
            throw EwsErrors.Transient(TooMany);
        }

        // Whole seconds: requests carry nothing finer, and a gap would lose items.
        var middle = from + TimeSpan.FromSeconds(Math.Floor((to - from).TotalSeconds / 2));
        await ReadSpanAsync(folder, from, middle, found, cancellationToken);
        await ReadSpanAsync(folder, middle, to, found, cancellationToken);
    }
}
