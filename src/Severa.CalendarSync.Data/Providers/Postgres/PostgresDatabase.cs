using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Severa.CalendarSync.Data.Providers.Postgres;

internal static class PostgresDatabase
{
    /// <summary>Any number that nobody else uses in this database.</summary>
    private const long StartLock = 0x5E7E_2A00;

    /// <summary>
    /// The configured connection string. A node that stands still in the middle of a transaction would keep others from the rows it
    /// has locked, and from picking mailboxes: the server ends such a transaction after half a minute. Nothing of it is written then.
    /// </summary>
    public static string ConnectionString(string? configured)
    {
        var builder = new NpgsqlConnectionStringBuilder(configured);
        builder.Options ??= "-c idle_in_transaction_session_timeout=30s";
        return builder.ConnectionString;
    }

    /// <summary>
    /// Lets one process after the other migrate, or make the first row, each until it disposes of the answer: the provider's own lock ends
    /// with each migration, and what is left to do was read before.
    /// </summary>
    /// <returns>Null where there is no database yet.</returns>
    public static async Task<IAsyncDisposable?> GoAloneAsync(SyncDbContext db, string connectionString, CancellationToken cancellationToken)
    {
        if (!await db.Database.CanConnectAsync(cancellationToken))
        {
            return null;
        }

        // A connection of its own, not of the pool: the lock ends with it, whatever happens.
        var holder = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        try
        {
            await holder.OpenAsync(cancellationToken);
            await using var wait = new NpgsqlCommand("SELECT pg_advisory_lock($1)", holder) { CommandTimeout = 0, Parameters = { new() { Value = StartLock } } };
            await wait.ExecuteNonQueryAsync(cancellationToken);
            return holder;
        }
        catch
        {
            await holder.DisposeAsync();
            throw;
        }
    }
}
