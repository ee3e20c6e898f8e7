namespace Severa.CalendarSync.Benchmarks.Stage;

/// <summary>Who there is, and when they have something to do.</summary>
internal static class People
{
    public static string Address(int person) => $"person{person:D4}@contoso.test";

    /// <summary>No two of one person are at the same time: the first at eight tomorrow, three on each day.</summary>
    public static DateTimeOffset Start(int number) =>
        new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero).AddDays(1 + (number / 3)).AddHours(8 + (3 * (number % 3)));
}
