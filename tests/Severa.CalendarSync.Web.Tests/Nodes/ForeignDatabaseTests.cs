using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Exchange;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Tests.Processes;
using Severa.CalendarSync.Web.Tests.Settings;

namespace Severa.CalendarSync.Web.Tests.Nodes;

/// <summary>R26: a database that belongs to another installation, a restored copy perhaps. Nothing of it reaches Exchange.</summary>
public sealed class ForeignDatabaseTests : IAsyncLifetime, IDisposable
{
    private const string Address = "maija@contoso.test";
    private const string Password = "correct horse battery staple";

    private readonly CatchingServer _exchange = new();
    private PreparedDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await PreparedDatabase.CreateAsync([Address], _exchange.Url);
        await _database.AskAsync(async db =>
        {
            var account = await db.Users.SingleAsync();
            account.PasswordHash = new PasswordHasher<Account>().HashPassword(account, Password);
            return await db.SaveChangesAsync();
        });
    }

    [Fact]
    public async Task Nothing_is_sent_to_Exchange_and_people_are_told()
    {
        await using var app = App("another");
        using var maija = await app.SignInAsync(Address, Password);
        var page = await maija.ReadAsync("/profile");
        Assert.Contains("Nothing is synced: this database belongs to another installation of the service.", page, StringComparison.Ordinal);
        Assert.Contains("An operator of this service can change that.", page, StringComparison.Ordinal);

        await TryEverythingAsync(app);
        Assert.Equal("", _exchange.Received);
    }

    [Fact]
    public async Task The_same_database_under_its_own_id_asks_Exchange()
    {
        await using var app = App(await _database.AskAsync(db => db.Organizations.Select(o => o.InstallationId).SingleAsync()));
        using var maija = await app.SignInAsync(Address, Password);
        Assert.DoesNotContain("belongs to another installation", await maija.ReadAsync("/profile"), StringComparison.Ordinal);

        await TryEverythingAsync(app);
        Assert.NotEqual("", _exchange.Received);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _exchange.Dispose();

    private AppFactory App(string installation)
    {
        var app = new AppFactory();
        app.Settings["Database:ConnectionString"] = _database.Settings["Database__ConnectionString"];
        app.Settings["Demo:Enabled"] = "false";
        app.Settings["Installation:Id"] = installation;
        app.Settings["Notifications:Enabled"] = "true";
        return app;
    }

    /// <summary>A dispatch, a run, a preview and Test connection.</summary>
    private static async Task TryEverythingAsync(AppFactory app)
    {
        var services = app.Services;
        var mailbox = await app.QueryAsync(db => db.Mailboxes.Select(m => m.Id).SingleAsync());
        var connection = await app.QueryAsync(db => db.ExchangeConnections.Select(c => c.Id).SingleAsync());
        await services.GetRequiredService<DispatchJob>().RunAsync(default);
        await services.GetRequiredService<SyncRunner>().RunAsync(mailbox, default);
        await Assert.ThrowsAsync<SideException>(() => services.GetRequiredService<SyncRunner>().PreviewAsync(mailbox, default));
        var test = new ConnectionTest(DateTime.UtcNow, connection, new TestPerson("Maija", Address));
        await services.GetRequiredService<ConnectionTests>().RunAsync(test);
        Assert.Contains(test.Results, r => r.Status == CheckStatus.Failed);
    }
}
