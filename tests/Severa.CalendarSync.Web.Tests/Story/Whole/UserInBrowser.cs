using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Severa.CalendarSync.Web.Tests.Story.Whole;

internal sealed class UserInBrowser(IPage page) : IUser
{
    private const float RunPatience = 120_000;

    public async Task AcceptAsync(string link)
    {
        await page.GotoAsync(link);
        await page.GetByLabel("New password").FillAsync(Planted.UserPassword);
        await page.GetByLabel("Once more").FillAsync(Planted.UserPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and sign in" }).ClickAsync();
        await Expect(page.Locator(".username")).ToContainTextAsync(AppFactory.Aino);
    }

    public async Task ProveMailboxAsync()
    {
        await page.GotoAsync("/profile");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put a code into my calendar" }).ClickAsync();
        await Expect(page.GetByLabel("Code", new() { Exact = true })).ToBeVisibleAsync();
        var outlook = await page.Context.NewPageAsync();
        await outlook.GotoAsync($"/sandbox/calendar?mailbox={Uri.EscapeDataString(AppFactory.Aino)}");
        var code = PageText.Code(await outlook.ContentAsync());
        await outlook.CloseAsync();
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(page.GetByText("The mailbox is confirmed as yours.")).ToBeVisibleAsync();
    }

    /// <summary>The first run shows how far it is, and its end shows by itself.</summary>
    public async Task SwitchOnAsync()
    {
        var toggle = page.GetByRole(AriaRole.Switch, new() { Name = "Enable calendar sync" });
        await Expect(toggle).ToHaveAttributeAsync("aria-checked", "false");
        await toggle.ClickAsync();
        await Expect(toggle).ToHaveAttributeAsync("aria-checked", "true");
        await Expect(page.Locator("progress")).ToBeVisibleAsync();
        await Expect(page.Locator("#sync .state, #sync .head").First).ToContainTextAsync("In sync", new() { Timeout = RunPatience });
    }

    public async Task AskForRunAsync()
    {
        await page.GotoAsync("/profile");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sync now" }).ClickAsync();
        await page.WaitForURLAsync("**/profile#sync");
    }

    public async Task MakeActivityAsync(string type, ActivityPlan plan)
    {
        await page.GotoAsync($"/activities/edit?day={Day(plan.Start)}");
        await page.GetByLabel("Activity type").SelectOptionAsync(type);
        await FillAsync(plan);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(ActivityOf(plan)).ToBeVisibleAsync();
    }

    public async Task EditActivityAsync(ActivityPlan from, ActivityPlan to)
    {
        await OpenActivityAsync(from);
        await FillAsync(to);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(ActivityOf(to)).ToBeVisibleAsync();
    }

    public async Task DeleteActivityAsync(ActivityPlan plan)
    {
        await OpenActivityAsync(plan);
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete this activity" }).ClickAsync();
        await Expect(page.GetByText("The activity was deleted.")).ToBeVisibleAsync();
    }

    private ILocator ActivityOf(ActivityPlan plan) => page.Locator("a.act", new() { HasText = plan.Title }).First;

    private async Task OpenActivityAsync(ActivityPlan plan)
    {
        await page.GotoAsync($"/activities?week={Day(plan.Start)}");
        await ActivityOf(plan).ClickAsync();
        await Expect(page.GetByLabel("Title")).ToHaveValueAsync(plan.Title);
    }

    private async Task FillAsync(ActivityPlan plan)
    {
        await page.GetByLabel("Title").FillAsync(plan.Title);
        await page.GetByLabel("Starts on").FillAsync(Day(plan.Start));
        await page.GetByLabel("Start time").FillAsync(Time(plan.Start));
        await page.GetByLabel("Ends on").FillAsync(Day(plan.End));
        await page.GetByLabel("End time").FillAsync(Time(plan.End));
        await page.GetByLabel("Place").FillAsync(plan.Place);
        await page.GetByLabel("Notes").FillAsync(plan.Notes);
    }

    private static string Day(DateTime at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTime at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);
}
