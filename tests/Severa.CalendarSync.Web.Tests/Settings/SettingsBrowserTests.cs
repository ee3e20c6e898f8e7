using Microsoft.Playwright;
using Severa.CalendarSync.Web.Tests.Browser;

namespace Severa.CalendarSync.Web.Tests.Settings;

/// <summary>What of the settings needs a script. How each page looks is <see cref="Story.WalkTests"/>.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SettingsBrowserTests(BrowserFixture browser)
{
    [Fact]
    public async Task ConnectionTest_ShowsItsStepsWithoutReloading()
    {
        var page = await SignInAsync();
        await page.GotoAsync("/settings/exchange");
        await page.GetByLabel("Test for").FillAsync(AppFactory.Aino);
        await page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await page.GetByText("May read and write the calendar of Aino Virtanen").WaitForAsync();
        await PageCheck.AssertFineAsync(page, "exchange-tested-Light-1280");

        await page.GetByLabel("Delegate password").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await page.GetByText("About this error (E1)").WaitForAsync();
        await page.GetByText("not reached").First.WaitForAsync();
        await PageCheck.AssertFineAsync(page, "exchange-failed-Light-1280");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.SetViewportSizeAsync(390, 900);
        await PageCheck.AssertFineAsync(page, "exchange-failed-Dark-390");
        await page.Context.CloseAsync();
        await browser.App.ResetConnectionAsync();
    }

    [Fact]
    public async Task Connection_ShowsWhatFitsTheVersionAndTheSignIn()
    {
        var page = await SignInAsync();
        await page.GotoAsync("/settings/exchange");
        await Assertions.Expect(page.GetByLabel("Delegate password")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Application id")).ToBeHiddenAsync();

        await page.GetByLabel("Version").SelectOptionAsync("Office365");
        await page.GetByLabel("Sign-in").SelectOptionAsync("ClientSecret");
        await Assertions.Expect(page.GetByLabel("Server address")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByLabel("Delegate password")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByLabel("Client secret")).ToBeVisibleAsync();
        await PageCheck.AssertFineAsync(page, "exchange-office-Light-1280");

        await page.GetByLabel("Sign-in").SelectOptionAsync("Certificate");
        await Assertions.Expect(page.GetByLabel("Client secret")).ToBeHiddenAsync();
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.SetViewportSizeAsync(390, 900);
        await PageCheck.AssertFineAsync(page, "exchange-certificate-Dark-390");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Mistakes_TakeTheFocus_AndLeadToTheirFields()
    {
        var page = await SignInAsync();
        await page.GotoAsync("/settings/synchronization");
        await page.GetByLabel("Days ahead").FillAsync("2000");
        await page.GetByLabel("Check every (minutes)").FillAsync("often");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        var summary = page.Locator(".summary");
        await summary.WaitForAsync();
        Assert.True(await summary.EvaluateAsync<bool>("element => element === document.activeElement"));
        Assert.Equal("often", await page.GetByLabel("Check every (minutes)").InputValueAsync());
        await PageCheck.AssertFineAsync(page, "synchronization-mistakes-Light-1280");
        await summary.GetByRole(AriaRole.Link).First.ClickAsync();
        Assert.Equal("Input_DaysAhead", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task ActivityType_EditPage_HasNothingForAxe()
    {
        var page = await SignInAsync();
        await page.GotoAsync("/settings/activity-types");
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit Phone call" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Disable" }).WaitForAsync();
        await PageCheck.AssertFineAsync(page, "activity-types-edit-Light-1280");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task CheckOfAllMailboxes_ShowsHowFarItIs_AndThenWhatIsWrong()
    {
        var page = await SignInAsync();
        await page.GotoAsync("/settings/users");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check all mailboxes" }).ClickAsync();
        await page.GetByText("With an error:").WaitForAsync();
        await PageCheck.AssertFineAsync(page, "users-checked-Light-1280");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.SetViewportSizeAsync(390, 900);
        await PageCheck.AssertFineAsync(page, "users-checked-Dark-390");
        await page.Context.CloseAsync();
    }

    private Task<IPage> SignInAsync() => browser.SignInAsync(AppFactory.Admin);
}
