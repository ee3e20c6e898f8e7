namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>An occurrence stays between the ones before and after it, on a day of its own.</summary>
internal static class Neighbours
{
    public static void Check(Entry master, DateTimeOffset slot, EntryContent moved)
    {
        ItemView? before = null;
        foreach (var view in Series.Occurrences(master))
        {
            if (view.OriginalStart == slot)
            {
                continue;
            }

            if (view.OriginalStart > slot)
            {
                Check(before, moved, view, Zones.Of(master.Content.StartZone));
                return;
            }

            before = view;
        }

        Check(before, moved, null, Zones.Of(master.Content.StartZone));
    }

    private static void Check(ItemView? before, EntryContent moved, ItemView? after, TimeZoneInfo zone)
    {
        var day = WallClock.ToLocal(moved.Start, zone).Date;
        if ((before is not null && WallClock.ToLocal(before.Start, zone).Date >= day)
            || (after is not null && WallClock.ToLocal(after.Start, zone).Date <= day))
        {
            throw new MailboxRuleException("ErrorOccurrenceCrossingBoundary", "The occurrence cannot be moved across or onto the day of its neighbour.");
        }

        if (moved.Start < before?.End || moved.End > after?.Start)
        {
            throw new MailboxRuleException("ErrorOccurrenceTimeSpanTooBig", "The occurrence overlaps its neighbour.");
        }
    }
}
