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

    /// <summary>A job whose node died goes to another one after that; a node that lives says so five times as often.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromMinutes(1);

    /// <summary>Makes the schema, or brings it to this version.</summary>
    public static void Prepare(ChosenDatabase database) => For(database, prepare: true);

    /// <param name="database">Where the data is.</param>
    /// <param name="prepare">The schema is made, or brought to this version.</param>
    public static JobStorage For(ChosenDatabase database, bool prepare) => database.System switch
    {
        DatabaseSystem.SqlServer => new SqlServerStorage(database.ConnectionString, new SqlServerStorageOptions
        {
            SchemaName = Schema,
            PrepareSchemaIfNecessary = prepare,
            SlidingInvisibilityTimeout = GivenUpAfter,
            QueuePollInterval = TimeSpan.Zero,
        }),
        DatabaseSystem.Postgres => OnPostgres(database.ConnectionString, prepare),
        DatabaseSystem.Sqlite => new InMemoryStorage(),
    };

    private static PostgreSqlStorage OnPostgres(string connectionString, bool prepare)
    {
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = Schema,
            PrepareSchemaIfNecessary = prepare,
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = GivenUpAfter,

            // Somebody may be waiting for a run he asked for.
            QueuePollInterval = TimeSpan.FromSeconds(1),
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, options), options);
    }
}
