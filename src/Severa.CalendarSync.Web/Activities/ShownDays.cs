using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Activities;

/// <summary>Which days the calendar pages show.</summary>
internal static class ShownDays
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2100, 1, 1);

    /// <summary>The day that was asked for; today without, and in place of one that is centuries away.</summary>
    public static DateOnly Of(DateOnly? asked, Reader reader) => asked is { } day && day > Earliest && day < Latest ? day : reader.Today;
}
