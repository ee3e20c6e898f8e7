using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// "This and all following" was changed: Outlook ends the old series and begins a new one with another UID (R6). Known by a title
/// the old series had, or by keeping its times; and by being a series no link has yet.
/// </summary>
internal static class DividedSeries
{
    /// <param name="input">The run.</param>
    /// <param name="links">Every link: what they know of is no new series.</param>
    /// <param name="vanished">Slots of one series that are gone; those that are paired are taken out.</param>
    /// <param name="unlinked">Entries no link has.</param>
    /// <param name="found">Learns the pairs.</param>
    public static void Pair(PlanInput input, IReadOnlyList<Link> links, List<Link> vanished, IReadOnlyList<CalendarItem> unlinked, Matches found)
    {
        if (vanished.Count == 0)
        {
            return;
        }

        var known = Known(links).ToHashSet(StringComparer.Ordinal);
        var titles = links.Where(l => l.Entry?.Key.Series == vanished[0].Entry!.Key.Series).Select(l => l.Base.Outlook.Title).ToHashSet(StringComparer.Ordinal);
        var times = vanished.Select(l => l.Base.Outlook.When).ToHashSet(StringComparer.Ordinal);
        var print = input.Policy.Fingerprint;
        var candidates = unlinked
            .Where(i => !found.ContainsEntry(i) && i.Key.Series is { } series && !known.Contains(series))
            .GroupBy(i => i.Key.Series!, StringComparer.Ordinal)
            .Where(g => g.Any(i => titles.Contains(print.Of(ItemFields.Title, i.Content.Title))) || g.All(i => times.Contains(print.Of(ItemFields.When, i.Content.When.Canonical))));
        foreach (var series in candidates.ToList())
        {
            SeriesSlots.Pair(input.Policy.Zone, vanished, [.. series], found, Reason.SeriesSplit);
        }

        PairUnread(input, vanished, unlinked, found);
    }

    /// <summary>What could not be read when its series was divided says what it said before, while the rest of the new series has links by now.</summary>
    private static void PairUnread(PlanInput input, List<Link> vanished, IReadOnlyList<CalendarItem> unlinked, Matches found)
    {
        if (vanished.Count == 0)
        {
            return;
        }

        var slots = unlinked.Where(i => i.Key.IsOccurrence).ToLookup(i => Rematching.PrintOf(input, i), StringComparer.Ordinal);
        foreach (var link in vanished)
        {
            if (slots[Rematching.PrintBefore(link)].FirstOrDefault(i => !found.ContainsEntry(i)) is { } slot)
            {
                found.Add(link, slot, Reason.SeriesSplit);
            }
        }
    }

    /// <summary>The series that links have slots of.</summary>
    public static IEnumerable<string> Known(IEnumerable<Link> links) => links.Select(l => l.Entry?.Key.Series).OfType<string>();
}
