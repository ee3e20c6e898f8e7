using Microsoft.Playwright;
using Severa.CalendarSync.Web.Tests.Browser;
using Severa.CalendarSync.Web.Tests.Settings;
using static Microsoft.Playwright.Assertions;

namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>Pictures of the connection, filled in and tested, go to artifacts/screenshots.</summary>
internal sealed class AdministratorInBrowser(IPage page, VersionApp app) : IAdministrator
{
    private string Picture => $"story-{app.Version.Choice}";

    public async Task SetUpAsync()
    {
        await page.GotoAsync("/");
        await page.GetByLabel("Set-up code").FillAsync(EmptyAppFactory.Code);
        await page.GetByLabel("Organization").FillAsync(StoryPerson.Organization);
        await page.GetByLabel("Your name").FillAsync(StoryPerson.Name);
        await page.GetByLabel("E-mail").FillAsync(StoryPerson.Email);
        await page.GetByLabel("Password").FillAsync(Planted.UserPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Microsoft Exchange" })).ToBeVisibleAsync();
    }

    public async Task RunSeldomAsync()
    {
        await page.GotoAsync("/settings/synchronization");
        await page.Locator("[name='Input.IntervalMinutes']").FillAsync("60");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("[role='status']").First).ToBeVisibleAsync();
    }

    public async Task<string> InviteAsync(string name, string email)
    {
        await page.GotoAsync("/settings/users/invite");
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite a user" }).ClickAsync();
        return (await page.Locator("#invitation-link").InnerTextAsync()).Trim();
    }

    public async Task TestConnectionAsync(string secret)
    {
        await page.GotoAsync(SettingsVisits.ExchangePage);
        await TypeAddressAsync();
        await page.GetByLabel("Version").SelectOptionAsync(new SelectOptionValue { Label = app.Version.Text });
        await page.GetByLabel("Sign-in").SelectOptionAsync($"{app.Version.SignIn}");
        foreach (var field in app.Version.SignInWith(secret))
        {
            await page.GetByLabel(field.Label).FillAsync(field.Value);
        }

        await page.GetByLabel("Test for").FillAsync(AppFactory.Aino);
        await PageCheck.PictureAsync(page, $"{Picture}-filled-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
    }

    public async Task ExpectRedAsync(int number)
    {
        var failed = page.Locator("#test li", new() { Has = page.Locator(".dot.bad") });
        await Expect(failed).ToHaveCountAsync(1);
        await Expect(failed).ToContainTextAsync("Sign in as the delegate");
        await Expect(failed).ToContainTextAsync(app.Version.SecretName);
        await Expect(failed.GetByRole(AriaRole.Link, new() { Name = $"(E{number})" })).ToBeVisibleAsync();
    }

    public async Task ExpectGreenAsync()
    {
        await Expect(page.Locator("#test")).ToContainTextAsync("May read and write the calendar of Aino Virtanen");
        await Expect(page.Locator("#test")).ToContainTextAsync(app.Version.Answer);
        await Expect(page.Locator("#test .dot.ok")).ToHaveCountAsync(6);
        await PageCheck.AssertFineAsync(page, $"{Picture}-tested");
    }

    /// <summary>Office 365 shows no address: the sandbox's, typed before that is chosen, stands for it.</summary>
    private async Task TypeAddressAsync()
    {
        var address = page.GetByLabel("Server address");
        if (await address.IsVisibleAsync())
        {
            await address.FillAsync(app.Exchange.ToString());
        }
    }
}
