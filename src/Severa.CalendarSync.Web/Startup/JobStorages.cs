using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.SqlServer;
using Severa.CalendarSync.Data.Providers;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>
/// Where Hangfire keeps its jobs: in a schema of its own in the database of the data, beside SQLite in memory. It can be thrown
/// away at any time (docs/decisions/002).
/// </summary>
internal static class JobStorages
{
    public const string Schema = "hangfire";

    /// <summary>A job whose node died goes to another one after that.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromMinutes(5);

    /// <summary>Makes the schema, or brings it to this version.</summary>
    public static JobStorage For(ChosenDatabase database) => database.System switch
    {
        DatabaseSystem.SqlServer => new SqlServerStorage(database.ConnectionString, new SqlServerStorageOptions
        {
            SchemaName = Schema,
            SlidingInvisibilityTimeout = GivenUpAfter,
            QueuePollInterval = TimeSpan.Zero,
        }),
        DatabaseSystem.Postgres => OnPostgres(database.ConnectionString),
        DatabaseSystem.Sqlite => new InMemoryStorage(),
    };

    private static PostgreSqlStorage OnPostgres(string connectionString)
    {
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = Schema,
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = GivenUpAfter,

            // Somebody may be waiting for a run he asked for.
            QueuePollInterval = TimeSpan.FromSeconds(1),
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, options), options);
    }
}
