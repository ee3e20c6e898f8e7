using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Startup;
using Severa.CalendarSync.Web.Exchange;

namespace Severa.CalendarSync.Web.Tests.Processes;

/// <summary>A database file of the product in which everybody has switched on, before the product starts on it.</summary>
internal sealed class PreparedDatabase : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private PreparedDatabase(string folder, ServiceProvider services) => (Folder, _services) = (folder, services);

    public string Folder { get; }

    public string ConnectionString => ConnectionStringOf(Folder);

    public static async Task<PreparedDatabase> CreateAsync(IReadOnlyCollection<string> addresses, string exchangeUrl, int intervalMinutes = 5)
    {
        var folder = Directory.CreateTempSubdirectory("calendarsync-").FullName;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Database:ConnectionString"] = ConnectionStringOf(folder) })
            .Build();
        var services = new ServiceCollection().AddLogging().AddSyncData(configuration, folder).BuildServiceProvider();
        await services.GetRequiredService<DatabaseStartup>().MigrateAsync();
        var database = new PreparedDatabase(folder, services);
        await database.FillAsync(addresses, exchangeUrl, intervalMinutes);
        return database;
    }

    public async Task<T> AskAsync<T>(Func<SyncDbContext, Task<T>> question)
    {
        await using var db = await _services.GetRequiredService<IDbContextFactory<SyncDbContext>>().CreateDbContextAsync();
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

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private static string ConnectionStringOf(string folder) => $"Data Source={Path.Combine(folder, "calendarsync.db")}";

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
