using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
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
    ChosenDatabase database, DatabaseClock clock, IDbContextFactory<SyncDbContext> contexts, ColumnProtector protector, LeaseReset leases, InstallationId configuredId)
{
    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await MigrateAsync(db, cancellationToken);
            await clock.AskAsync(db, cancellationToken);
        }

        protector.WarmUp();
        await EnsureOrganizationAsync(cancellationToken);
        if (database.HasOneProcess)
        {
            await leases.VoidAllAsync(cancellationToken);
        }
    }

    private async Task MigrateAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        switch (database.System)
        {
            case DatabaseSystem.Sqlite:
                SqliteDatabase.CreateFolder(database.ConnectionString);
                await db.Database.MigrateAsync(cancellationToken);
                await SqliteDatabase.UseWriteAheadLogAsync(db, cancellationToken);
                break;
            case DatabaseSystem.Postgres:
                await PostgresDatabase.CreateHistoryAsync(db, cancellationToken);
                await db.Database.MigrateAsync(cancellationToken);
                break;
            default:
                await db.Database.MigrateAsync(cancellationToken);
                break;
        }
    }

    private async Task EnsureOrganizationAsync(CancellationToken cancellationToken)
    {
        if (await HasOrganizationAsync(cancellationToken))
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Organizations.Add(new Organization
        {
            InstallationId = configuredId.Value ?? Guid.NewGuid().ToString("N"),
            FingerprintKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another node that starts now may have been first: there is room for one row.
            if (!await HasOrganizationAsync(cancellationToken))
            {
                throw;
            }
        }
    }

    private async Task<bool> HasOrganizationAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Organizations.AnyAsync(cancellationToken);
    }
}

/// <summary>The setting <c>Installation:Id</c>, given to a new database (R26); a random one where it is missing.</summary>
public sealed record InstallationId(string? Value);
