namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>When in a year the clocks change: on the nth (5: last) weekday of a month, or on a day of it. Wall time before the change.</summary>
public sealed record ClockChange(int Month, int Week, DayOfWeek Day, int? DayOfMonth, TimeOnly Time)
{
    /// <summary>The weekday rule a change at <paramref name="local"/> looks like.</summary>
    public static ClockChange Of(DateTime local)
    {
        var isLast = local.Day + 7 > DateTime.DaysInMonth(local.Year, local.Month);
        return new ClockChange(local.Month, isLast ? 5 : ((local.Day - 1) / 7) + 1, local.DayOfWeek, null, TimeOnly.FromDateTime(local));
    }

    internal TimeZoneInfo.TransitionTime ToTransition()
    {
        var time = new DateTime(1, 1, 1) + Time.ToTimeSpan();
        return DayOfMonth is { } day
            ? TimeZoneInfo.TransitionTime.CreateFixedDateRule(time, Month, day)
            : TimeZoneInfo.TransitionTime.CreateFloatingDateRule(time, Month, Week, Day);
    }
}

/// <summary>Rules an entry brought with it: minutes east of UTC, and for zones with daylight time when it begins and ends.</summary>
public sealed record ZoneRules(int StandardMinutes, int DaylightMinutes, ClockChange? ToStandard, ClockChange? ToDaylight)
{
    /// <summary>The rules of a zone in one year. Zones that change oftener than twice keep their first two changes.</summary>
    public static ZoneRules Of(TimeZoneInfo zone, int year)
    {
        var changes = Changes(zone, year).Take(2).ToList();
        var minutes = (int)zone.BaseUtcOffset.TotalMinutes;
        if (changes is not [var first, var second] || first.After == second.After)
        {
            return new ZoneRules(minutes, minutes, null, null);
        }

        var (summer, winter) = first.After > second.After ? (first, second) : (second, first);
        return new ZoneRules((int)winter.After.TotalMinutes, (int)summer.After.TotalMinutes, ClockChange.Of(winter.Local), ClockChange.Of(summer.Local));
    }

    public TimeZoneInfo ToInfo(string id)
    {
        var name = id.Length == 0 ? "Customized Time Zone" : id;
        var offset = TimeSpan.FromMinutes(StandardMinutes);
        if (ToStandard is null || ToDaylight is null)
        {
            return TimeZoneInfo.CreateCustomTimeZone(name, offset, name, name);
        }

        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromMinutes(DaylightMinutes - StandardMinutes), ToDaylight.ToTransition(), ToStandard.ToTransition());
        return TimeZoneInfo.CreateCustomTimeZone(name, offset, name, name, name, [rule]);
    }

    private static IEnumerable<(DateTime Local, TimeSpan After)> Changes(TimeZoneInfo zone, int year)
    {
        var at = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var end = at.AddYears(1); at < end; at = at.AddMinutes(30))
        {
            var (before, after) = (zone.GetUtcOffset(at.AddMinutes(-30)), zone.GetUtcOffset(at));
            if (before != after)
            {
                yield return (DateTime.SpecifyKind(at.UtcDateTime + before, DateTimeKind.Unspecified), after);
            }
        }
    }
}
