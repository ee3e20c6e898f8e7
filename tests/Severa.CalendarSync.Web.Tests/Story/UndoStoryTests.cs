using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Tests.Processes;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>R25 in the whole product: undone on the page, and still undone after three more runs.</summary>
[Collection(StoryCollection.Name)]
public sealed class UndoStoryTests(ITestOutputHelper output)
{
    private const string Mikael = AppFactory.Mikael;
    private static readonly DateTimeOffset Start = new(DateTime.UtcNow.Date.AddDays(1).AddHours(9), TimeSpan.Zero);

    [Fact]
    public async Task A_create_an_update_a_delete_and_a_run_of_50_stay_undone()
    {
        await using var app = new DemoStoryApp();
        using var outlook = new OutlookOf(app, Mikael);
        using var mikael = await app.SignInAsync(Mikael);
        var runs = new SyncRuns(app, Mikael);
        var created = await outlook.AddAsync("To be created", Start);
        var updated = await outlook.AddAsync("To be updated", Start.AddDays(1));
        var deleted = await outlook.AddAsync("To be deleted", Start.AddDays(2));
        var many = new List<OutlookEntry>();
        for (var i = 0; i < 50; i++)
        {
            many.Add(await outlook.AddAsync($"Many {i:D2}", Start.AddDays(3 + i)));
        }

        await mikael.SwitchAsync(app, "on", Mikael);
        await runs.SucceededAsync();
        await outlook.EditAsync(updated, new JsonObject { ["subject"] = "Updated" });
        await outlook.DeleteAsync(deleted);
        await RunAsync(app, mikael, runs);
        foreach (var one in many)
        {
            await outlook.EditAsync(one, new JsonObject { ["location"] = "Oulu" });
        }

        await RunAsync(app, mikael, runs);

        await UndoAsync(app, mikael, "To be created", SyncActionKind.Create);
        await UndoAsync(app, mikael, "Updated", SyncActionKind.Update);
        await UndoAsync(app, mikael, "To be deleted", SyncActionKind.Delete);
        var run = await app.QueryAsync(db => db.History.Where(h => h.Title != "" && h.Kind == SyncActionKind.Update && (h.Fields & ItemFields.Place) == ItemFields.Place).Select(h => h.RunId).FirstAsync());
        using (var asked = await mikael.SendAsync($"/profile/runs?run={run}", "Ask"))
        {
            Assert.Contains("Undo 50 changes", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using (var answer = await mikael.SendAsync($"/profile/runs?run={run}", "Undo"))
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        await runs.SucceededAsync();
        for (var i = 0; i < 3; i++)
        {
            await app.QueryAsync(db => db.Mailboxes.ExecuteUpdateAsync(set => set.SetProperty(m => m.FullComparisonDueAt, (DateTime?)null)));
            await RunAsync(app, mikael, runs);
        }

        var activities = await ActivitiesAsync(app);
        Assert.DoesNotContain(activities, a => a.Title == "To be created");
        Assert.Contains(await outlook.AllAsync(), e => e.Title == created.Title);
        Assert.Contains(activities, a => a.Title == "To be updated");
        Assert.Contains(await outlook.AllAsync(), e => e.Title == "Updated");
        Assert.Contains(activities, a => a.Title == "To be deleted");
        Assert.DoesNotContain(await outlook.AllAsync(), e => e.Title == "To be deleted");
        Assert.All(activities.Where(a => a.Title.StartsWith("Many", StringComparison.Ordinal)), a => Assert.Equal("", a.Place));
        Assert.Equal(50, (await outlook.AllAsync()).Count(e => e.Place == "Oulu"));
        Assert.Equal(0, (await outlook.CountersAsync()).Mails);
        var results = await app.QueryAsync(db => db.Undos.GroupBy(u => u.Result).Select(g => $"{g.Key} {g.Count()}").ToListAsync());
        output.WriteLine($"undone and still so after three full runs: {string.Join(", ", results)}");
    }

    [Fact]
    public async Task Nobody_undoes_in_another_mailbox()
    {
        await using var app = new DemoStoryApp();
        using var mikael = await app.SignInAsync(Mikael);
        await mikael.SwitchAsync(app, "on", Mikael);
        await new SyncRuns(app, Mikael).SucceededAsync();
        var id = await app.QueryAsync(db => db.History.Where(h => h.Kind == SyncActionKind.Create).Select(h => h.Id).FirstAsync());
        var run = await app.QueryAsync(db => db.Runs.Select(r => r.RunId).FirstAsync());

        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var history = await administrator.PostAsync($"/profile/history?id={id}&handler=Undo", "/profile");
        using var runs = await administrator.PostAsync($"/profile/runs?run={run}&handler=Undo", "/profile");

        Assert.Equal(0, await app.QueryAsync(db => db.Undos.CountAsync()));
    }

    [Fact]
    public async Task A_plan_that_was_agreed_to_is_refused_when_the_calendar_moves_and_done_when_it_does_not()
    {
        await using var app = new DemoStoryApp();
        using var outlook = new OutlookOf(app, Mikael);
        using var mikael = await app.SignInAsync(Mikael);
        var runs = new SyncRuns(app, Mikael);
        await AgreeAsync(mikael, beforeAgreeing: () => outlook.AddAsync("Came in between", Start));
        await Wait.UntilAsync(async () => (await runs.MailboxAsync()).PlanMovedAt is not null, "the plan to be refused", TimeSpan.FromMinutes(1));

        Assert.Equal(0, await app.QueryAsync(db => db.Links.CountAsync()));
        Assert.Contains("The calendars have changed since your preview", await mikael.ReadAsync("/profile"), StringComparison.Ordinal);
        Assert.Equal(RunOutcome.PlanMoved, await app.QueryAsync(db => db.Runs.Select(r => r.Outcome).SingleAsync()));

        await AgreeAsync(mikael, beforeAgreeing: () => Task.CompletedTask);
        await runs.SucceededAsync();
        Assert.Contains(await ActivitiesAsync(app), a => a.Title == "Came in between");
        Assert.Null((await runs.MailboxAsync()).ExpectedPlan);
    }

    [Fact]
    public async Task Switching_off_can_take_the_copies_along()
    {
        await using var app = new DemoStoryApp();
        using var outlook = new OutlookOf(app, Mikael);
        using var mikael = await app.SignInAsync(Mikael);
        var runs = new SyncRuns(app, Mikael);
        var before = (Entries: (await outlook.AllAsync()).Select(e => e.Id).Order(StringComparer.Ordinal).ToList(), Activities: (await ActivitiesAsync(app)).ConvertAll(a => a.Id));
        await mikael.SwitchAsync(app, "on", Mikael);
        await runs.SucceededAsync();
        Assert.True((await ActivitiesAsync(app)).Count > before.Activities.Count);

        await mikael.SwitchAsync(app, "offremove", Mikael);
        await runs.SucceededAsync();

        var meetings = await app.QueryAsync(db => db.Links.Where(l => l.IsMeeting && l.ActivityId != null).Select(l => l.ActivityId!).ToListAsync());
        var left = (await ActivitiesAsync(app)).Where(a => !meetings.Contains($"{a.Id:N}", StringComparer.Ordinal)).Select(a => a.Id).Order();
        Assert.Equal(before.Activities.Order(), left);
        Assert.Equal(before.Entries, (await outlook.AllAsync()).Select(e => e.Id).Order(StringComparer.Ordinal));
        Assert.False((await runs.MailboxAsync()).HasRequests);
    }

    private static async Task AgreeAsync(Visitor visitor, Func<Task> beforeAgreeing)
    {
        using var preview = await visitor.SendAsync("/profile/preview", null);
        var page = await preview.Content.ReadAsStringAsync();
        const string mark = "name=\"plan\" value=\"";
        var from = page.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        Assert.True(from > mark.Length, "The preview offers nothing to agree to.");
        var plan = WebUtility.HtmlDecode(page[from..page.IndexOf('"', from)]);
        await beforeAgreeing();
        using var answer = await visitor.SendAsync("/profile/preview", "Agree", ("plan", plan));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task UndoAsync(AppFactory app, Visitor visitor, string title, SyncActionKind kind)
    {
        // Titles are encrypted: they are compared here, not in the database.
        var rows = await app.QueryAsync(db => db.History.AsNoTracking().Where(h => h.Kind == kind).ToListAsync());
        var id = rows.FindLast(h => h.Title == title)!.Id;
        using var answer = await visitor.SendAsync($"/profile/history?id={id}", "Undo");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await new SyncRuns(app, Mikael).SucceededAsync();
    }

    private static async Task RunAsync(AppFactory app, Visitor visitor, SyncRuns runs)
    {
        await visitor.SwitchAsync(app, "run", Mikael);
        await runs.SucceededAsync();
    }

    private static Task<List<SeveraActivity>> ActivitiesAsync(AppFactory app) =>
        app.QueryAsync(db => db.Activities.AsNoTracking().Where(a => db.Users.Single(u => u.Id == a.OwnerId).Email == Mikael).ToListAsync());
}
