using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Web.Activities;

/// <summary>Lays out a month, Monday first: pure, on the wall clock of whoever looks.</summary>
public static class MonthLayout
{
    private const int DaysOfWeek = 7;

    public static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>The first day that is drawn.</summary>
    public static DateOnly BeginOf(DateOnly month) => WeekLayout.MondayOf(FirstOf(month));

    /// <summary>The day after the last one that is drawn.</summary>
    public static DateOnly EndOf(DateOnly month) => WeekLayout.MondayOf(FirstOf(month).AddMonths(1).AddDays(-1)).AddDays(DaysOfWeek);

    public static MonthPicture Of(DateOnly month, TimeZoneInfo zone, IReadOnlyList<(Guid Id, When When)> items)
    {
        var placed = items
            .Select(i => new Placed(i.Id, i.When, WeekLayout.DatesOf(i.When, zone)))
            .OrderByDescending(p => WeekLayout.IsDrawnAbove(p.When)).ThenBy(p => p.When.Start).ThenBy(p => p.Dates.First).ThenByDescending(p => p.Dates.After).ThenBy(p => p.Id)
            .ToList();
        var weeks = new List<MonthWeek>();
        for (var monday = BeginOf(month); monday < EndOf(month); monday = monday.AddDays(DaysOfWeek))
        {
            weeks.Add(new MonthWeek(monday, [.. Enumerable.Range(0, DaysOfWeek).Select(monday.AddDays).Select(day => On(day, month, placed))]));
        }

        return new MonthPicture(FirstOf(month), weeks);
    }

    private static MonthDay On(DateOnly day, DateOnly month, List<Placed> placed) => new(
        day,
        (day.Year, day.Month) == (month.Year, month.Month),
        [.. placed.Where(p => p.Dates.First <= day && day < p.Dates.After).Select(p => new MonthLine(p.Id, PartOn(day, p)))]);

    private static DayPart PartOn(DateOnly day, Placed placed) =>
        placed.When.IsAllDay ? DayPart.Whole
        : placed.Dates.First == day ? DayPart.Begins
        : placed.Dates.After == day.AddDays(1) ? DayPart.Ends
        : DayPart.Whole;

    private sealed record Placed(Guid Id, When When, (DateOnly First, DateOnly After) Dates);
}
