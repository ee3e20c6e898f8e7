namespace Severa.CalendarSync.Web.Activities;

/// <summary>Quarters of an hour of one day, <c>[From, To)</c>, counted from midnight.</summary>
internal readonly record struct QuarterSpan(Guid Id, int From, int To);

/// <summary>Puts what overlaps side by side: each group of activities that touch shares the day's width.</summary>
internal static class Lanes
{
    /// <summary>More would be too narrow to read: the rest shares the last lane.</summary>
    public const int Most = 6;

    public static IReadOnlyList<TimeSlot> Of(IEnumerable<QuarterSpan> spans, int firstQuarter)
    {
        var slots = new List<TimeSlot>();
        var group = new List<(QuarterSpan Span, int Lane)>();
        var groupEnd = 0;
        foreach (var span in spans.OrderBy(s => s.From).ThenByDescending(s => s.To).ThenBy(s => s.Id))
        {
            if (span.From >= groupEnd)
            {
                Close(group, firstQuarter, slots);
            }

            group.Add((span, FreeLane(group, span)));
            groupEnd = Math.Max(groupEnd, span.To);
        }

        Close(group, firstQuarter, slots);
        return slots;
    }

    private static int FreeLane(List<(QuarterSpan Span, int Lane)> group, QuarterSpan span)
    {
        var lane = 0;
        while (lane < Most - 1 && group.Exists(g => g.Lane == lane && g.Span.To > span.From))
        {
            lane++;
        }

        return lane;
    }

    private static void Close(List<(QuarterSpan Span, int Lane)> group, int firstQuarter, List<TimeSlot> slots)
    {
        var lanes = group.Select(g => g.Lane).DefaultIfEmpty(0).Max() + 1;
        slots.AddRange(group.Select(g => new TimeSlot(g.Span.Id, g.Span.From - firstQuarter + 1, g.Span.To - firstQuarter + 1, g.Lane, lanes)));
        group.Clear();
    }
}
