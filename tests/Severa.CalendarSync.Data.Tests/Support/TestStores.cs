using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Protection;
using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.TestKit.Databases;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>Makes stores: empty ones, and copies of one that was migrated once.</summary>
internal static class TestStores
{
    private static readonly Lazy<Task<(byte[] File, ColumnProtector Protector)>> SqliteTemplate = new(MigrateSqliteAsync);

    public static Task<TestStore> EmptyAsync(DatabaseSystem system) => system switch
    {
        DatabaseSystem.Sqlite => Task.FromResult(Sqlite()),
        DatabaseSystem.Postgres => PostgresStores.EmptyAsync(),
        DatabaseSystem.SqlServer => Task.FromResult(SqlServer()),
    };

    /// <summary>Migrated, and with its key ring: quicker than migrating. SQL Server cannot copy and migrates each.</summary>
    public static async Task<TestStore> MigratedAsync(DatabaseSystem system)
    {
        if (system == DatabaseSystem.Postgres)
        {
            return await PostgresStores.MigratedAsync();
        }

        var store = await EmptyAsync(system);
        if (system == DatabaseSystem.Sqlite)
        {
            var (file, protector) = await SqliteTemplate.Value;
            Directory.CreateDirectory(Path.GetDirectoryName(FileIn(store.Folder))!);
            await File.WriteAllBytesAsync(FileIn(store.Folder), file);
            return store with { Protector = protector };
        }

        await using var migrated = await TestDatabase.MigrateAsync(store with { Remove = _ => Task.CompletedTask });
        return store;
    }

    public static string FileIn(string folder) => Path.Combine(folder, "data", "calendarsync.db");

    private static TestStore Sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("calendarsync-data-").FullName;
        var connectionString = $"Data Source={FileIn(folder)}";
        return new TestStore(DatabaseSystem.Sqlite, connectionString, folder, db =>
        {
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        });
    }

    private static TestStore SqlServer() =>
        new(DatabaseSystem.SqlServer, SqlServerToTest.NewDatabase(), Path.GetTempPath(), db => db.Database.EnsureDeletedAsync());

    private static async Task<(byte[] File, ColumnProtector Protector)> MigrateSqliteAsync()
    {
        await using var database = await TestDatabase.MigrateAsync(Sqlite());
        await using (var db = database.Open())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);");
        }

        return (await File.ReadAllBytesAsync(FileIn(database.Folder)), database.Get<ColumnProtector>());
    }
}
