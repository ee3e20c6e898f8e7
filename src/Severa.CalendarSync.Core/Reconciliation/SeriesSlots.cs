using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Vanished occurrences and new ones: same local date, then nearest, then order (R6).</summary>
internal static class SeriesSlots
{
    /// <param name="zone">The user's zone, in which dates are meant.</param>
    /// <param name="vanished">Links whose occurrence is gone; those that are paired are taken out.</param>
    /// <param name="slots">New occurrences, those that are paired are taken out.</param>
    /// <param name="found">Learns the pairs.</param>
    /// <param name="reason">How the pairs are known.</param>
    public static void Pair(TimeZoneInfo zone, List<Link> vanished, List<CalendarItem> slots, Matches found, Reason reason)
    {
        vanished.Sort((x, y) => Start(x).CompareTo(Start(y)));
        slots.Sort((x, y) => Start(x).CompareTo(Start(y)));
        foreach (var link in vanished.ToList())
        {
            if (slots.Find(s => Zones.DayOf(Start(link), zone) == Zones.DayOf(Start(s), zone)) is { } slot)
            {
                Take(link, slot);
            }
        }

        while (vanished.Count > 0 && slots.Count > 0)
        {
            var (link, slot) = vanished
                .SelectMany(l => slots.Select(s => (Link: l, Slot: s)))
                .MinBy(p => ((Start(p.Link) - Start(p.Slot)).Duration(), Start(p.Link)));
            Take(link, slot);
        }

        void Take(Link link, CalendarItem slot)
        {
            found.Add(link, slot, reason);
            vanished.Remove(link);
            slots.Remove(slot);
        }
    }

    private static DateTimeOffset Start(Link link) => link.Entry!.Key.OriginalStart!.Value;

    private static DateTimeOffset Start(CalendarItem slot) => slot.Key.OriginalStart!.Value;
}
