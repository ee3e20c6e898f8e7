using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Data.Ledger;
using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.Data.Startup;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>A database of its own, wired as the host wires it, with a clock that stands still: on the system of the test that makes it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private readonly TestStore _store;
    private readonly ServiceProvider _services;

    private TestDatabase(TestStore store, FakeTimeProvider time, params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        (_store, Time) = (store, time);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(Log));
        services.AddSingleton<TimeProvider>(time);
        services.AddSyncData(new ConfigurationBuilder().AddInMemoryCollection(store.Settings.Concat(settings)).Build(), store.Folder);
        if (store.Protector is { } protector)
        {
            services.AddSingleton(protector);
        }

        _services = services.BuildServiceProvider();
    }

    public DatabaseSystem System => _store.System;

    public string Folder => _store.Folder;

    public FakeTimeProvider Time { get; }

    public CollectedLog Log { get; } = new();

    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    public IDbContextFactory<SyncDbContext> Contexts => Get<IDbContextFactory<SyncDbContext>>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public IServiceScope Scope() => _services.CreateScope();

    public SyncDbContext Open() => Contexts.CreateDbContext();

    /// <summary>Nothing is in it yet.</summary>
    public static async Task<TestDatabase> EmptyAsync() => new(await TestStores.EmptyAsync(DatabaseTests.System), new FakeTimeProvider(Start));

    /// <summary>An empty database that is migrated now.</summary>
    public static async Task<TestDatabase> CreateAsync(params IEnumerable<KeyValuePair<string, string?>> settings) =>
        await MigrateAsync(await TestStores.EmptyAsync(DatabaseTests.System), settings);

    /// <summary>As <see cref="CreateAsync"/>, from a copy of a database that was migrated once and with its key ring: quicker.</summary>
    public static async Task<TestDatabase> CopyAsync() =>
        new(await TestStores.MigratedAsync(DatabaseTests.System), new FakeTimeProvider(Start));

    /// <summary>The same data, as a process started later sees them.</summary>
    public TestDatabase Restart(params IEnumerable<KeyValuePair<string, string?>> settings) =>
        new(_store with { Protector = null, Remove = _ => Task.CompletedTask }, Time, settings);

    public EfSyncLedger Ledger(Guid mailboxId) => new(Contexts, mailboxId, Time, new LedgerOptions());

    public async ValueTask DisposeAsync()
    {
        await using (var db = Open())
        {
            await _store.Remove(db);
        }

        await _services.DisposeAsync();
    }

    internal static async Task<TestDatabase> MigrateAsync(TestStore store, params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var database = new TestDatabase(store, new FakeTimeProvider(Start), settings);
        await database.Get<DatabaseStartup>().PrepareAsync();
        return database;
    }
}
