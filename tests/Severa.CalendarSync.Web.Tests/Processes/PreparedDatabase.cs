using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Startup;
using Severa.CalendarSync.Web.Exchange;

namespace Severa.CalendarSync.Web.Tests.Processes;

/// <summary>A database file of the product with one switched-on user, before the product starts on it.</summary>
internal sealed class PreparedDatabase : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private PreparedDatabase(string folder, ServiceProvider services) => (Folder, _services) = (folder, services);

    public string Folder { get; }

    public string ConnectionString => ConnectionStringOf(Folder);

    public Guid MailboxId { get; } = Guid.NewGuid();

    public static async Task<PreparedDatabase> CreateAsync(string address, string exchangeUrl)
    {
        var folder = Directory.CreateTempSubdirectory("calendarsync-").FullName;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Database:ConnectionString"] = ConnectionStringOf(folder) })
            .Build();
        var services = new ServiceCollection().AddLogging().AddSyncData(configuration, folder).BuildServiceProvider();
        await services.GetRequiredService<DatabaseStartup>().MigrateAsync();
        var database = new PreparedDatabase(folder, services);
        await database.FillAsync(address, exchangeUrl);
        return database;
    }

    public async Task<T> AskAsync<T>(Func<SyncDbContext, Task<T>> question)
    {
        await using var db = await _services.GetRequiredService<IDbContextFactory<SyncDbContext>>().CreateDbContextAsync();
        return await question(db);
    }

    public async Task AddActivitiesAsync(int count, DateTimeOffset from) => await AskAsync(async db =>
    {
        var (type, owner) = (await db.ActivityTypes.SingleAsync(t => t.IsDefault), await db.Users.SingleAsync());
        db.Activities.AddRange(Enumerable.Range(0, count).Select(i => new SeveraActivity
        {
            Id = Guid.NewGuid(),
            TypeId = type.Id,
            OwnerId = owner.Id,
            Title = $"Activity {i:D3}",
            StartsAt = from.AddHours(7 * i).UtcDateTime,
            EndsAt = from.AddHours((7 * i) + 1).UtcDateTime,
            Version = 1,
            CreatedAt = from.UtcDateTime,
            ModifiedAt = from.UtcDateTime,
        }));
        return await db.SaveChangesAsync();
    });

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private static string ConnectionStringOf(string folder) => $"Data Source={Path.Combine(folder, "calendarsync.db")}";

    private async Task FillAsync(string address, string exchangeUrl) => await AskAsync(async db =>
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
        organization.IsSetUp = true;
        db.Users.Add(account);
        db.ExchangeConnections.Add(connection);
        db.ActivityTypes.Add(new ActivityType { Id = Guid.NewGuid(), Name = "Meeting", Category = ActivityCategory.CalendarEntry, IsDefault = true, GoesToOutlook = true });
        db.Mailboxes.Add(new Mailbox
        {
            Id = MailboxId,
            AccountId = account.Id,
            Address = address,
            ProvedAt = DateTime.UtcNow,
            IsEnabled = true,
            NextDueAt = DateTime.UtcNow,
        });
        return await db.SaveChangesAsync();
    });
}
