using System.Globalization;

namespace Severa.CalendarSync.TestKit.Databases;

/// <summary>Where PostgreSQL is on this machine.</summary>
internal static class PostgresBinaries
{
    private static readonly string[] Programs = ["initdb", "postgres", "pg_dump", "pg_restore"];

    /// <summary>The folder of its programs: on the path, else the newest of Debian's package.</summary>
    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    public static string Folder { get; } = Candidates().FirstOrDefault(HasAll)
        ?? throw new InvalidOperationException("PostgreSQL is not installed: run tests/run.sh, or install the package postgresql.");

    private static IEnumerable<string> Candidates() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Concat(OfDebian());

    private static IEnumerable<string> OfDebian() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql")
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
        : [];

    private static bool HasAll(string folder) => Programs.All(program => File.Exists(Path.Combine(folder, program)));
}
