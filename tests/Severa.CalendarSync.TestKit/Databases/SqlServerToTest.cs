using System.Data.Common;

namespace Severa.CalendarSync.TestKit.Databases;

/// <summary>A SQL Server somebody lends to the tests. They make databases of their own there, and drop them again.</summary>
public static class SqlServerToTest
{
    private const string Setting = "CALSYNC_TEST_SQLSERVER";

    public static string? ConnectionString { get; } = Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } given ? given : null;

    /// <summary>Why nothing is tested there; null where it is.</summary>
    public static string? SkipReason => ConnectionString is null ? $"No SQL Server here: set {Setting} to a connection string of one." : null;

    /// <summary>The connection string of a database that is not there yet: migrating makes it.</summary>
    public static string NewDatabase()
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = ConnectionString };
        parts.Remove("Database");
        parts["Initial Catalog"] = $"calsync_test_{Guid.NewGuid():N}";
        return parts.ConnectionString!;
    }
}
