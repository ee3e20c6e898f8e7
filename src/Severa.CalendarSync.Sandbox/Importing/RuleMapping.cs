using Ical.Net;
using Ical.Net.DataTypes;
using Severa.CalendarSync.Sandbox.Mailboxes;
using RecurrenceRule = Ical.Net.DataTypes.RecurrenceRule;

namespace Severa.CalendarSync.Sandbox.Importing;

/// <summary>Finds the Exchange recurrence that says the same as a rule of iCalendar, if there is one.</summary>
internal static class RuleMapping
{
    public static Recurrence? Map(RecurrenceRule rule, DateOnly start)
    {
        if (rule.ByHour.Count + rule.ByMinute.Count + rule.BySecond.Count + rule.ByWeekNo.Count + rule.ByYearDay.Count > 0)
        {
            return null;
        }

        var mapped = rule.Frequency switch
        {
            FrequencyType.Daily => Daily(rule),
            FrequencyType.Weekly => Weekly(rule, start),
            FrequencyType.Monthly when rule.ByMonth.Count == 0 => Monthly(rule, start, Math.Max(1, rule.Interval)),
            FrequencyType.Yearly => Yearly(rule, start),
            _ => null,
        };
        return mapped is null ? null : mapped with { StartDate = start, Count = rule.Count };
    }

    private static Recurrence? Daily(RecurrenceRule rule)
    {
        if (rule.ByMonth.Count + rule.ByMonthDay.Count + rule.BySetPosition.Count > 0)
        {
            return null;
        }

        if (rule.ByDay.Count == 0)
        {
            return new Recurrence { Kind = PatternKind.Daily, Interval = Math.Max(1, rule.Interval) };
        }

        return rule.Interval <= 1 ? new Recurrence { Kind = PatternKind.Weekly, Days = Days(rule.ByDay) } : null;
    }

    private static Recurrence? Weekly(RecurrenceRule rule, DateOnly start)
    {
        if (rule.ByMonth.Count + rule.ByMonthDay.Count + rule.BySetPosition.Count > 0 || rule.ByDay.Any(day => day.Offset is not null and not 0))
        {
            return null;
        }

        return new Recurrence
        {
            Kind = PatternKind.Weekly,
            Interval = Math.Max(1, rule.Interval),
            Days = rule.ByDay.Count == 0 ? [(DayKind)start.DayOfWeek] : Days(rule.ByDay),
            FirstDayOfWeek = rule.FirstDayOfWeek,
        };
    }

    private static Recurrence? Monthly(RecurrenceRule rule, DateOnly start, int interval)
    {
        if (rule.ByDay.Count > 0)
        {
            return rule.ByMonthDay.Count == 0 && Relative(rule) is { } relative
                ? relative with { Kind = PatternKind.RelativeMonthly, Interval = interval }
                : null;
        }

        if (rule.BySetPosition.Count > 0 || rule.ByMonthDay.Count > 1)
        {
            return null;
        }

        var day = rule.ByMonthDay.Count == 1 ? rule.ByMonthDay[0] : start.Day;
        return day switch
        {
            -1 => new Recurrence { Kind = PatternKind.RelativeMonthly, Interval = interval, Days = [DayKind.Day], Index = DayIndex.Last },
            >= 1 and <= 28 => new Recurrence { Kind = PatternKind.AbsoluteMonthly, Interval = interval, DayOfMonth = day },
            _ => null, // iCalendar leaves short months out, Exchange takes their last day
        };
    }

    private static Recurrence? Yearly(RecurrenceRule rule, DateOnly start)
    {
        if (rule.ByMonth.Count > 1 || (rule.ByMonth.Count == 0 && rule.ByDay.Count + rule.ByMonthDay.Count > 0))
        {
            return null;
        }

        var month = rule.ByMonth.Count == 1 ? rule.ByMonth[0] : start.Month;
        if (Monthly(rule, start, 1) is not { } monthly)
        {
            return null;
        }

        if (rule.Interval > 1)
        {
            return month == start.Month ? monthly with { Interval = 12 * rule.Interval } : null;
        }

        var kind = monthly.Kind == PatternKind.AbsoluteMonthly ? PatternKind.AbsoluteYearly : PatternKind.RelativeYearly;
        return monthly with { Kind = kind, Month = month };
    }

    private static Recurrence? Relative(RecurrenceRule rule)
    {
        var offset = rule.ByDay is [{ Offset: { } one }] && one != 0 && rule.BySetPosition.Count == 0
            ? one
            : rule.BySetPosition is [var position] && rule.ByDay.All(day => day.Offset is null or 0) ? position : 0;
        if (offset is not (-1 or 1 or 2 or 3 or 4) || DayKindOf(rule.ByDay) is not { } kind)
        {
            return null;
        }

        return new Recurrence { Days = [kind], Index = offset == -1 ? DayIndex.Last : (DayIndex)(offset - 1) };
    }

    private static DayKind? DayKindOf(List<WeekDay> days)
    {
        var set = days.Select(day => day.DayOfWeek).ToHashSet();
        return (set.Count, set.Contains(DayOfWeek.Saturday) && set.Contains(DayOfWeek.Sunday)) switch
        {
            (1, _) => (DayKind)set.First(),
            (7, _) => DayKind.Day,
            (2, true) => DayKind.WeekendDay,
            (5, _) when !set.Contains(DayOfWeek.Saturday) && !set.Contains(DayOfWeek.Sunday) => DayKind.Weekday,
            _ => null,
        };
    }

    private static List<DayKind> Days(List<WeekDay> days) => days.Select(day => (DayKind)day.DayOfWeek).Distinct().Order().ToList();
}
