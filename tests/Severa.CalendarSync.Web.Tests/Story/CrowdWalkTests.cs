using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>The pages of administrators and operators while several hundred mailboxes are at work: in both languages.</summary>
[Collection(StoryCollection.Name)]
public sealed class CrowdWalkTests(CrowdBrowser browser, ITestOutputHelper output) : IClassFixture<CrowdBrowser>
{
    private readonly Look _look = new();

    [Fact]
    public async Task While_everybody_is_at_work()
    {
        await using var crowd = await Crowd.StartAsync(browser.App);
        var before = await crowd.RunsAsync();
        await LookAsync(crowd, "en");
        await LookAsync(crowd, "fi");
        output.WriteLine($"{_look.Count} pages; {await crowd.RunsAsync() - before} runs meanwhile.");
        _look.AssertFine();
    }

    private async Task LookAsync(Crowd crowd, string language)
    {
        await browser.App.QueryAsync(db => db.Users.Where(a => a.Email == AppFactory.Admin).ExecuteUpdateAsync(s => s.SetProperty(a => a.Language, language)));
        var page = await browser.OpenAsync();
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(AppFactory.Admin);
        await page.GetByLabel("Password").FillAsync(AppFactory.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.Locator($"html[lang={language}]")).ToHaveCountAsync(1);
        foreach (var (name, path) in new[]
        {
            ("overview", "/overview"), ("operations", "/operations"), ("runs", "/operations/runs"), ("runs-failed", "/operations/runs?outcome=Failed"),
            ("audit", "/settings/audit"), ("users", "/settings/users"),
        })
        {
            await crowd.WhileAtWorkAsync(() => _look.AtAsync(page, $"crowd-{name}-{language}", path));
        }

        await page.CloseAsync();
    }
}

/// <summary>A browser before the organisation of the crowd.</summary>
public sealed class CrowdBrowser() : BrowserFixture(new CrowdApp());
