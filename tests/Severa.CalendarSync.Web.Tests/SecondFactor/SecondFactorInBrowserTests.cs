using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Tests.Browser;

namespace Severa.CalendarSync.Web.Tests.SecondFactor;

/// <summary>Setting it up and signing in with it, looked at (artifacts/screenshots).</summary>
[Collection(BrowserCollection.Name)]
public sealed class SecondFactorInBrowserTests(BrowserFixture browser)
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task SettingUp_ThenSigningIn(int width, ColorScheme scheme)
    {
        var email = $"phone{width}@contoso.test";
        await NewPersonAsync(email);
        var page = await browser.SignInAsync(email, options =>
        {
            options.ColorScheme = scheme;
            options.ViewportSize = new ViewportSize { Width = 1280, Height = 900 };
        });
        await page.SetViewportSizeAsync(width, 900);
        await page.GotoAsync("/profile/second-factor");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set it up" }).ClickAsync();
        await PageCheck.AssertFineAsync(page, $"second-factor-scan-{width}");

        var phone = new AuthenticatorApp(await page.Locator("#authenticator-key").InnerTextAsync());
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Code" }).FillAsync(phone.Code());
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#recovery-codes")).ToBeVisibleAsync();
        await PageCheck.AssertFineAsync(page, $"second-factor-on-{width}");

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(AppFactory.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Code" }).FillAsync(phone.WrongCode());
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".summary")).ToBeFocusedAsync();
        await PageCheck.AssertFineAsync(page, $"second-factor-code-{width}");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Code" }).FillAsync(phone.Code(1));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/activities");
    }

    private async Task NewPersonAsync(string email)
    {
        _ = browser.App.Address;
        await using var scope = browser.App.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<AccountCreation>().CreateAsync(new NewAccount("Phone Owner", email, []) { Password = AppFactory.Password });
        Assert.True(made.Result.Succeeded);
    }
}
