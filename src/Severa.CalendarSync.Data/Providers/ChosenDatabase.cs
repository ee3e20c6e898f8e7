using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Severa.CalendarSync.Data.Protection;
using Severa.CalendarSync.Data.Providers.Postgres;
using Severa.CalendarSync.Data.Providers.Sqlite;
using Severa.CalendarSync.Data.Providers.SqlServer;
using Severa.CalendarSync.Data.Startup;

namespace Severa.CalendarSync.Data.Providers;

/// <summary>Which database holds the data, and how it is opened. The connection string may hold a password: it is never shown.</summary>
public sealed class ChosenDatabase
{
    private ChosenDatabase(DatabaseSystem system, string connectionString) => (System, ConnectionString) = (system, connectionString);

    public DatabaseSystem System { get; }

    public string ConnectionString { get; }

    /// <summary>One process only: what is left of another one when it starts is of nobody.</summary>
    internal bool HasOneProcess => System == DatabaseSystem.Sqlite;

    /// <exception cref="DatabaseChoiceException">The settings name no usable database.</exception>
    public static ChosenDatabase Of(IConfiguration configuration, string contentRoot)
    {
        var options = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        var system = string.IsNullOrWhiteSpace(options.Provider) ? DatabaseSystem.Sqlite : SystemOf(options.Provider);
        if (system != DatabaseSystem.Sqlite && string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            throw new DatabaseChoiceException($"Database:ConnectionString is missing: Database:Provider {system} needs one.");
        }

        try
        {
            return new ChosenDatabase(system, system switch
            {
                DatabaseSystem.SqlServer => new SqlConnectionStringBuilder(options.ConnectionString).ConnectionString,
                DatabaseSystem.Postgres => PostgresDatabase.ConnectionString(options.ConnectionString),
                DatabaseSystem.Sqlite => SqliteDatabase.ConnectionString(options.ConnectionString, contentRoot),
            });
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Whatever the parser says may repeat what was entered, and that may be a password.
            throw new DatabaseChoiceException($"Database:ConnectionString cannot be read: it must be a connection string of {system}.");
        }
    }

    internal void Use(DbContextOptionsBuilder options) => _ = System switch
    {
        DatabaseSystem.SqlServer => options.UseSqlServer(ConnectionString),
        DatabaseSystem.Postgres => options.UseNpgsql(ConnectionString),
        DatabaseSystem.Sqlite => options.UseSqlite(ConnectionString),
    };

    internal IDbContextFactory<SyncDbContext> Contexts(ColumnProtector protector, ContextParts parts) => System switch
    {
        DatabaseSystem.SqlServer => new ContextFactory<SqlServerSyncDbContext>(this, protector, parts, (options, keys) => new(options, keys)),
        DatabaseSystem.Postgres => new ContextFactory<PostgresSyncDbContext>(this, protector, parts, (options, keys) => new(options, keys)),
        DatabaseSystem.Sqlite => new ContextFactory<SqliteSyncDbContext>(this, protector, parts, (options, keys) => new(options, keys)),
    };

    /// <summary>By its name only: a number would be taken for one of the names.</summary>
    private static DatabaseSystem SystemOf(string name) =>
        Enum.GetValues<DatabaseSystem>().Where(s => string.Equals(s.ToString(), name.Trim(), StringComparison.OrdinalIgnoreCase)).ToList() is [var system]
            ? system
            : throw new DatabaseChoiceException($"Database:Provider is '{name}': enter {string.Join(", ", Enum.GetNames<DatabaseSystem>()[..^1])} or {DatabaseSystem.Sqlite}.");
}

/// <summary>The settings name no usable database; the message says which setting, and what to enter.</summary>
public sealed class DatabaseChoiceException(string message) : Exception(message);
