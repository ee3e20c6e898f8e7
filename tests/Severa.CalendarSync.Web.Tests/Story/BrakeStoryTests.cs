using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>R13 in the whole product: 199 of 200 entries deleted in Outlook, and one weekly series of 26.</summary>
[Collection(StoryCollection.Name)]
public sealed partial class BrakeStoryTests(ITestOutputHelper output)
{
    private const string Sari = AppFactory.Sari;
    private static readonly DateTimeOffset Start = new(DateTime.UtcNow.Date.AddDays(1).AddHours(9), TimeSpan.Zero);

    [Theory]
    [InlineData("release", 1)]
    [InlineData("discard", 200)]
    public async Task Deleting_199_of_200_waits_for_a_person_and_an_edit_still_travels(string decision, int left)
    {
        await using var app = new DemoStoryApp();
        using var outlook = await EmptiedAsync(app);
        var entries = new List<OutlookEntry>();
        for (var i = 0; i < 200; i++)
        {
            entries.Add(await outlook.AddAsync($"Entry {i:D3}", Start.AddHours(12 * i / 2)));
        }

        var runs = new SyncRuns(app, Sari);
        using var sari = await app.SignInAsync(Sari);
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        await sari.SwitchAsync(app, "on", Sari);
        await runs.SucceededAsync();
        Assert.Equal(200, await ActivitiesAsync(app));

        foreach (var entry in entries.Take(199))
        {
            await outlook.DeleteAsync(entry);
        }

        await outlook.EditAsync(await outlook.EntryAsync("Entry 199"), new JsonObject { ["location"] = "Turku" });
        await SyncAsync(sari, app, runs);

        Assert.Equal(200, await ActivitiesAsync(app));
        Assert.Equal("Turku", await app.QueryAsync(db => db.Activities.Where(a => a.Title == "Entry 199").Select(a => a.Place).SingleAsync()));
        var held = await sari.ReadAsync("/profile/held");
        Assert.Equal(199, Enumerable.Range(0, 199).Count(i => held.Contains($"Entry {i:D3}", StringComparison.Ordinal)));
        var overview = await administrator.ReadAsync("/overview");
        Assert.DoesNotContain("Entry 0", overview, StringComparison.Ordinal);
        Assert.Equal(199, Counts().Matches(overview).Sum(m => int.Parse(m.Groups["count"].Value, CultureInfo.InvariantCulture)));
        output.WriteLine($"{decision}: 199 titles on the owner's page, 199 counted on the administrator's, one edit travelled");

        await DecideAsync(app, administrator, decision);
        await runs.SucceededAsync();
        Assert.Equal((left, left), (await ActivitiesAsync(app), await EntriesAsync(outlook)));
        await SyncAsync(sari, app, runs);
        Assert.Equal((left, left), (await ActivitiesAsync(app), await EntriesAsync(outlook)));
        Assert.Equal(0, (await outlook.CountersAsync()).Mails);
    }

    [Fact]
    public async Task Deleting_one_weekly_series_of_26_is_one_change()
    {
        await using var app = new DemoStoryApp();
        using var outlook = await EmptiedAsync(app);
        var weekly = new JsonObject
        {
            ["recurrence"] = new JsonObject
            {
                ["kind"] = "Weekly", ["days"] = new JsonArray(Start.DayOfWeek.ToString()), ["startDate"] = $"{Start:yyyy-MM-dd}", ["count"] = 26,
            },
        };
        var runs = new SyncRuns(app, Sari);
        using var sari = await app.SignInAsync(Sari);
        await outlook.AddAsync("Weekly", Start, weekly);
        await sari.SwitchAsync(app, "on", Sari);
        await runs.SucceededAsync();
        var made = await ActivitiesAsync(app);
        Assert.InRange(made, 25, 26);

        await outlook.DeleteAsync(await outlook.EntryAsync("Weekly"));
        await SyncAsync(sari, app, runs);

        Assert.Equal(0, await ActivitiesAsync(app));
        output.WriteLine($"{made} occurrences deleted, none held");
    }

    [Fact]
    public async Task Deletions_stopped_everywhere_go_on_when_an_administrator_says_so()
    {
        await using var app = new DemoStoryApp();
        using var outlook = await EmptiedAsync(app);
        var one = await outlook.AddAsync("One", Start);
        await outlook.AddAsync("Two", Start.AddDays(1));
        var runs = new SyncRuns(app, Sari);
        using var sari = await app.SignInAsync(Sari);
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        await sari.SwitchAsync(app, "on", Sari);
        await runs.SucceededAsync();
        await app.QueryAsync(db => db.Organizations.ExecuteUpdateAsync(set => set.SetProperty(o => o.DeletionsStoppedAt, DateTime.UtcNow)));

        await outlook.DeleteAsync(one);
        await SyncAsync(sari, app, runs);
        Assert.Equal(2, await ActivitiesAsync(app));
        Assert.Contains("Deletions are stopped everywhere", await administrator.ReadAsync("/overview"), StringComparison.Ordinal);

        using (var goOn = await administrator.SendAsync("/overview", "GoOn"))
        {
            Assert.Equal(HttpStatusCode.Redirect, goOn.StatusCode);
        }

        await DecideAsync(app, administrator, "release");
        await runs.SucceededAsync();
        Assert.Equal(1, await ActivitiesAsync(app));
        Assert.Equal(2, await app.QueryAsync(db => db.Audit.CountAsync(a => a.Action == AuditAction.DeletionsAllowed || a.Action == AuditAction.HeldReleased)));
    }

    private static async Task<OutlookOf> EmptiedAsync(AppFactory app)
    {
        var outlook = new OutlookOf(app, Sari);
        foreach (var entry in await outlook.AllAsync())
        {
            await outlook.DeleteAsync(entry);
        }

        await app.QueryAsync(db => db.Activities.Where(a => db.Users.Single(u => u.Id == a.OwnerId).Email == Sari).ExecuteDeleteAsync());
        return outlook;
    }

    private static async Task SyncAsync(Visitor visitor, AppFactory app, SyncRuns runs)
    {
        await visitor.SwitchAsync(app, "run", Sari);
        await runs.SucceededAsync();
    }

    private static async Task DecideAsync(AppFactory app, Visitor administrator, string decision)
    {
        var mailbox = (await new SyncRuns(app, Sari).MailboxAsync()).Id;
        var list = List().Match(await administrator.ReadAsync("/overview")).Groups["list"].Value;
        using var answer = await administrator.SendAsync($"/overview?mailbox={mailbox}", decision, ("list", list));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(0, await app.QueryAsync(db => db.Links.CountAsync(l => l.State == LinkState.Held && l.Decision == LinkDecision.None)));
    }

    private static async Task<int> EntriesAsync(OutlookOf outlook) => (await outlook.AllAsync()).Count(e => e.Title.StartsWith("Entry ", StringComparison.Ordinal));

    private static Task<int> ActivitiesAsync(AppFactory app) =>
        app.QueryAsync(db => db.Activities.CountAsync(a => db.Users.Single(u => u.Id == a.OwnerId).Email == Sari));

    [GeneratedRegex("data-label=\"How many\">(?<count>[0-9]+)<", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Counts();

    [GeneratedRegex("name=\"list\" value=\"(?<list>[0-9A-F]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex List();
}
