using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox;

/// <summary>Whole runs: the engine, the Outlook side and the simulated Exchange, with Severa in memory.</summary>
public sealed class EngineTests
{
    private static readonly DateTimeOffset Monday = ExchangeHost.Monday;

    [Fact]
    public async Task Seeded_mailbox_comes_to_rest_and_then_costs_one_request_a_run()
    {
        var world = new TestWorld();
        await using var host = await ExchangeHost.StartAsync(isSeeded: true, time: world.Time);
        world.Severa.UserAdds(world.At("From Severa", days: 2));

        await RestAsync(host, world);

        Assert.True(world.Severa.Visible.Count() > 80);
        Assert.Contains(await host.EntriesAsync(), e => (string?)e["content"]!["subject"] == "From Severa");
        host.Traffic.Clear();
        Assert.Equal(RunOutcome.Unchanged, (await RunAsync(host, world)).Outcome);
        Assert.Equal(["SyncFolderItems"], host.Traffic.Operations);
        Assert.Equal(0, await host.MailsAsync());
    }

    [Fact]
    public async Task Occurrences_edited_and_deleted_in_severa_do_not_bounce()
    {
        var world = new TestWorld();
        await using var host = await ExchangeHost.StartAsync(time: world.Time);
        var series = await host.AddSeriesAsync("Series", count: 8);
        await RestAsync(host, world);
        var activities = world.Severa.Visible.OrderBy(a => a.Content.When.Start).ToArray();
        world.Severa.UserChanges(activities[1], c => c with { Title = "Second" });
        world.Severa.UserChanges(activities[2], c => c with { When = When.Timed(c.When.Start.AddHours(2), c.When.End.AddHours(2)) });
        world.Severa.UserChanges(activities[3], c => c with { Place = "Elsewhere" });
        world.Severa.UserDeletes(activities[4]);

        var report = await RunAsync(host, world);

        Assert.Equal((RunOutcome.Succeeded, 4), (report.Outcome, report.Counts.Writes));
        host.Traffic.Clear();
        Assert.Equal(RunOutcome.Unchanged, (await RunAsync(host, world)).Outcome);
        Assert.Single(host.Traffic.Operations);
        var master = await host.EntryAsync(series.Id);
        Assert.Equal((3, 1), (master["modifiedOccurrences"]!.AsArray().Count, master["deletedOccurrences"]!.AsArray().Count));
    }

    [Theory]
    [InlineData(7, 3)]
    [InlineData(-7, 0)]
    public async Task Occurrences_that_all_move_to_their_neighbours_day_in_severa_make_room_for_each_other(int days, int deleted)
    {
        var world = new TestWorld();
        await using var host = await ExchangeHost.StartAsync(time: world.Time);
        await host.AddSeriesAsync("Series", count: 4);
        await RestAsync(host, world);
        var activities = world.Severa.Visible.OrderBy(a => a.Content.When.Start).ToArray();
        world.Severa.UserDeletes(activities[deleted]);
        foreach (var activity in activities.Except([activities[deleted]]))
        {
            world.Severa.UserChanges(activity, c => c with { When = When.Timed(c.When.Start.AddDays(days), c.When.End.AddDays(days)) });
        }

        var moved = Starts();
        var counts = (await RunAsync(host, world)).Counts;
        await RestAsync(host, world);

        Assert.Equal((3, 1), (counts.UpdatedInOutlook, counts.DeletedInOutlook));
        Assert.Equal(moved, Starts());
        Assert.DoesNotContain(world.Ledger.History, e => e.Kind == SyncActionKind.SetBack);

        DateTimeOffset[] Starts() => [.. world.Severa.Visible.Select(a => a.Content.When.Start).Order()];
    }

    [Fact]
    public async Task Users_changes_in_outlook_arrive()
    {
        var world = new TestWorld();
        await using var host = await ExchangeHost.StartAsync(time: world.Time);
        var series = await host.AddSeriesAsync("Series", count: 4);
        var single = await host.AddAsync("Single", Monday.AddHours(5));
        var gone = await host.AddAsync("Gone", Monday.AddHours(7));
        await RestAsync(host, world);

        await host.EditAsync(series.Id, new JsonObject { ["start"] = Monday.AddDays(8), ["end"] = Monday.AddDays(8).AddHours(1) }, Monday.AddDays(7));
        await host.DeleteAsync(series.Id, Monday.AddDays(14));
        await host.EditAsync(single.Id, new JsonObject { ["subject"] = "Renamed" });
        await host.DeleteAsync(gone.Id);
        await RestAsync(host, world);

        Assert.Equal(
            [(Monday, "Series"), (Monday.AddHours(5), "Renamed"), (Monday.AddDays(8), "Series"), (Monday.AddDays(21), "Series")],
            world.Severa.Visible.Select(a => (a.Content.When.Start, a.Content.Title)).OrderBy(a => a.Start));
    }

    [Fact]
    public async Task What_was_just_made_and_is_deleted_before_the_next_look_takes_its_activity_along()
    {
        var world = new TestWorld();
        await using var host = await ExchangeHost.StartAsync(time: world.Time);
        await RestAsync(host, world);
        world.Severa.UserAdds(world.At("Second thoughts"));
        Assert.Equal(1, (await RunAsync(host, world)).Counts.CreatedInOutlook);
        await host.DeleteAsync((string)(await host.EntriesAsync()).Single()["id"]!);
        world.Time.Advance(TimeSpan.FromMinutes(5));

        var report = await RunAsync(host, world);

        Assert.Equal((1, false), (report.Counts.DeletedInSevera, report.WasFull));
        Assert.Empty(world.Severa.Visible);
    }

    [Theory]
    [InlineData("deleteditems")]
    [InlineData("recoverableitemsdeletions")]
    public async Task What_was_made_without_an_answer_and_is_deleted_before_it_is_searched_for_stays_deleted(string folder)
    {
        var world = new TestWorld();
        await using var host = await ExchangeHost.StartAsync(time: world.Time);
        world.Severa.UserAdds(world.At("Second thoughts"));
        await host.FailNextAsync("CreateItem", FaultKind.DropAnswerAfterCommit);
        Assert.Equal(RunOutcome.SucceededWithRest, (await RunAsync(host, world)).Outcome);
        Assert.NotNull(host.Get<UserEntries>().Move(host.Mailbox, host.Get<UserEntries>().Rows(host.Mailbox).Single().Id, folder));
        world.Time.Advance(TimeSpan.FromMinutes(5));

        await RestAsync(host, world);

        Assert.Empty(await host.EntriesAsync());
        Assert.Empty(world.Severa.Visible);
    }

    [Fact]
    public async Task Lost_answers_double_nothing()
    {
        var world = new TestWorld();
        await using var host = await ExchangeHost.StartAsync(time: world.Time);
        for (var i = 0; i < 3; i++)
        {
            world.Severa.UserAdds(world.At($"Activity {i}", days: i + 1));
        }

        await host.FailNextAsync("CreateItem", FaultKind.DropAnswerAfterCommit);
        Assert.Equal(RunOutcome.SucceededWithRest, (await RunAsync(host, world)).Outcome);
        await RestAsync(host, world);

        Assert.Equal(3, (await host.EntriesAsync()).Count);
        Assert.Equal(3, world.Severa.Visible.Count());
    }

    [Fact]
    public async Task Meeting_with_others_is_never_written()
    {
        var world = new TestWorld();
        await using var host = await ExchangeHost.StartAsync(time: world.Time);
        var meeting = ExchangeHost.Entry("Meeting", Monday.AddHours(2));
        meeting["attendees"] = new JsonArray(new JsonObject { ["name"] = "Guest", ["address"] = "guest@fabrikam.test" });
        await host.AddAsync(meeting);
        await RestAsync(host, world);

        world.Severa.UserChanges(world.Severa.Visible.Single(), c => c with { Title = "Mine now" });
        await RestAsync(host, world);

        Assert.Equal("Meeting", world.Severa.Visible.Single().Content.Title);
        Assert.DoesNotContain(host.Traffic.Operations, o => o is "UpdateItem" or "DeleteItem" or "CreateItem");
        Assert.Equal(0, await host.MailsAsync());
    }

    private static async Task<RunReport> RunAsync(ExchangeHost host, TestWorld world)
    {
        // Each run opens the calendar anew, as the jobs do.
        var outlook = host.Open(world.Ledger.Epoch.Length == 0 ? null : world.Ledger.Epoch);
        var policy = world.Policy with { OutlookTraits = outlook.Traits };
        var sync = new MailboxSync(world.Ledger, outlook, world.Severa, world.Time, NullLogger.Instance) { NewId = Guid.NewGuid };
        return (await sync.RunAsync(policy, world.Window, default))!;
    }

    private static async Task RestAsync(ExchangeHost host, TestWorld world)
    {
        for (var runs = 0; runs < 10; runs++)
        {
            var report = await RunAsync(host, world);
            if (report is { Counts.Writes: 0, RunAgainAt: null } && world.Ledger.OpenIntents.Count == 0)
            {
                return;
            }

            world.Time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Fail("The calendars do not come to rest: " + string.Join("; ", world.Ledger.Reports.TakeLast(2)));
    }
}
