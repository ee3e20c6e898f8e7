using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.Data.Startup;
using Severa.CalendarSync.TestKit.Databases;
using Severa.CalendarSync.Web.Exchange;

namespace Severa.CalendarSync.Web.Tests.Processes;

/// <summary>A database of the product in which everybody has switched on, before the product starts on it.</summary>
internal sealed class PreparedDatabase : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Func<Task> _remove;

    private PreparedDatabase(IReadOnlyDictionary<string, string> settings, ServiceProvider services, Func<Task> remove) =>
        (Settings, _services, _remove) = (settings, services, remove);

    /// <summary>The product's environment variables that name it.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>In a file.</summary>
    public static async Task<PreparedDatabase> CreateAsync(IReadOnlyCollection<string> addresses, string exchangeUrl, int intervalMinutes = 5)
    {
        var folder = Directory.CreateTempSubdirectory("calendarsync-").FullName;
        return await CreateAsync(DatabaseSystem.Sqlite, $"Data Source={Path.Combine(folder, "calendarsync.db")}", addresses, exchangeUrl, intervalMinutes, () =>
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        });
    }

    /// <summary>On the PostgreSQL of the tests.</summary>
    /// <param name="addresses">Who has switched on.</param>
    /// <param name="exchangeUrl">Where everybody's mailbox is.</param>
    /// <param name="intervalMinutes">Between two checks of a mailbox.</param>
    /// <param name="more">What the connection string says beside where it is.</param>
    public static async Task<PreparedDatabase> OnPostgresAsync(IReadOnlyCollection<string> addresses, string exchangeUrl, int intervalMinutes, string more = "")
    {
        var server = await PostgresServer.SharedAsync();
        var name = await server.CreateDatabaseAsync();
        return await CreateAsync(
            DatabaseSystem.Postgres, $"{server.ConnectionString(name)};{more}", addresses, exchangeUrl, intervalMinutes, () => server.DropDatabaseAsync(name));
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<T> AskAsync<T>(Func<SyncDbContext, Task<T>> question)
    {
        await using var db = await Get<IDbContextFactory<SyncDbContext>>().CreateDbContextAsync();
        return await question(db);
    }

    /// <summary>As many for everybody, an hour each.</summary>
    public async Task AddActivitiesAsync(int count, Func<int, DateTimeOffset> startOf) => await AskAsync(async db =>
    {
        var (type, owners, now) = (await db.ActivityTypes.SingleAsync(t => t.IsDefault), await db.Users.Select(u => u.Id).ToListAsync(), DateTime.UtcNow);
        db.Activities.AddRange(owners.SelectMany(owner => Enumerable.Range(0, count).Select(i => new SeveraActivity
        {
            Id = Guid.NewGuid(),
            TypeId = type.Id,
            OwnerId = owner,
            Title = $"Activity {i:D3}",
            StartsAt = startOf(i).UtcDateTime,
            EndsAt = startOf(i).AddHours(1).UtcDateTime,
            Version = 1,
            CreatedAt = now,
            ModifiedAt = now,
        })));
        return await db.SaveChangesAsync();
    });

    /// <summary>The account's password, so that it can sign in on the pages.</summary>
    public Task GivePasswordAsync(string address, string password) => AskAsync(async db =>
    {
        var account = await db.Users.SingleAsync(u => u.Email == address);
        account.PasswordHash = new PasswordHasher<Account>().HashPassword(account, password);
        return await db.SaveChangesAsync();
    });

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _remove();
    }

    private static async Task<PreparedDatabase> CreateAsync(
        DatabaseSystem system, string connectionString, IReadOnlyCollection<string> addresses, string exchangeUrl, int intervalMinutes, Func<Task> remove)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Database__Provider"] = system.ToString(),
            ["Database__ConnectionString"] = connectionString,
        };
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), (string?)s.Value)))
            .Build();
        var services = new ServiceCollection().AddLogging().AddSyncData(configuration, Path.GetTempPath()).BuildServiceProvider();
        await services.GetRequiredService<DatabaseStartup>().PrepareAsync();
        var database = new PreparedDatabase(settings, services, remove);
        await database.FillAsync(addresses, exchangeUrl, intervalMinutes);
        return database;
    }

    private async Task FillAsync(IEnumerable<string> addresses, string exchangeUrl, int intervalMinutes) => await AskAsync(async db =>
    {
        var connection = new ExchangeConnection
        {
            Id = Guid.NewGuid(),
            Version = ExchangeVersion.Exchange2016,
            Url = exchangeUrl,
            DelegateUsername = "calendarsync@contoso.test",
            Secret = "Delegate-Passw0rd!",
        };
        connection.SecretBoundTo = SecretBinding.Of(connection);
        var organization = await db.Organizations.SingleAsync();
        (organization.IsSetUp, organization.IntervalMinutes) = (true, intervalMinutes);
        db.ExchangeConnections.Add(connection);
        db.ActivityTypes.Add(new ActivityType { Id = Guid.NewGuid(), Name = "Meeting", Category = ActivityCategory.CalendarEntry, IsDefault = true, GoesToOutlook = true });
        db.AddRange(addresses.SelectMany(Person));
        return await db.SaveChangesAsync();
    });

    private static IEnumerable<object> Person(string address)
    {
        var account = new Account
        {
            Id = Guid.NewGuid(),
            DisplayName = "Load Test",
            UserName = address,
            NormalizedUserName = address.ToUpperInvariant(),
            Email = address,
            NormalizedEmail = address.ToUpperInvariant(),
            SecurityStamp = "stamp",
        };
        yield return account;
        yield return new Mailbox
        {
            Id = Guid.NewGuid(),
            AccountId = account.Id,
            Address = address,
            ProvedAt = DateTime.UtcNow,
            IsEnabled = true,
            NextDueAt = DateTime.UtcNow,
        };
    }
}
