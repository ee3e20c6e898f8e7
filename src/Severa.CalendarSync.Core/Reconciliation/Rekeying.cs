using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// The same item under a new key: an occurrence whose series changed or was divided (R6), an entry that was moved away and back (R15).
/// Only a half that the side confirmed to be gone can have become another item.
/// </summary>
internal static class Rekeying
{
    /// <summary>The new entry of each link whose own is gone, chosen among the entries no link has.</summary>
    public static Matches Find(PlanInput input, IReadOnlyList<Link> links, IReadOnlyList<CalendarItem> unlinked)
    {
        var found = new Matches();
        var gone = links.Where(l => input.Outlook.Of(l.Entry) is HalfView.Gone).ToList();
        ByStamp(input, gone, unlinked, found);
        ByUid(gone, unlinked, found);
        foreach (var series in gone.Where(l => l.Entry!.Key.IsOccurrence && !found.Contains(l)).GroupBy(l => l.Entry!.Key.Series!, StringComparer.Ordinal).ToList())
        {
            var vanished = series.ToList();
            SeriesSlots.Pair(input.Policy.Zone, vanished, [.. Free(unlinked, found).Where(i => i.Key.Series == series.Key)], found, Reason.SeriesChanged);
            Divided(input, links, vanished, unlinked, found);
        }

        return found;
    }

    /// <summary>
    /// Pairs that rest or are busy: nobody asks for their entries by id, unless something new may be one of them.
    /// A dismissal, for one, must not be forgotten because its meeting got another id.
    /// </summary>
    public static IEnumerable<SideKey> Questions(
        PlanInput input, IReadOnlyList<Link> links, IReadOnlyList<CalendarItem> unlinked, IReadOnlySet<Guid> busy)
    {
        var uids = unlinked.Select(i => i.Uid).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var series = unlinked.Select(i => i.Key.Series).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var stamped = unlinked.Where(i => NewItems.IsOurs(i.Stamp, input.Policy)).Select(i => i.Stamp!.LinkId).ToHashSet();
        var mayBeDivided = series.Except(SeriesOf(links), StringComparer.Ordinal).Any();
        return links
            .Where(l => (l.State is LinkState.Dismissed or LinkState.Dormant || busy.Contains(l.Id)) && input.Outlook.Of(l.Entry) is HalfView.Missing)
            .Where(l => stamped.Contains(l.Id) || (l.Uid is { } uid && uids.Contains(uid))
                || (l.Entry!.Key.Series is { } s && (series.Contains(s) || (mayBeDivided && l.StateReason != Reason.OutOfWindow))))
            .Select(l => new SideKey(Side.Outlook, l.Entry!.Key));
    }

    /// <summary>Exactly one other item carries the property of the original that is gone: it was moved.</summary>
    private static void ByStamp(PlanInput input, List<Link> gone, IReadOnlyList<CalendarItem> unlinked, Matches found)
    {
        var stamped = unlinked.Where(i => NewItems.IsOurs(i.Stamp, input.Policy)).ToLookup(i => i.Stamp!.LinkId);
        foreach (var link in gone)
        {
            if (stamped[link.Id].ToList() is [var only])
            {
                found.Add(link, only, Reason.EntryMoved);
            }
        }
    }

    private static void ByUid(List<Link> gone, IReadOnlyList<CalendarItem> unlinked, Matches found)
    {
        var singles = Free(unlinked, found).Where(i => !i.Key.IsOccurrence && i.Uid is not null).ToLookup(i => i.Uid!, StringComparer.Ordinal);
        foreach (var group in gone.Where(l => !l.Entry!.Key.IsOccurrence && l.Uid is not null && !found.Contains(l)).GroupBy(l => l.Uid!, StringComparer.Ordinal).ToList())
        {
            if (group.ToList() is [var link] && singles[group.Key].ToList() is [var only])
            {
                found.Add(link, only, Reason.EntryMoved);
            }
        }
    }

    /// <summary>
    /// "This and all following" was changed: Outlook ends the old series and begins a new one with another UID. Known by a title
    /// the old series had, or by keeping its times; and by being a series no link has yet.
    /// </summary>
    private static void Divided(PlanInput input, IReadOnlyList<Link> links, List<Link> vanished, IReadOnlyList<CalendarItem> unlinked, Matches found)
    {
        if (vanished.Count == 0)
        {
            return;
        }

        var known = SeriesOf(links).ToHashSet(StringComparer.Ordinal);
        var titles = links.Where(l => l.Entry?.Key.Series == vanished[0].Entry!.Key.Series).Select(l => l.Base.Outlook.Title).ToHashSet(StringComparer.Ordinal);
        var times = vanished.Select(l => l.Base.Outlook.When).ToHashSet(StringComparer.Ordinal);
        var print = input.Policy.Fingerprint;
        var candidates = Free(unlinked, found)
            .Where(i => i.Key.Series is { } series && !known.Contains(series))
            .GroupBy(i => i.Key.Series!, StringComparer.Ordinal)
            .Where(g => g.Any(i => titles.Contains(print.Of(ItemFields.Title, i.Content.Title))) || g.All(i => times.Contains(print.Of(ItemFields.When, i.Content.When.Canonical))));
        foreach (var series in candidates.ToList())
        {
            SeriesSlots.Pair(input.Policy.Zone, vanished, [.. series], found, Reason.SeriesSplit);
        }
    }

    private static IEnumerable<string> SeriesOf(IEnumerable<Link> links) => links.Select(l => l.Entry?.Key.Series).OfType<string>();

    private static IEnumerable<CalendarItem> Free(IReadOnlyList<CalendarItem> unlinked, Matches found) => unlinked.Where(i => !found.ContainsEntry(i));
}
