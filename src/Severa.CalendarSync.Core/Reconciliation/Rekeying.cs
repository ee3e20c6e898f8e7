using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// The same item under a new key: an occurrence whose series changed (R6), an entry that was moved away and back (R15).
/// Only a half that the side confirmed to be gone can have become another item.
/// </summary>
internal static class Rekeying
{
    /// <summary>The new entry of each link whose own is gone, chosen among the entries no link has.</summary>
    public static Dictionary<Guid, CalendarItem> Find(PlanInput input, IReadOnlyList<CalendarItem> unlinked)
    {
        var found = new Dictionary<Guid, CalendarItem>();
        var gone = input.Links.Where(l => input.Outlook.Of(l.Entry) is HalfView.Gone).ToList();
        ByStamp(input, gone, unlinked, found);
        ByUid(gone, unlinked, found);
        foreach (var series in gone.Where(l => l.Entry!.Key.IsOccurrence && !found.ContainsKey(l.Id)).GroupBy(l => l.Entry!.Key.Series!, StringComparer.Ordinal))
        {
            var slots = unlinked.Where(i => i.Key.Series == series.Key && !found.ContainsValue(i)).ToList();
            Slots(input.Policy.Zone, [.. series], slots, found);
        }

        return found;
    }

    /// <summary>
    /// Pairs that rest: nobody asks for their entries by id, unless something new may be one of them.
    /// A dismissal, for one, must not be forgotten because its meeting got another id.
    /// </summary>
    public static IEnumerable<SideKey> Questions(PlanInput input, IReadOnlyList<CalendarItem> unlinked)
    {
        var uids = unlinked.Select(i => i.Uid).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var series = unlinked.Select(i => i.Key.Series).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return input.Links
            .Where(l => l.State is LinkState.Dismissed or LinkState.Dormant && input.Outlook.Of(l.Entry) is HalfView.Missing)
            .Where(l => (l.Uid is { } uid && uids.Contains(uid)) || (l.Entry!.Key.Series is { } s && series.Contains(s)))
            .Select(l => new SideKey(Side.Outlook, l.Entry!.Key));
    }

    /// <summary>Exactly one other item carries the property of the original that is gone: it was moved.</summary>
    private static void ByStamp(PlanInput input, List<Link> gone, IReadOnlyList<CalendarItem> unlinked, Dictionary<Guid, CalendarItem> found)
    {
        var stamped = unlinked.Where(i => NewItems.IsOurs(i.Stamp, input.Policy)).ToLookup(i => i.Stamp!.LinkId);
        foreach (var link in gone)
        {
            if (stamped[link.Id].ToList() is [var only])
            {
                found[link.Id] = only;
            }
        }
    }

    private static void ByUid(List<Link> gone, IReadOnlyList<CalendarItem> unlinked, Dictionary<Guid, CalendarItem> found)
    {
        var singles = unlinked.Where(i => !i.Key.IsOccurrence && i.Uid is not null && !found.ContainsValue(i)).ToLookup(i => i.Uid!, StringComparer.Ordinal);
        foreach (var group in gone.Where(l => !l.Entry!.Key.IsOccurrence && l.Uid is not null && !found.ContainsKey(l.Id)).GroupBy(l => l.Uid!, StringComparer.Ordinal))
        {
            if (group.ToList() is [var link] && singles[group.Key].ToList() is [var only])
            {
                found[link.Id] = only;
            }
        }
    }

    /// <summary>Vanished slots and new ones of one series: same local date, then nearest, then order.</summary>
    private static void Slots(TimeZoneInfo zone, List<Link> vanished, List<CalendarItem> slots, Dictionary<Guid, CalendarItem> found)
    {
        vanished.Sort((x, y) => Start(x).CompareTo(Start(y)));
        slots.Sort((x, y) => Start(x).CompareTo(Start(y)));
        Pair((link, slot) => Zones.DayOf(Start(link), zone) == Zones.DayOf(Start(slot), zone));

        while (vanished.Count > 0 && slots.Count > 0)
        {
            var (link, slot) = vanished
                .SelectMany(l => slots.Select(s => (Link: l, Slot: s)))
                .MinBy(p => (Distance(p.Link, p.Slot), Start(p.Link)));
            Take(link, slot);
        }

        void Pair(Func<Link, CalendarItem, bool> fits)
        {
            foreach (var link in vanished.ToList())
            {
                if (slots.Find(s => fits(link, s)) is { } slot)
                {
                    Take(link, slot);
                }
            }
        }

        void Take(Link link, CalendarItem slot)
        {
            found[link.Id] = slot;
            vanished.Remove(link);
            slots.Remove(slot);
        }

        static DateTimeOffset Start(object item) => item switch
        {
            Link link => link.Entry!.Key.OriginalStart!.Value,
            CalendarItem slot => slot.Key.OriginalStart!.Value,
            _ => throw new ArgumentOutOfRangeException(nameof(item)),
        };

        static TimeSpan Distance(Link link, CalendarItem slot) => (Start(link) - Start(slot)).Duration();
    }
}
