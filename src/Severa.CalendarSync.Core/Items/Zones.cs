namespace Severa.CalendarSync.Core.Items;

/// <summary>Wall time and instants, through the gaps and overlaps of daylight saving.</summary>
public static class Zones
{
    /// <summary>The instant of midnight; where the clocks skip midnight, the first instant of that day.</summary>
    public static DateTimeOffset StartOfDay(DateOnly day, TimeZoneInfo zone) => ToInstant(day.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>
    /// The instant of a wall time. A time that daylight saving skips moves forward by the length of the gap;
    /// one that occurs twice is the first of the two, as in Outlook.
    /// </summary>
    public static DateTimeOffset ToInstant(DateTime wallTime, TimeZoneInfo zone)
    {
        var local = DateTime.SpecifyKind(wallTime, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            // The offset in force an hour and a half earlier is the one before the gap.
            return new DateTimeOffset(local, zone.GetUtcOffset(local.AddHours(-1.5))).ToUniversalTime();
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    public static DateOnly DayOf(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
}
