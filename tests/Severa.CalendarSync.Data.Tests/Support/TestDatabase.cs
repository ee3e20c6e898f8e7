using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Data.Ledger;
using Severa.CalendarSync.Data.Protection;
using Severa.CalendarSync.Data.Startup;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>A migrated SQLite file of its own, wired as the host wires it, with a clock that stands still.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<Task<(byte[] File, ColumnProtector Protector)>> Migrated = new(MigrateOnceAsync);
    private readonly ServiceProvider _services;
    private readonly bool _ownsFolder;

    private TestDatabase(string folder, FakeTimeProvider time, IEnumerable<KeyValuePair<string, string?>> settings, bool ownsFolder, ColumnProtector? protector = null)
    {
        _ownsFolder = ownsFolder;
        Folder = folder;
        Time = time;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(Log));
        services.AddSingleton<TimeProvider>(time);
        services.AddSyncData(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), folder);
        if (protector is not null)
        {
            services.AddSingleton(protector);
        }

        _services = services.BuildServiceProvider();
    }

    public string Folder { get; }

    public FakeTimeProvider Time { get; }

    public CollectedLog Log { get; } = new();

    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    public string File => Path.Combine(Folder, "data", "calendarsync.db");

    public IDbContextFactory<SyncDbContext> Contexts => Get<IDbContextFactory<SyncDbContext>>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public IServiceScope Scope() => _services.CreateScope();

    public SyncDbContext Open() => Contexts.CreateDbContext();

    public static async Task<TestDatabase> CreateAsync(params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var database = new TestDatabase(NewFolder(), new FakeTimeProvider(Start), settings, ownsFolder: true);
        await database.Get<DatabaseStartup>().MigrateAsync();
        return database;
    }

    /// <summary>As <see cref="CreateAsync"/>, from a copy of a file that was migrated once and with its key ring: quicker.</summary>
    public static async Task<TestDatabase> CopyAsync()
    {
        var folder = NewFolder();
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        var (file, protector) = await Migrated.Value;
        await System.IO.File.WriteAllBytesAsync(Path.Combine(folder, "data", "calendarsync.db"), file);
        return new TestDatabase(folder, new FakeTimeProvider(Start), [], ownsFolder: true, protector);
    }

    /// <summary>The same file, as a process started later sees it.</summary>
    public TestDatabase Restart() => new(Folder, Time, [], ownsFolder: false);

    public EfSyncLedger Ledger(Guid mailboxId) => new(Contexts, mailboxId, Time, new LedgerOptions());

    public async ValueTask DisposeAsync()
    {
        await using (var db = Open())
        {
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }

        await _services.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("calendarsync-data-").FullName;

    private static async Task<(byte[] File, ColumnProtector Protector)> MigrateOnceAsync()
    {
        await using var database = await CreateAsync();
        await using (var db = database.Open())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);");
        }

        return (await System.IO.File.ReadAllBytesAsync(database.File), database.Get<ColumnProtector>());
    }
}
