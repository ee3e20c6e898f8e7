using Microsoft.Playwright;
using Severa.CalendarSync.Web.Tests.Settings;
using static Microsoft.Playwright.Assertions;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>What the administrator does in the browser.</summary>
internal static class AdministratorSteps
{
    public const string Email = "elli.esimerkki@contoso.test";

    public static async Task SetUpAsync(this IPage page)
    {
        await page.GotoAsync("/");
        await page.GetByLabel("Set-up code").FillAsync(EmptyAppFactory.Code);
        await page.GetByLabel("Organization").FillAsync("Contoso");
        await page.GetByLabel("Your name").FillAsync("Elli Esimerkki");
        await page.GetByLabel("E-mail").FillAsync(Email);
        await page.GetByLabel("Password").FillAsync(Planted.UserPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Microsoft Exchange" })).ToBeVisibleAsync();
    }

    /// <returns>The link to hand over.</returns>
    public static async Task<string> InviteAsync(this IPage page, string name, string email)
    {
        await page.GotoAsync("/settings/users/invite");
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite a user" }).ClickAsync();
        return (await page.Locator("#invitation-link").InnerTextAsync()).Trim();
    }

    public static async Task TestConnectionAsync(this IPage page, AppFactory app, string password)
    {
        await page.GotoAsync("/settings/exchange");
        await page.GetByLabel("Version").SelectOptionAsync("Exchange 2016");
        await page.GetByLabel("Server address").FillAsync($"http://localhost:{app.Address.Port}/EWS/Exchange.asmx");
        await page.GetByLabel("Delegate username").FillAsync(SettingsVisits.DelegateName);
        await page.GetByLabel("Delegate password").FillAsync(password);
        await page.GetByLabel("Test for").FillAsync(AppFactory.Aino);
        await page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
    }

    public static async Task ExpectRedAsync(this IPage page)
    {
        var failed = page.Locator("#test li", new() { Has = page.Locator(".dot.bad") });
        await Expect(failed).ToHaveCountAsync(1);
        await Expect(failed).ToContainTextAsync("Sign in as the delegate");
        await Expect(failed.GetByRole(AriaRole.Link, new() { Name = "E1" })).ToBeVisibleAsync();
    }

    public static async Task ExpectGreenAsync(this IPage page)
    {
        await Expect(page.Locator("#test")).ToContainTextAsync("May read and write the calendar of Aino Virtanen");
        await Expect(page.Locator("#test .dot.ok")).ToHaveCountAsync(6);
    }

    /// <summary>Nothing but what the story asks for shall run.</summary>
    public static async Task RunSeldomAsync(this IPage page)
    {
        await page.GotoAsync("/settings/synchronization");
        await page.Locator("[name='Input.IntervalMinutes']").FillAsync("60");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("[role='status']").First).ToBeVisibleAsync();
    }
}
