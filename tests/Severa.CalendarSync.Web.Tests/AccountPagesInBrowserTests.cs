using Microsoft.Playwright;
using Severa.CalendarSync.Web.Tests.Browser;

namespace Severa.CalendarSync.Web.Tests;

[Collection(BrowserCollection.Name)]
public sealed class AccountPagesInBrowserTests(BrowserFixture browser)
{
    private const int Narrow = 390;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task SignInWithErrors_IsAccessible_AndTheSummaryHasTheFocus(ColorScheme theme)
    {
        var page = await browser.OpenAsync(options => options.ColorScheme = theme);
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.Locator(".summary")).ToBeFocusedAsync();
        Assert.Empty(await PageCheck.ProblemsAsync(page, "sign-in with errors"));
        await page.Locator(".summary a").First.ClickAsync();
        await Assertions.Expect(page.GetByLabel("E-mail")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task NarrowScreenWithoutScript_HasAMenu()
    {
        var page = await browser.OpenAsync(options =>
        {
            options.JavaScriptEnabled = false;
            options.ViewportSize = new ViewportSize { Width = Narrow, Height = 800 };
        });
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(AppFactory.Admin);
        await page.GetByLabel("Password").FillAsync(AppFactory.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByText("Menu", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task FirstKey_OffersToSkipToTheContent()
    {
        var page = await browser.SignInAsync(AppFactory.Admin);
        await page.GotoAsync("/settings/users");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#content")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("/settings/users")]
    [InlineData("/operations/jobs")]
    public async Task ContentPolicy_IsBrokenByNothing(string path)
    {
        var page = await browser.SignInAsync(AppFactory.Admin);
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                complaints.Add(message.Text);
            }
        };
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.Empty(complaints);
    }
}
