using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.TestKit.Databases;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>On which database system the test that runs here runs.</summary>
internal static class DatabaseTests
{
    private static readonly AsyncLocal<DatabaseSystem?> Running = new();

    /// <summary>Every one of them, the quickest first.</summary>
    public static IReadOnlyList<DatabaseSystem> Systems { get; } = [DatabaseSystem.Sqlite, DatabaseSystem.Postgres, DatabaseSystem.SqlServer];

    /// <summary>A plain <c>[Fact]</c> is about SQLite.</summary>
    public static DatabaseSystem System => Running.Value ?? DatabaseSystem.Sqlite;

    /// <summary>Why nothing runs there; null where it does.</summary>
    public static string? SkipReason(DatabaseSystem system) => system == DatabaseSystem.SqlServer ? SqlServerToTest.SkipReason : null;

    public static async Task<T> OnAsync<T>(DatabaseSystem system, Func<Task<T>> run)
    {
        Running.Value = system;
        return await run();
    }
}
