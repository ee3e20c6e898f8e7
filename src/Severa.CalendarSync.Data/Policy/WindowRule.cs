using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Data.Policy;

/// <summary>The span that is kept in sync today.</summary>
public static class WindowRule
{
    /// <summary>From midnight <paramref name="daysBack"/> days ago to the end of the day <paramref name="daysAhead"/> days ahead, both in the user's zone.</summary>
    public static SyncWindow At(DateTimeOffset now, TimeZoneInfo zone, int daysBack, int daysAhead)
    {
        var today = Zones.DayOf(now, zone);
        return new SyncWindow(Zones.StartOfDay(today.AddDays(-daysBack), zone), Zones.StartOfDay(today.AddDays(daysAhead + 1), zone));
    }
}
