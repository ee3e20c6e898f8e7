using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Severa.CalendarSync.Web.Help;
using Severa.CalendarSync.Web.Tests.Settings;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>Every page in both themes, wide and narrow. The pictures are in artifacts/screenshots, to be looked at.</summary>
[Collection(StoryCollection.Name)]
public sealed partial class WalkTests(WalkBrowser browser, ITestOutputHelper output) : IClassFixture<WalkBrowser>
{
    private readonly Look _look = new();

    [Fact]
    public async Task Before_sign_in()
    {
        await using var empty = new StoryApp();
        var first = await browser.OpenAsync(options => options.BaseURL = empty.Address.ToString());
        await _look.AtAsync(first, "setup", "/setup");
        await first.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await _look.HereAsync(first, "setup-mistakes");

        using var administrator = await browser.App.SignInAsync(AppFactory.Admin);
        var link = await InviteAsync(administrator);
        var nobody = await browser.SitDownAsync();
        await _look.AtAsync(nobody, "sign-in", "/sign-in");
        await nobody.GetByLabel("E-mail").FillAsync(AppFactory.Aino);
        await nobody.GetByLabel("Password").FillAsync("not the password");
        await nobody.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await _look.HereAsync(nobody, "sign-in-refused");
        await _look.AtAsync(nobody, "invitation", link);
        await _look.AtAsync(nobody, "invitation-void", "/invitation?code=used");
        End();
    }

    [Fact]
    public async Task As_administrator()
    {
        var page = await browser.SignInAsync(AppFactory.Admin);
        var type = await browser.App.QueryAsync(db => db.ActivityTypes.Where(t => t.Name == "Meeting").Select(t => t.Id).SingleAsync());
        foreach (var (name, path) in new[]
        {
            ("overview", "/"), ("exchange", SettingsVisits.ExchangePage), ("types", "/settings/activity-types"), ("alerts", "/settings/alerts"), ("types-new", "/settings/activity-types/new"),
            ("types-edit", $"/settings/activity-types/{type}"), ("synchronization", "/settings/synchronization"), ("users", "/settings/users"), ("audit", "/settings/audit"),
            ("users-invite", "/settings/users/invite"), ("users-sessions", "/settings/users/sessions"), ("users-person", $"/settings/users/person/{await browser.App.AccountIdAsync(AppFactory.Mikael)}"),
            ("password", "/profile/password"), ("confirm", "/confirm?returnUrl=/settings/exchange"), ("administrator-profile", "/profile"), ("help", "/help"),
        })
        {
            await _look.AtAsync(page, name, path);
        }

        foreach (var topic in HelpTopics.Names)
        {
            await _look.AtAsync(page, $"help-{topic}", $"/help/{topic}");
        }

        await _look.AtAsync(page, "operations", "/operations");
        await _look.AtAsync(page, "runs-of-all", "/operations/runs");
        await _look.AtAsync(page, "jobs", "/operations/jobs", isOurs: false);
        await LookAtConnectionTestsAsync(page);
        End();
    }

    [Fact]
    public async Task As_user_before_the_proof()
    {
        await browser.App.QueryAsync(db => db.Mailboxes.Where(m => m.Account!.Email == AppFactory.Sari).ExecuteUpdateAsync(s => s.SetProperty(m => m.ProvedAt, (DateTime?)null)));
        var page = await browser.SignInAsync(AppFactory.Sari);
        await _look.AtAsync(page, "profile-not-proved", "/profile");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put a code into my calendar" }).ClickAsync();
        await _look.HereAsync(page, "profile-code-waits");
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync("ABCD-EFGH");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await _look.HereAsync(page, "profile-wrong-code");
        await _look.AtAsync(page, "forbidden", "/settings/exchange");
        await _look.AtAsync(page, "not-found", "/no-such-page");
        await _look.AtAsync(page, "activities-not-synced", "/activities");
        End();
    }

    [Fact]
    public async Task As_user_whose_calendar_is_synced()
    {
        var page = await browser.SignInAsync(AppFactory.Aino);
        page.SetDefaultTimeout(60_000);
        await _look.AtAsync(page, "profile-off", "/profile");
        await _look.AtAsync(page, "preview", "/profile/preview");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a preview" }).ClickAsync();
        await Assertions.Expect(page.Locator("table").First).ToBeVisibleAsync();
        await _look.HereAsync(page, "preview-made");
        using var outlook = new OutlookOf(browser.App);
        var runs = new SyncRuns(browser.App);
        using var aino = await browser.App.SignInAsync(AppFactory.Aino);
        await aino.SwitchAsync(browser.App, "on");
        await runs.SucceededAsync();
        await MakeConflictAsync(aino, outlook, runs);
        await HoldAsync(aino, outlook, runs);
        await LookAtOverviewAsync();
        await LookAtProfileAsync(page);
        await LookAtActivitiesAsync(page, runs);
        await LookAtOutlookAsync(page, outlook);
        End();
    }

    private async Task LookAtConnectionTestsAsync(IPage page)
    {
        await page.SetViewportSizeAsync(1280, 900);
        await page.GotoAsync(SettingsVisits.ExchangePage);
        await page.GetByLabel("Test for").FillAsync(AppFactory.Mikael);
        await page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await Assertions.Expect(page.Locator("#test .dot.ok")).ToHaveCountAsync(6);
        await _look.HereAsync(page, "exchange-green");
        await page.GetByLabel("Server address").FillAsync("http://localhost:1/EWS/Exchange.asmx");
        await page.GetByLabel("Delegate password").FillAsync(Planted.WrongSecret);
        await page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await Assertions.Expect(page.Locator("#test .dot.bad")).ToBeVisibleAsync();
        await _look.HereAsync(page, "exchange-red");
        await browser.App.ResetConnectionAsync();
        await browser.App.QueryAsync(db => db.ExchangeConnections.ExecuteUpdateAsync(s => s.SetProperty(c => c.Secret, Planted.DelegateSecret)));
    }

    private async Task MakeConflictAsync(Visitor aino, OutlookOf outlook, SyncRuns runs)
    {
        var calendars = new BothCalendars(browser.App, outlook, runs);
        var activity = await calendars.ActivityAsync("Workshop: integrations");
        await outlook.EditAsync(await outlook.EntryAsync(activity.Title), new JsonObject { ["subject"] = "Workshop: interfaces" });
        await aino.RenameActivityAsync(activity, "Workshop: integrations and data");
        await runs.SucceededAsync();
    }

    private async Task HoldAsync(Visitor aino, OutlookOf outlook, SyncRuns runs)
    {
        var singles = (await outlook.AllAsync()).Where(e => !e.IsMeeting && e.Start > DateTimeOffset.UtcNow && e.Content["recurrence"] is null).Take(24);
        foreach (var entry in singles)
        {
            await outlook.DeleteAsync(entry);
        }

        await aino.SyncNowAsync(browser.App, runs);
    }

    private async Task LookAtProfileAsync(IPage page)
    {
        await _look.AtAsync(page, "profile-on", "/profile");
        foreach (var name in new[] { "history", "runs", "conflicts", "held", "why" })
        {
            await _look.AtAsync(page, $"profile-{name}", $"/profile/{name}");
        }

        await page.Locator("[name='Text']").FillAsync("Workshop");
        await page.Locator("[name='Text']").PressAsync("Enter");
        await _look.HereAsync(page, "profile-why-found");
        await _look.AtAsync(page, "preview-on", "/profile/preview");
        await _look.AtAsync(page, "profile-twins", "/profile/history?twins=true");
        await page.GotoAsync("/profile/history?p=1000"); // the oldest: what the first run created
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).First.ClickAsync();
        await _look.HereAsync(page, "profile-undone");
        await page.GotoAsync("/profile/runs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).First.ClickAsync();
        await _look.HereAsync(page, "profile-undo-run-asked");
        await page.GotoAsync("/profile");
        await page.GetByText("Switch off and remove the copies").ClickAsync();
        await _look.HereAsync(page, "profile-off-remove");
    }

    /// <summary>What an administrator sees of somebody's held deletions: numbers.</summary>
    private async Task LookAtOverviewAsync()
    {
        var page = await browser.SignInAsync(AppFactory.Admin);
        // First the alert and then its cause: or the service may be as quick, and there is room for one such alert.
        await BusyDay.FillAsync(browser.App);
        await browser.App.QueryAsync(db => db.Organizations.ExecuteUpdateAsync(s => s.SetProperty(o => o.DeletionsStoppedAt, DateTime.UtcNow)));
        await LookAtOperationsAsync(page);
        await _look.AtAsync(page, "overview-held", "/overview");
        await page.GetByRole(AriaRole.Button, new() { Name = "Release" }).First.ClickAsync();
        await _look.HereAsync(page, "overview-release-asked");
        await browser.App.QueryAsync(db => db.Organizations.ExecuteUpdateAsync(s => s.SetProperty(o => o.DeletionsStoppedAt, (DateTime?)null)));
    }

    private async Task LookAtActivitiesAsync(IPage page, SyncRuns runs)
    {
        await _look.AtAsync(page, "activities", "/activities");
        var next = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await _look.AtAsync(page, "activities-next-week", $"/activities?week={next}");
        var mikael = await browser.App.AccountIdAsync(AppFactory.Mikael);
        await _look.AtAsync(page, "activities-month", "/activities/month");
        await _look.AtAsync(page, "activities-colleague", $"/activities?person={mikael}");
        await _look.AtAsync(page, "activity-new", "/activities/edit");
        await page.GetByLabel("Title").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await _look.HereAsync(page, "activity-mistakes");
        var mailbox = (await runs.MailboxAsync()).Id;
        var meeting = await browser.App.QueryAsync(db => db.Links.Where(l => l.MailboxId == mailbox && l.IsMeeting && l.ActivityId != null).Select(l => l.ActivityId!).FirstAsync());
        await _look.AtAsync(page, "activity-meeting", $"/activities/edit/{Guid.ParseExact(meeting, "N")}");
    }

    private async Task LookAtOutlookAsync(IPage page, OutlookOf outlook)
    {
        var mailbox = $"?mailbox={Uri.EscapeDataString(AppFactory.Aino)}";
        var entry = (await outlook.AllAsync()).First(e => e.IsMeeting);
        foreach (var (name, path) in new[]
        {
            ("mailboxes", ""), ("week", $"/calendar{mailbox}"), ("entry-new", $"/entry{mailbox}"), ("entry", $"/entry{mailbox}&id={Uri.EscapeDataString(entry.Id)}"),
            ("deleted", $"/deleted{mailbox}"), ("import", $"/import{mailbox}"), ("traffic", "/traffic"),
        })
        {
            await _look.AtAsync(page, $"outlook-{name}", $"/sandbox{path}");
        }
    }

    private static async Task<string> InviteAsync(Visitor administrator)
    {
        using var made = await administrator.SendAsync("/settings/users/invite", null, ("Input.Name", "Uusi Henkilö"), ("Input.Email", "uusi@contoso.test"), ("Input.Language", "en"));
        var page = await administrator.ReadAsync(made.Headers.Location!.ToString());
        var start = page.IndexOf("/invitation?code=", StringComparison.Ordinal);
        return page[start..page.IndexOf('<', start)].Trim();
    }

    private void End()
    {
        output.WriteLine($"{_look.Count} pages, each in two themes and two widths.");
        _look.AssertFine();
    }
}

/// <summary>A browser before the demo organisation, with nobody else about.</summary>
public sealed class WalkBrowser() : BrowserFixture(new DemoStoryApp())
{
    public async Task<IPage> SitDownAsync()
    {
        var page = await OpenAsync();
        page.SetDefaultTimeout(60_000);
        return page;
    }
}
