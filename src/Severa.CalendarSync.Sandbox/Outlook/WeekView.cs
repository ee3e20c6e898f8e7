using System.Globalization;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Outlook;

/// <summary>A week as it is drawn: seven days, each with all-day entries on top and timed ones on a grid of half hours.</summary>
public sealed record WeekView(DateOnly Monday, DateOnly Today, int FirstHour, int LastHour, IReadOnlyList<WeekDayView> Days)
{
    private const int UsualFirstHour = 7;
    private const int UsualLastHour = 18;

    public static WeekView Of(IReadOnlyList<ItemView> items, DateOnly monday, DateOnly today, TimeZoneInfo zone)
    {
        var days = Enumerable.Range(0, 7).Select(monday.AddDays).ToList();
        var pieces = days.SelectMany(day => items.Select(item => WeekEntry.On(day, item, zone)).OfType<WeekEntry>()).ToList();
        var timed = pieces.Where(piece => !piece.IsWholeDay).ToList();
        var first = timed.Select(piece => piece.FromHalf / 2).Append(UsualFirstHour).Min();
        var last = timed.Select(piece => (piece.ToHalf + 1) / 2).Append(UsualLastHour).Max();
        return new WeekView(monday, today, first, last, days.Select(day => new WeekDayView(
            day,
            pieces.Where(piece => piece.Day == day && piece.IsWholeDay).ToList(),
            Lanes.Place(pieces.Where(piece => piece.Day == day && !piece.IsWholeDay).ToList()))).ToList());
    }

    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}

/// <summary>One column of the week.</summary>
public sealed record WeekDayView(DateOnly Day, IReadOnlyList<WeekEntry> WholeDay, IReadOnlyList<WeekEntry> Timed)
{
    public string Heading => Day.ToString("ddd d.M.", CultureInfo.CurrentCulture);

    public bool IsEmpty => WholeDay.Count + Timed.Count == 0;
}

/// <summary>An entry, or the part of it, on one day. Half hours count from midnight.</summary>
public sealed record WeekEntry(DateOnly Day, ItemView Item, bool IsWholeDay, int FromHalf, int ToHalf, string Time)
{
    public int Lane { get; init; }

    public int LaneCount { get; init; } = 1;

    public static WeekEntry? On(DateOnly day, ItemView item, TimeZoneInfo zone)
    {
        var own = item.Content.IsAllDay ? Zones.Of(item.Content.StartZone) : zone;
        var (start, end) = (WallClock.ToLocal(item.Start, own), WallClock.ToLocal(item.End, own));
        var (midnight, next) = (day.ToDateTime(TimeOnly.MinValue), day.AddDays(1).ToDateTime(TimeOnly.MinValue));
        if (start >= next || end < midnight || (end == midnight && start < midnight))
        {
            return null;
        }

        var isWhole = item.Content.IsAllDay || (start <= midnight && end >= next);
        var from = start < midnight ? 0 : (int)start.TimeOfDay.TotalMinutes / 30;
        var to = end >= next ? 48 : ((int)end.TimeOfDay.TotalMinutes + 29) / 30;
        var time = item.Content.IsAllDay ? "" : $"{start.ToString("HH:mm", CultureInfo.InvariantCulture)} - {end.ToString("HH:mm", CultureInfo.InvariantCulture)}";
        return new WeekEntry(day, item, isWhole, from, Math.Max(to, from + 1), time);
    }
}

/// <summary>Puts overlapping entries side by side.</summary>
internal static class Lanes
{
    public const int Most = 4;

    public static IReadOnlyList<WeekEntry> Place(IReadOnlyList<WeekEntry> entries)
    {
        var placed = new List<WeekEntry>();
        var group = new List<WeekEntry>();
        var groupEnd = 0;
        foreach (var entry in entries.OrderBy(e => e.FromHalf).ThenByDescending(e => e.ToHalf))
        {
            if (entry.FromHalf >= groupEnd)
            {
                placed.AddRange(Spread(group));
                group.Clear();
            }

            group.Add(entry);
            groupEnd = Math.Max(groupEnd, entry.ToHalf);
        }

        placed.AddRange(Spread(group));
        return placed;
    }

    private static List<WeekEntry> Spread(List<WeekEntry> group)
    {
        var ends = new List<int>();
        var laned = new List<WeekEntry>();
        foreach (var entry in group)
        {
            var lane = ends.FindIndex(end => end <= entry.FromHalf);
            if (lane < 0)
            {
                lane = ends.Count;
                ends.Add(0);
            }

            ends[lane] = entry.ToHalf;
            laned.Add(entry with { Lane = Math.Min(lane, Most - 1) });
        }

        return laned.Select(entry => entry with { LaneCount = Math.Min(ends.Count, Most) }).ToList();
    }
}
