namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>Wall time and instants. In a spring gap the offset before the gap counts; in an autumn overlap the first pass does.</summary>
public static class WallClock
{
    public static DateTimeOffset ToUtc(DateTime local, TimeZoneInfo zone)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return new DateTimeOffset(wall - OffsetOf(wall, zone), TimeSpan.Zero);
    }

    public static DateTime ToLocal(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(instant, zone).DateTime, DateTimeKind.Unspecified);

    public static DateTimeOffset FloorToMidnight(DateTimeOffset instant, TimeZoneInfo zone) =>
        ToUtc(ToLocal(instant, zone).Date, zone);

    public static DateTimeOffset CeilingToMidnight(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = ToLocal(instant, zone);
        return local.TimeOfDay == TimeSpan.Zero ? instant : ToUtc(local.Date.AddDays(1), zone);
    }

    private static TimeSpan OffsetOf(DateTime wall, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(wall))
        {
            return zone.GetUtcOffset(new DateTimeOffset(wall - zone.BaseUtcOffset, TimeSpan.Zero).AddHours(-3));
        }

        return zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
    }
}
