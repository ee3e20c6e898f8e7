using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Tests.Settings;
using Severa.CalendarSync.Web.Tests.Story;

namespace Severa.CalendarSync.Web.Tests.Connections;

/// <summary>P3 with two connections, in both themes and two widths.</summary>
[Collection(StoryCollection.Name)]
public sealed class ConnectionsInBrowserTests(WalkBrowser browser) : IClassFixture<WalkBrowser>
{
    [Fact]
    public async Task TwoConnections_ANewOne_AndOneThatReachesTooMuch_HaveNothingForAxe()
    {
        var first = await browser.App.ConnectionAsync();
        var second = new ExchangeConnection
        {
            Id = Guid.CreateVersion7(), CreatedAt = first.CreatedAt.AddMinutes(1), Domains = "fabrikam.com\nwingtip.com", Version = ExchangeVersion.Exchange2019,
            Url = "https://mail.fabrikam.com/EWS/Exchange.asmx", DelegateUsername = "sync@fabrikam.com", OutOfReachAddress = "director@fabrikam.com", ReachErrorNumber = 12,
        };
        await browser.App.QueryAsync(db =>
        {
            db.ExchangeConnections.Add(second);
            return db.SaveChangesAsync();
        });
        var page = await browser.SignInAsync(AppFactory.Admin);
        var look = new Look();
        await look.AtAsync(page, "exchange-first-of-two", SettingsVisits.ExchangePage);
        await look.AtAsync(page, "exchange-second", $"{SettingsVisits.ExchangePage}/{second.Id:N}");
        await page.GetByText("Remove the connection for").ClickAsync();
        await look.HereAsync(page, "exchange-remove");
        await look.AtAsync(page, "exchange-new", SettingsVisits.ExchangePage + "/new");
        await look.AtAsync(page, "overview-reach", "/overview");
        look.AssertFine();
    }
}
