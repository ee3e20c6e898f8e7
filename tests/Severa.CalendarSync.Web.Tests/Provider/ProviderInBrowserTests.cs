using Microsoft.Playwright;
using Severa.CalendarSync.Web.Tests.Browser;

namespace Severa.CalendarSync.Web.Tests.Provider;

/// <summary>To the provider and back in a real browser, with its content policy; looked at (artifacts/screenshots).</summary>
[Collection(BrowserCollection.Name)]
public sealed class ProviderInBrowserTests(BrowserFixture browser, ProviderApp app) : IClassFixture<ProviderApp>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Invitation_IsOpenedWithTheProvider_AndSoIsTheNextSession(int width, ColorScheme scheme)
    {
        var (email, path) = await app.InviteAsync();
        app.Provider.Person = ProviderTests.New() with { Email = email, IsVerified = true };
        var page = await browser.OpenAsync(options =>
        {
            options.BaseURL = app.Address.ToString();
            options.ColorScheme = scheme;
            options.ViewportSize = new ViewportSize { Width = width, Height = 900 };
        });
        await page.GotoAsync(path);
        await page.GetByRole(AriaRole.Link, new() { Name = "Use Contoso ID instead of a password" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Is this you?" })).ToBeVisibleAsync();
        await PageCheck.AssertFineAsync(page, $"provider-invitation-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, sign in with Contoso ID" }).ClickAsync();
        await page.WaitForURLAsync("**/profile");
        await page.GotoAsync("/profile/provider");
        await PageCheck.AssertFineAsync(page, $"provider-profile-{width}");

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in?provider=left");
        await PageCheck.AssertFineAsync(page, $"provider-sign-in-{width}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Contoso ID" }).ClickAsync();
        await page.WaitForURLAsync("**/activities");
    }
}
