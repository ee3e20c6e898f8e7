using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Severa.CalendarSync.Web.Tests.Browser;

/// <summary>The profile and the activities in a real browser: accessible, fitting, looked at (artifacts/screenshots).</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class OwnPagesTests(BrowserFixture browser)
{
    private static readonly string[] Pages =
    [
        "/activities", "/activities/month", "/activities/edit", "/profile", "/profile/history", "/profile/runs", "/profile/conflicts", "/profile/held", "/profile/why", "/profile/preview",
        "/profile/data", "/profile/erase", "/profile/sessions",
    ];

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task EmptyPages_AreAccessible_AndFit(int width, ColorScheme scheme)
    {
        var page = await browser.SignInAsync(AppFactory.Aino, options => options.ColorScheme = scheme);
        await page.SetViewportSizeAsync(width, 900);
        foreach (var path in Pages)
        {
            await page.GotoAsync(path);
            await CheckAsync(page, $"{path} {width} {scheme}");
        }
    }

    [Fact]
    public async Task SwitchingOn_ShowsProgress_ThenLinkedEntries()
    {
        var page = await browser.SignInAsync("sari.korhonen@contoso.test");
        await page.GotoAsync("/profile");
        await page.GetByRole(AriaRole.Switch, new() { Name = "Enable calendar sync" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Switch)).ToHaveAttributeAsync("aria-checked", "true");
        await Assertions.Expect(page.Locator(".chip").First).ToContainTextAsync("In sync", new() { Timeout = 60_000 });
        await CheckAsync(page, "profile on");

        await page.GotoAsync("/profile/history");
        await Assertions.Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
        await CheckAsync(page, "history filled");
        await page.GotoAsync("/profile/runs");
        await CheckAsync(page, "runs filled");
        await page.GotoAsync("/profile/preview");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a preview" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What would happen" })).ToBeVisibleAsync();
        await CheckAsync(page, "preview made");
        await page.GotoAsync("/activities/month");
        await CheckAsync(page, "month synced");
        await page.SetViewportSizeAsync(390, 900);
        await CheckAsync(page, "month synced 390");
        await page.SetViewportSizeAsync(1280, 900);
        await page.GotoAsync("/activities");
        await CheckAsync(page, "week synced");
        await page.SetViewportSizeAsync(390, 900);
        await CheckAsync(page, "week synced 390");
    }

    [Fact]
    public async Task Activity_IsMadeEditedAndDeleted_WithTheKeyboard()
    {
        var page = await browser.SignInAsync(AppFactory.Aino);
        await page.GotoAsync("/activities/edit?day=2026-12-15");
        await page.GetByLabel("Title").FillAsync("Keyboard review");
        await page.GetByLabel("Start time").FillAsync("13:00");
        await page.GetByLabel("End time").FillAsync("14:30");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The activity was created.");

        await page.GetByRole(AriaRole.Link, new() { Name = "Keyboard review" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("End time")).ToHaveValueAsync("14:30");
        await page.GetByLabel("Title").FillAsync("");
        await page.Locator("form.activity-form").EvaluateAsync("form => form.noValidate = true");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await CheckAsync(page, "activity mistakes");

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete this activity" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The activity is back.");
    }

    private static Task CheckAsync(IPage page, string name) => PageCheck.AssertFineAsync(page, NotOfFiles().Replace(name.Trim('/'), "-"));

    [GeneratedRegex("[^a-zA-Z0-9]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotOfFiles();
}
