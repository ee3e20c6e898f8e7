using Microsoft.Playwright;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Tests.Browser;

namespace Severa.CalendarSync.Web.Tests.Provider;

/// <summary>To the provider and back in a real browser, with its content policy; looked at (artifacts/screenshots).</summary>
[Collection(BrowserCollection.Name)]
public sealed class ProviderInBrowserTests(BrowserFixture browser, ProviderApp app) : IClassFixture<ProviderApp>
{
    private static readonly PageAssertionsToHaveURLOptions Patiently = new() { Timeout = 30_000 };

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Invitation_IsOpenedWithTheProvider_AndSoIsTheNextSession(int width, ColorScheme scheme)
    {
        var (email, path) = await app.InviteAsync();
        app.Provider.Person = ProviderTests.New() with { Email = email, IsVerified = true };
        var page = await OpenAsync(width, scheme);
        await page.GotoAsync(path);
        await page.GetByRole(AriaRole.Link, new() { Name = "Use Contoso ID instead of a password" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Is this you?" })).ToBeVisibleAsync();
        await PageCheck.AssertFineAsync(page, $"provider-invitation-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, sign in with Contoso ID" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync("/profile", Patiently);
        await page.GotoAsync("/profile/provider");
        await PageCheck.AssertFineAsync(page, $"provider-profile-{width}");

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in?provider=left");
        await PageCheck.AssertFineAsync(page, $"provider-sign-in-{width}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Contoso ID" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync("/activities", Patiently);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task Administrator_SeesWhomAnAccountIsLinkedTo_AndRemovesTheLink(int width, ColorScheme scheme)
    {
        var linked = ProviderTests.New();
        var (email, visitor) = await app.LinkedAsync(linked);
        visitor.Dispose();
        var (_, path) = await app.InviteAsync(Roles.Administrator);
        app.Provider.Person = ProviderTests.New() with { Methods = ["pwd", "mfa"] };
        var page = await OpenAsync(width, scheme);
        await page.GotoAsync(path);
        await page.GetByRole(AriaRole.Link, new() { Name = "Use Contoso ID instead of a password" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, sign in with Contoso ID" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync("/profile", Patiently);

        await page.GotoAsync($"/settings/users/person/{await app.AccountIdAsync(email)}");
        await Assertions.Expect(page.GetByText(linked.Subject)).ToBeVisibleAsync();
        await PageCheck.AssertFineAsync(page, $"provider-person-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the link to the provider" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The link to the provider is removed.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText(linked.Subject)).ToHaveCountAsync(0);
    }

    private Task<IPage> OpenAsync(int width, ColorScheme scheme) => browser.OpenAsync(options =>
    {
        options.BaseURL = app.Address.ToString();
        options.ColorScheme = scheme;
        options.ViewportSize = new ViewportSize { Width = width, Height = 900 };
    });
}
