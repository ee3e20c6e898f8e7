using Microsoft.Playwright;
using Severa.CalendarSync.Web.Tests.Story;

namespace Severa.CalendarSync.Web.Tests.Sessions;

/// <summary>The list in a real browser, in both themes and widths (artifacts/screenshots).</summary>
[Collection(BrowserCollection.Name)]
public sealed class SessionPageInBrowserTests(BrowserFixture browser)
{
    [Fact]
    public async Task OtherSessions_AreListed_AndEnded()
    {
        using var firefox = await OpenBrowser.SignInAsync(browser.App, AppFactory.Mikael);
        using var unknown = await OpenBrowser.SignInAsync(browser.App, AppFactory.Mikael, "agent/1.0");
        var page = await browser.SignInAsync(AppFactory.Mikael);
        var look = new Look();
        await look.AtAsync(page, "sessions", "/profile/sessions");

        await page.GetByRole(AriaRole.Button, new() { Name = "End: Firefox on Linux" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The session has ended.");
        await firefox.AssertOverAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "End all others" }).ClickAsync();
        await Assertions.Expect(page.GetByText("You are signed in nowhere else")).ToBeVisibleAsync();
        await unknown.AssertOverAsync();
        await look.HereAsync(page, "sessions-alone");
        look.AssertFine();
    }
}
