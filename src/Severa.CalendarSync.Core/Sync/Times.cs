namespace Severa.CalendarSync.Core.Sync;

internal static class Times
{
    public static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null ? other : other is null || one < other ? one : other;
}
