using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;
using Severa.CalendarSync.Data.Providers.Sqlite;

namespace Severa.CalendarSync.Data.Startup;

/// <summary>
/// Brings the database to this version and makes what every other part takes for granted.
/// Call it after the host is built and before it starts.
/// </summary>
public sealed class DatabaseStartup(
    IDbContextFactory<SyncDbContext> contexts, ColumnProtector protector, LeaseReset leases, InstallationId configuredId)
{
    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        SqliteDatabase.CreateFolder(db.Database.GetConnectionString()!);
        await db.Database.MigrateAsync(cancellationToken);
        await SqliteDatabase.UseWriteAheadLogAsync(db, cancellationToken);
        protector.WarmUp();
        await EnsureOrganizationAsync(db, cancellationToken);
        await leases.VoidAllAsync(cancellationToken);
    }

    private async Task EnsureOrganizationAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Organizations.AnyAsync(cancellationToken))
        {
            return;
        }

        db.Organizations.Add(new Organization
        {
            InstallationId = configuredId.Value ?? Guid.NewGuid().ToString("N"),
            FingerprintKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        });
        await db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>The setting <c>Installation:Id</c>, given to a new database (R26); a random one where it is missing.</summary>
public sealed record InstallationId(string? Value);
