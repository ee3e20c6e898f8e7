using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Connectors.Exchange.Mapping;

/// <summary>
/// The dates of an all-day entry. They are midnights in the entry's own zone; in another zone the same instants would be
/// a day off or span two days (R20).
/// </summary>
internal static class AllDayDates
{
    public static When Read(DateTimeOffset start, DateTimeOffset end, TimeZoneInfo? ownZone, TimeZoneInfo userZone)
    {
        var zone = ownZone ?? (IsMidnight(start, userZone) && IsMidnight(end, userZone) ? userZone : TimeZoneInfo.Utc);
        var first = NearestDay(start, zone);
        var after = NearestDay(end, zone);
        return When.AllDay(first, after > first ? after : first.AddDays(1));
    }

    /// <summary>The date whose midnight is nearest: a server without knowledge of the zone is off by hours.</summary>
    private static DateOnly NearestDay(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        return DateOnly.FromDateTime(local.AddHours(12));
    }

    private static bool IsMidnight(DateTimeOffset instant, TimeZoneInfo zone) =>
        Zones.StartOfDay(Zones.DayOf(instant, zone), zone) == instant;
}
