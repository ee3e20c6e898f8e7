using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>A new key for everything that lies encrypted.</summary>
public sealed class SecretRewrapTests
{
    private const string Secret = "marker-hunter2";

    [DatabaseFact]
    public async Task Everything_is_readable_by_the_new_key_alone()
    {
        await using var database = await TestDatabase.CreateAsync();
        var connection = await database.ConnectionAsync(c => c.Secret = Secret);
        var fingerprint = (await OrganizationAsync(database)).FingerprintKey;
        var (before, keys) = (await StoredAsync(database), await KeysAsync(database));

        Assert.True(await database.Get<SecretRewrap>().RunAsync(default) >= 2);

        Assert.NotEqual(before, await StoredAsync(database));
        var left = Assert.Single(await KeysAsync(database));
        Assert.DoesNotContain(left, keys);
        await using var later = database.Restart();
        await using var db = later.Open();
        Assert.Equal(Secret, (await db.ExchangeConnections.SingleAsync(c => c.Id == connection.Id)).Secret);
        Assert.Equal(fingerprint, (await OrganizationAsync(later)).FingerprintKey);
        Assert.Equal(1, await db.Audit.CountAsync(a => a.Action == AuditAction.SecretsRewrapped));
    }

    [DatabaseFact]
    public async Task Where_something_cannot_be_read_the_earlier_keys_stay()
    {
        await using var database = await TestDatabase.CreateAsync();
        var connection = await database.ConnectionAsync(c => c.Secret = Secret);
        var keys = await KeysAsync(database);
        await using (var db = database.Open())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE \"Organization\" SET \"FingerprintKey\" = 'p1:CfDJ8damaged'");
        }

        await Assert.ThrowsAsync<SecretUnreadableException>(() => database.Get<SecretRewrap>().RunAsync(default));

        Assert.Subset((await KeysAsync(database)).ToHashSet(), keys.ToHashSet());
        await using var later = database.Restart();
        await using var after = later.Open();
        Assert.Equal(Secret, (await after.ExchangeConnections.SingleAsync(c => c.Id == connection.Id)).Secret);
    }

    private static async Task<Organization> OrganizationAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Organizations.SingleAsync();
    }

    private static async Task<List<string>> KeysAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.DataProtectionKeys.Select(k => k.FriendlyName!).ToListAsync();
    }

    private static async Task<string> StoredAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Database.SqlQueryRaw<string>("SELECT \"Secret\" AS \"Value\" FROM \"ExchangeConnections\"").SingleAsync();
    }
}
