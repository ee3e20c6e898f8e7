namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>The dates of a recurrence, in order. Pure; an endless pattern gives an endless sequence.</summary>
internal static class RecurrenceDates
{
    /// <summary>Where even an endless series stops: far beyond any calendar view.</summary>
    private const int LastYear = 2200;

    public static IEnumerable<DateOnly> Of(Recurrence rule)
    {
        var given = 0;
        foreach (var date in Pattern(rule))
        {
            if (date.Year > LastYear || date > rule.EndDate || given == rule.Count)
            {
                yield break;
            }

            given++;
            yield return date;
        }
    }

    private static IEnumerable<DateOnly> Pattern(Recurrence rule) => rule.Kind switch
    {
        PatternKind.Daily => Daily(rule),
        PatternKind.Weekly => Weekly(rule),
        PatternKind.AbsoluteMonthly => Months(rule, rule.Interval, month => DayOf(month, rule.DayOfMonth)),
        PatternKind.RelativeMonthly => Months(rule, rule.Interval, month => RelativeDay(month, rule)),
        PatternKind.AbsoluteYearly => Years(rule, month => DayOf(month, rule.DayOfMonth)),
        PatternKind.RelativeYearly => Years(rule, month => RelativeDay(month, rule)),
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };

    private static IEnumerable<DateOnly> Daily(Recurrence rule)
    {
        for (var date = rule.StartDate; date.Year <= LastYear; date = date.AddDays(rule.Interval))
        {
            yield return date;
        }
    }

    private static IEnumerable<DateOnly> Weekly(Recurrence rule)
    {
        var back = ((int)rule.StartDate.DayOfWeek - (int)rule.FirstDayOfWeek + 7) % 7;
        for (var week = rule.StartDate.AddDays(-back); week.Year <= LastYear; week = week.AddDays(7 * rule.Interval))
        {
            for (var day = 0; day < 7; day++)
            {
                var date = week.AddDays(day);
                if (date >= rule.StartDate && rule.Days.Any(kind => Matches(date, kind)))
                {
                    yield return date;
                }
            }
        }
    }

    private static IEnumerable<DateOnly> Months(Recurrence rule, int step, Func<DateOnly, DateOnly> dayIn)
    {
        for (var month = FirstOfMonth(rule.StartDate); month.Year <= LastYear; month = month.AddMonths(step))
        {
            var date = dayIn(month);
            if (date >= rule.StartDate)
            {
                yield return date;
            }
        }
    }

    private static IEnumerable<DateOnly> Years(Recurrence rule, Func<DateOnly, DateOnly> dayIn)
    {
        var first = new DateOnly(rule.StartDate.Year, rule.Month, 1);
        for (var month = first; month.Year <= LastYear; month = month.AddMonths(12))
        {
            var date = dayIn(month);
            if (date >= rule.StartDate)
            {
                yield return date;
            }
        }
    }

    private static DateOnly FirstOfMonth(DateOnly date) => new(date.Year, date.Month, 1);

    /// <summary>A month without the day gives its last one, as Exchange does.</summary>
    private static DateOnly DayOf(DateOnly month, int day) =>
        month.AddDays(Math.Min(day, DateTime.DaysInMonth(month.Year, month.Month)) - 1);

    private static DateOnly RelativeDay(DateOnly month, Recurrence rule)
    {
        var matching = Enumerable.Range(0, DateTime.DaysInMonth(month.Year, month.Month))
            .Select(month.AddDays)
            .Where(date => rule.Days.Any(kind => Matches(date, kind)))
            .ToList();
        return rule.Index == DayIndex.Last ? matching[^1] : matching[(int)rule.Index];
    }

    private static bool Matches(DateOnly date, DayKind kind) => kind switch
    {
        DayKind.Day => true,
        DayKind.Weekday => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday),
        DayKind.WeekendDay => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday,
        _ => (int)date.DayOfWeek == (int)kind,
    };
}
