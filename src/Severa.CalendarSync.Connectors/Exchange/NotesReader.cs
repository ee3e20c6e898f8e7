using System.Xml.Linq;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Mapping;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>Reads notes as Outlook formats them, to be kept before plain text overwrites them (R5, R25).</summary>
internal sealed class NotesReader(ItemFetcher fetcher, SeriesFinder series)
{
    /// <summary>One answer per key, in order; null where the item is gone or its notes are plain.</summary>
    public async Task<IReadOnlyList<string?>> ReadAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken)
    {
        var answers = await fetcher.GetAsync([.. keys.Select(k => new ItemRef(k.Id))], ItemShape.Notes, cancellationToken);
        var items = keys.Zip(answers, (key, answer) => answer.Value is { } item && IsOf(item, key) ? item : null).ToArray();
        var moved = Enumerable.Range(0, keys.Count).Where(i => items[i] is null && keys[i].IsOccurrence).ToArray();
        if (moved.Length > 0)
        {
            var masters = await series.MastersAsync(cancellationToken);
            foreach (var index in moved)
            {
                items[index] = await FindAsync(keys[index], masters, cancellationToken);
            }
        }

        return [.. items.Select(HtmlOf)];
    }

    /// <summary>The id of an occurrence is only a cache: its series knows the one of today.</summary>
    private async Task<XElement?> FindAsync(ItemKey key, ILookup<string, string> masters, CancellationToken cancellationToken) =>
        await series.FindAsync(key, masters, cancellationToken) is Sighting.Present present
            ? (await fetcher.GetAsync([new ItemRef(present.Item.Key.Id)], ItemShape.Notes, cancellationToken))[0].Value
            : null;

    private static bool IsOf(XElement item, ItemKey key) => !key.IsOccurrence || key.Equals(EntryMapper.KeyOf(item, key.Id));

    private static string? HtmlOf(XElement? item) =>
        item?.Child("Body") is { } body && body.Attribute("BodyType")?.Value == "HTML" ? body.Value : null;
}
