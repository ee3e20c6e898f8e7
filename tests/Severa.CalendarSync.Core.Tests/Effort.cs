using System.Globalization;

namespace Severa.CalendarSync.Core.Tests;

/// <summary>How long the tests may take: little while one works, more in <c>tests/run.sh</c>, as much as one likes by hand.</summary>
internal static class Effort
{
    private const int Thorough = 1000;

    /// <summary><c>CALSYNC_HISTORIES</c>.</summary>
    public static int Histories => Setting("CALSYNC_HISTORIES", 100);

    /// <summary>Where there are thousands of ways to go wrong, each of them is tried; else one in so many.</summary>
    public static int OneIn(int some) => Histories >= Thorough ? 1 : some;

    public static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
