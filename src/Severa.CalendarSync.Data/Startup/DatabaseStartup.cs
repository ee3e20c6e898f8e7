using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;
using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.Data.Providers.Postgres;
using Severa.CalendarSync.Data.Providers.Sqlite;

namespace Severa.CalendarSync.Data.Startup;

/// <summary>
/// Brings the database to this version and makes what every other part takes for granted.
/// Call it after the host is built and before it starts. Several nodes may do so at once.
/// </summary>
public sealed class DatabaseStartup(
    ChosenDatabase database, DatabaseClock clock, IDbContextFactory<SyncDbContext> contexts, ColumnProtector protector, LeaseReset leases, Installation installation)
{
    /// <summary>The database is ready to be used, with the tables of this version.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken = default)
    {
        await MigrateAsync(cancellationToken);
        await UseAsync(cancellationToken);
    }

    /// <summary>Brings the tables to this version, and nothing else. Of several processes one does it, and the others wait.</summary>
    /// <returns>How many migrations that took.</returns>
    public async Task<int> MigrateAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (database.System == DatabaseSystem.Sqlite)
        {
            SqliteDatabase.CreateFolder(database.ConnectionString);
        }

        await using var alone = await GoAloneAsync(db, cancellationToken);
        if (alone is not null)
        {
            // The provider would ask for its rows before it is there, and log an error.
            await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
        }

        var left = (await PendingAsync(db, cancellationToken)).Count();
        await db.Database.MigrateAsync(cancellationToken);
        if (database.System == DatabaseSystem.Sqlite)
        {
            await SqliteDatabase.UseWriteAheadLogAsync(db, cancellationToken);
        }

        return left;
    }

    /// <summary>The database is ready to be used, its tables as they are.</summary>
    /// <exception cref="DatabaseOutdatedException">The tables are those of an earlier version.</exception>
    public async Task UseAsync(CancellationToken cancellationToken = default)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if ((await PendingAsync(db, cancellationToken)).Any())
            {
                throw new DatabaseOutdatedException();
            }

            await clock.AskAsync(db, cancellationToken);
        }

        protector.WarmUp();
        await EnsureOrganizationAsync(cancellationToken);
        if (database.HasOneProcess)
        {
            await leases.VoidAllAsync(cancellationToken);
        }
    }

    /// <summary>All of them where there is no database yet, or nothing in it.</summary>
    private static async Task<IEnumerable<string>> PendingAsync(SyncDbContext db, CancellationToken cancellationToken) =>
        await db.GetService<IHistoryRepository>().ExistsAsync(cancellationToken)
            ? await db.Database.GetPendingMigrationsAsync(cancellationToken)
            : db.Database.GetMigrations();

    private async Task EnsureOrganizationAsync(CancellationToken cancellationToken)
    {
        if (await HasOrganizationAsync(cancellationToken))
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var alone = await GoAloneAsync(db, cancellationToken);
        if (!await HasOrganizationAsync(cancellationToken))
        {
            await AddOrganizationAsync(cancellationToken);
        }
    }

    /// <summary>Other nodes that come here wait. Null where the system of the database has another way.</summary>
    private async Task<IAsyncDisposable?> GoAloneAsync(SyncDbContext db, CancellationToken cancellationToken) =>
        database.System == DatabaseSystem.Postgres ? await PostgresDatabase.GoAloneAsync(db, database.ConnectionString, cancellationToken) : null;

    private async Task AddOrganizationAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Organizations.Add(new Organization
        {
            InstallationId = installation.ForNewDatabase,
            FingerprintKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another node that starts now may have been first: there is room for one row.
        }

        if (!await HasOrganizationAsync(cancellationToken))
        {
            throw new InvalidOperationException("The row of the organisation could not be made.");
        }
    }

    private async Task<bool> HasOrganizationAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Organizations.Select(o => o.InstallationId).SingleOrDefaultAsync(cancellationToken) is not { } id)
        {
            return false;
        }

        installation.Read(id);
        return true;
    }
}

/// <summary>The tables of the database are those of an earlier version of the service, and this one may not change them.</summary>
public sealed class DatabaseOutdatedException()
    : Exception("The tables of the database are those of an earlier version. Run the command migrate, or set Database:MigrateAtStart to true.");
