using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Web.Activities;

/// <summary>Lays out a week: pure, on the wall clock of whoever looks.</summary>
public static class WeekLayout
{
    private const int DaysOfWeek = 7;
    private const int QuartersOfHour = 4;
    private const int QuartersOfDay = 24 * QuartersOfHour;

    // Drawn even when nothing happens then.
    private const int EarliestHour = 8;
    private const int LatestHour = 17;

    /// <summary>From this length on a timed activity is drawn above the hours.</summary>
    private static readonly TimeSpan WholeDay = TimeSpan.FromHours(24);

    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % DaysOfWeek));

    public static WeekPicture Of(DateOnly monday, TimeZoneInfo zone, IReadOnlyList<(Guid Id, When When)> items)
    {
        var wholeDays = PlaceWholeDays(monday, zone, items.Where(i => IsDrawnAbove(i.When)));
        var timed = items.Where(i => !IsDrawnAbove(i.When)).ToList();
        var spans = Days(monday).Select(day => SpansOf(day, zone, timed)).ToList();
        var first = Math.Min(EarliestHour, spans.SelectMany(s => s).Select(s => s.From / QuartersOfHour).DefaultIfEmpty(EarliestHour).Min());
        var end = Math.Max(LatestHour, spans.SelectMany(s => s).Select(s => (s.To + QuartersOfHour - 1) / QuartersOfHour).DefaultIfEmpty(LatestHour).Max());

        var columns = Days(monday)
            .Select((day, i) => new DayColumn(day, On(day, wholeDays), Lanes.Of(spans[i], first * QuartersOfHour)))
            .ToList();
        return new WeekPicture(first, end, wholeDays.Select(w => w.Row).DefaultIfEmpty(0).Max(), columns);
    }

    private static IEnumerable<DateOnly> Days(DateOnly monday) => Enumerable.Range(0, DaysOfWeek).Select(monday.AddDays);

    internal static bool IsDrawnAbove(When when) => when.IsAllDay || when.End - when.Start >= WholeDay;

    private static List<PlacedDays> PlaceWholeDays(DateOnly monday, TimeZoneInfo zone, IEnumerable<(Guid Id, When When)> items)
    {
        var placed = new List<PlacedDays>();
        var visible = items
            .Select(i => (i.Id, Dates: DatesOf(i.When, zone)))
            .Where(i => i.Dates.First < monday.AddDays(DaysOfWeek) && i.Dates.After > monday)
            .OrderBy(i => i.Dates.First).ThenByDescending(i => i.Dates.After).ThenBy(i => i.Id);
        foreach (var (id, dates) in visible)
        {
            var row = 1;
            while (placed.Exists(p => p.Row == row && p.First < dates.After && dates.First < p.After))
            {
                row++;
            }

            placed.Add(new PlacedDays(id, row, dates.First, dates.After));
        }

        return placed;
    }

    private static List<WholeDaySlot> On(DateOnly day, List<PlacedDays> placed) =>
    [
        .. placed.Where(p => p.First <= day && day < p.After)
            .OrderBy(p => p.Row)
            .Select(p => new WholeDaySlot(p.Id, p.Row, p.First == day, p.After.AddDays(-1) == day)),
    ];

    /// <summary>The days it touches, <c>[First, After)</c>; one at least, also where it takes no time.</summary>
    internal static (DateOnly First, DateOnly After) DatesOf(When when, TimeZoneInfo zone)
    {
        if (when.IsAllDay)
        {
            return (when.FirstDay, when.DayAfter);
        }

        var lastInstant = when.End > when.Start ? when.End.AddTicks(-1) : when.Start;
        return (Zones.DayOf(when.Start, zone), Zones.DayOf(lastInstant, zone).AddDays(1));
    }

    /// <summary>The quarters of this day each activity takes, at least two, so that its title can be read.</summary>
    private static List<QuarterSpan> SpansOf(DateOnly day, TimeZoneInfo zone, List<(Guid Id, When When)> timed)
    {
        var (midnight, nextMidnight) = (Zones.StartOfDay(day, zone), Zones.StartOfDay(day.AddDays(1), zone));
        var window = new SyncWindow(midnight, nextMidnight);
        return
        [
            .. timed.Where(i => window.Overlaps(i.When.Start, i.When.End)).Select(i =>
            {
                var from = i.When.Start <= midnight ? 0 : Quarter(i.When.Start, zone);
                var to = i.When.End >= nextMidnight ? QuartersOfDay : QuarterAfter(i.When.End, zone);
                from = Math.Min(from, QuartersOfDay - 2);
                return new QuarterSpan(i.Id, from, Math.Max(to, from + 2));
            }),
        ];
    }

    private static int Quarter(DateTimeOffset instant, TimeZoneInfo zone) => (int)(WallTime(instant, zone).TotalMinutes / 15);

    private static int QuarterAfter(DateTimeOffset instant, TimeZoneInfo zone) => (int)Math.Ceiling(WallTime(instant, zone).TotalMinutes / 15);

    private static TimeSpan WallTime(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).TimeOfDay;

    private sealed record PlacedDays(Guid Id, int Row, DateOnly First, DateOnly After);
}
