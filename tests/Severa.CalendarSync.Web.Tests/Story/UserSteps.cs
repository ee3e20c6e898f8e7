using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>What a user does in the browser, with his profile and his activities.</summary>
internal static partial class UserSteps
{
    private const float RunPatience = 120_000;

    public static async Task AcceptAsync(this IPage page, string link)
    {
        await page.GotoAsync(link);
        await page.GetByLabel("New password").FillAsync(Planted.UserPassword);
        await page.GetByLabel("Once more").FillAsync(Planted.UserPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and sign in" }).ClickAsync();
        await Expect(page.Locator(".username")).ToContainTextAsync(AppFactory.Aino);
    }

    /// <summary>Asks for a code, reads it in Outlook as its owner would, types it.</summary>
    public static async Task ProveMailboxAsync(this IPage page)
    {
        await page.GotoAsync("/profile");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put a code into my calendar" }).ClickAsync();
        await Expect(page.GetByLabel("Code", new() { Exact = true })).ToBeVisibleAsync();
        var outlook = await page.Context.NewPageAsync();
        await outlook.GotoAsync($"/sandbox/calendar?mailbox={Uri.EscapeDataString(AppFactory.Aino)}");
        var code = Code().Match(await outlook.ContentAsync()).Groups["code"].Value;
        await outlook.CloseAsync();
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(page.GetByText("The mailbox is confirmed as yours.")).ToBeVisibleAsync();
    }

    /// <summary>The first run shows how far it is, and its end shows by itself.</summary>
    public static async Task SwitchOnAsync(this IPage page)
    {
        var toggle = page.GetByRole(AriaRole.Switch, new() { Name = "Enable calendar sync" });
        await Expect(toggle).ToHaveAttributeAsync("aria-checked", "false");
        await toggle.ClickAsync();
        await Expect(toggle).ToHaveAttributeAsync("aria-checked", "true");
        await Expect(page.Locator("progress")).ToBeVisibleAsync();
        await Expect(page.Locator("#sync .state, #sync .head").First).ToContainTextAsync("In sync", new() { Timeout = RunPatience });
    }

    public static async Task SyncNowAsync(this IPage page, SyncRuns runs)
    {
        await page.GotoAsync("/profile");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sync now" }).ClickAsync();
        await runs.SucceededAsync();
    }

    public static async Task MakeActivityAsync(this IPage page, string title, string type, DateTime start, string place = "", string notes = "")
    {
        await page.GotoAsync($"/activities/edit?day={Day(start)}");
        await page.GetByLabel("Activity type").SelectOptionAsync(type);
        await page.FillAsync(title, start, place, notes);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(page.Locator("a.act", new() { HasText = title }).First).ToBeVisibleAsync();
    }

    public static async Task EditActivityAsync(this IPage page, string title, DateTime start, string newTitle, DateTime newStart, string place, string notes)
    {
        await page.OpenActivityAsync(title, start);
        await page.FillAsync(newTitle, newStart, place, notes);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("a.act", new() { HasText = newTitle }).First).ToBeVisibleAsync();
    }

    public static async Task DeleteActivityAsync(this IPage page, string title, DateTime start)
    {
        await page.OpenActivityAsync(title, start);
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete this activity" }).ClickAsync();
        await Expect(page.GetByText("The activity was deleted.")).ToBeVisibleAsync();
    }

    private static async Task OpenActivityAsync(this IPage page, string title, DateTime start)
    {
        await page.GotoAsync($"/activities?week={Day(start)}");
        await page.Locator("a.act", new() { HasText = title }).First.ClickAsync();
        await Expect(page.GetByLabel("Title")).ToHaveValueAsync(title);
    }

    /// <summary>One hour on one day.</summary>
    private static async Task FillAsync(this IPage page, string title, DateTime start, string place, string notes)
    {
        await page.GetByLabel("Title").FillAsync(title);
        await page.GetByLabel("Starts on").FillAsync(Day(start));
        await page.GetByLabel("Start time").FillAsync(Time(start));
        await page.GetByLabel("Ends on").FillAsync(Day(start));
        await page.GetByLabel("End time").FillAsync(Time(start.AddHours(1)));
        await page.GetByLabel("Place").FillAsync(place);
        await page.GetByLabel("Notes").FillAsync(notes);
    }

    private static string Day(DateTime at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTime at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    [GeneratedRegex("your code is (?<code>[A-Z0-9-]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
