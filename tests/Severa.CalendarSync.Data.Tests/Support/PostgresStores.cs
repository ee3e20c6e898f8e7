using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Severa.CalendarSync.Data.Protection;
using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.TestKit.Databases;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>
/// Databases of the server the tests started. Making one takes many times as long as an ordinary test: migrated ones are
/// cleaned and used again.
/// </summary>
internal static class PostgresStores
{
    private static readonly ConcurrentBag<string> Clean = [];
    private static readonly Lazy<Task<(string Database, ColumnProtector Protector)>> Template = new(MigrateAsync);

    public static async Task<TestStore> EmptyAsync()
    {
        var server = await PostgresServer.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        return Store(server, database, async db =>
        {
            await LetGoAsync(db);
            await server.DropDatabaseAsync(database);
        });
    }

    public static async Task<TestStore> MigratedAsync()
    {
        var server = await PostgresServer.SharedAsync();
        var (template, protector) = await Template.Value;
        var database = Clean.TryTake(out var clean) ? clean : await server.CreateDatabaseAsync(template);
        return Store(server, database, async db =>
        {
            await CleanAsync(db);
            Clean.Add(database);
        }) with { Protector = protector };
    }

    private static TestStore Store(PostgresServer server, string database, Func<SyncDbContext, Task> remove) =>
        new(DatabaseSystem.Postgres, server.ConnectionString(database), Path.GetTempPath(), remove);

    private static async Task<(string Database, ColumnProtector Protector)> MigrateAsync()
    {
        await using var database = await TestDatabase.MigrateAsync(await EmptyAsync() with { Remove = LetGoAsync });
        await using var db = database.Open();
        await db.Database.ExecuteSqlRawAsync("CREATE TABLE kept_organization AS SELECT * FROM \"Organization\"");
        return (db.Database.GetDbConnection().Database, database.Get<ColumnProtector>());
    }

    /// <summary>As it was migrated. The key ring stays.</summary>
    private static async Task CleanAsync(SyncDbContext db)
    {
        var quoted = db.GetService<ISqlGenerationHelper>();
        var tables = db.Model.GetRelationalModel().Tables.Where(t => t.Name != KeyRingDbContext.Table).Select(t => quoted.DelimitIdentifier(t.Name));
        var sql = $"""
            SET lock_timeout = '10s';
            TRUNCATE {string.Join(", ", tables)} RESTART IDENTITY;
            INSERT INTO "Organization" SELECT * FROM kept_organization;
            """;
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>A database somebody is connected to can neither be copied nor dropped.</summary>
    private static Task LetGoAsync(SyncDbContext db)
    {
        NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
        return Task.CompletedTask;
    }
}
