using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Pruning;
using Severa.CalendarSync.Data.Tests.Support;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>The rules on the real ledger and the real activities; only Outlook is simulated.</summary>
public sealed class WholeRunTests : IAsyncLifetime
{
    private WholeRun _whole = null!;

    public async Task InitializeAsync()
    {
        _whole = await WholeRun.CreateAsync();
        await _whole.Database.TypeAsync("Personal", ActivityCategory.Personal);
    }

    public async Task DisposeAsync() => await _whole.DisposeAsync();

    [DatabaseFact]
    public async Task Both_calendars_become_equal_and_the_next_run_has_nothing_to_do()
    {
        _whole.Outlook.UserAdds(WholeRun.At("from Outlook", 1));
        _whole.Outlook.UserAdds(WholeRun.At("secret", 2) with { Privacy = Privacy.Private, Notes = "n" });
        _whole.Outlook.UserAdds(WholeRun.At("all day", 3) with { When = When.AllDay(new DateOnly(2026, 12, 6), new DateOnly(2026, 12, 7)) });
        await _whole.MakeActivityAsync("from Severa");

        var report = await _whole.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 3, 1), (report!.Outcome, report.Counts.CreatedInSevera, report.Counts.CreatedInOutlook));
        Assert.Equal(4, await EqualItemsAsync());
        _whole.Database.Time.Advance(TimeSpan.FromMinutes(5));
        await _whole.RunAsync();
        Assert.Equal(RunOutcome.Unchanged, (await _whole.RunAsync())!.Outcome);
    }

    [DatabaseFact]
    public async Task Changes_and_deletions_travel_both_ways()
    {
        var entry = _whole.Outlook.UserAdds(WholeRun.At("first", 1));
        var doomed = _whole.Outlook.UserAdds(WholeRun.At("doomed", 2));
        await _whole.MakeActivityAsync("from Severa");
        await _whole.RunAsync();

        _whole.Outlook.UserChanges(entry, c => c with { Title = "renamed" });
        _whole.Outlook.UserDeletes(doomed);
        await _whole.EditActivityAsync("from Severa", c => c with { Place = "Room 7" });
        await _whole.RunAsync();

        Assert.Equal(2, await EqualItemsAsync());
        Assert.Contains(_whole.Outlook.Visible, i => i.Content.Place == "Room 7");
    }

    [DatabaseFact]
    public async Task A_mailbox_is_called_quiet_once_a_run_found_nothing_and_until_something_happens()
    {
        var entry = _whole.Outlook.UserAdds(WholeRun.At("from Outlook", 1));
        await _whole.MakeActivityAsync("from Severa");
        await _whole.RunAsync();
        Assert.False(await _whole.IsQuietAsync());
        await EndsQuietAsync(() =>
        {
            _whole.Outlook.UserChanges(entry, c => c with { Title = "renamed" });
            return Task.CompletedTask;
        });
        await EndsQuietAsync(() => _whole.EditActivityAsync("from Severa", c => c with { Place = "Room 7" }));
        await EndsQuietAsync(() => _whole.Database.TypeAsync("Travel"));
        Assert.Equal(2, await EqualItemsAsync());

        async Task EndsQuietAsync(Func<Task> happens)
        {
            await _whole.SettleAsync();
            Assert.True(await _whole.IsQuietAsync());
            await happens();
            Assert.False(await _whole.IsQuietAsync());
        }
    }

    [DatabaseFact]
    public async Task What_was_just_made_and_is_deleted_before_the_next_run_is_found_by_that_run()
    {
        await _whole.SettleAsync();
        await _whole.MakeActivityAsync("from Severa");
        Assert.Equal(1, (await _whole.RunAsync())!.Counts.CreatedInOutlook);
        _whole.Outlook.UserDeletes(_whole.Outlook.Visible.Single());
        _whole.Database.Time.Advance(TimeSpan.FromMinutes(5));

        var report = await _whole.RunAsync();

        Assert.Equal((1, false), (report!.Counts.DeletedInSevera, report.WasFull));
        Assert.Empty(await _whole.ActivitiesAsync());
    }

    [DatabaseFact]
    public async Task A_dismissed_meeting_that_is_rescheduled_stays_dismissed_until_a_month_after_its_new_end()
    {
        var meeting = _whole.Outlook.UserAdds(WholeRun.At("meeting", 1), new EntryFacts(HasAttendees: true));
        await _whole.SettleAsync();
        await _whole.DeleteActivityAsync("meeting");
        await _whole.SettleAsync();
        _whole.Outlook.UserChanges(meeting, c => c with { When = WholeRun.At("", 40).When });
        await _whole.SettleAsync();

        _whole.Database.Time.Advance(TimeSpan.FromDays(50));
        await _whole.Database.Get<DailyPruning>().RunAsync(default);
        await _whole.SettleAsync();

        Assert.Empty(await _whole.ActivitiesAsync());
        Assert.Single((await LedgerTests.OpenAndCloseAsync(_whole.Database, _whole.Mailbox.Id)).Dismissals);
    }

    [DatabaseFact]
    public async Task A_preview_shows_the_plan_and_changes_nothing()
    {
        _whole.Outlook.UserAdds(WholeRun.At("from Outlook", 1));
        var (sync, policy, window) = await _whole.SyncAsync();
        var plan = await sync.PreviewAsync(policy, window, default);
        Assert.Equal(SyncActionKind.Create, Assert.Single(plan!.Actions).Kind);
        Assert.Empty((await LedgerTests.OpenAndCloseAsync(_whole.Database, _whole.Mailbox.Id)).Links);
        Assert.Empty(await _whole.ActivitiesAsync());
    }

    [DatabaseFact]
    public async Task Killed_anywhere_the_next_runs_finish_the_work()
    {
        _whole.Outlook.UserAdds(WholeRun.At("from Outlook", 1));
        _whole.Outlook.UserAdds(WholeRun.At("another", 2));
        await _whole.MakeActivityAsync("from Severa");
        for (var step = 1; ; step++)
        {
            _whole.Crashes.KillAt(step);
            var changed = _whole.Outlook.Visible.First(i => i.Content.Title != "from Severa");
            _whole.Outlook.UserChanges(changed, c => c with { Place = "place " + step });
            if (!await IsKilledAsync())
            {
                break;
            }

            _whole.Crashes.Restart();
            await _whole.SettleAsync();
            Assert.True(await EqualItemsAsync() == 3, $"Killed at {_whole.Crashes.KilledAt}");
        }

        _whole.Crashes.Restart();
        await _whole.SettleAsync();
        Assert.Equal(3, await EqualItemsAsync());
    }

    [DatabaseFact]
    public async Task Switched_off_with_removal_wherever_a_run_was_nothing_it_made_stays()
    {
        const int MostSteps = 40;
        var switches = _whole.Database.Get<MailboxSwitch>();
        _whole.Outlook.UserAdds(WholeRun.At("from Outlook", 1));
        await _whole.MakeActivityAsync("from Severa", 2);
        for (var step = 1; step < MostSteps; step++)
        {
            // Each time both copies are made again.
            _whole.Crashes.KillAt(step);
            if (!await IsKilledAsync())
            {
                break;
            }

            _whole.Crashes.Restart();
            await switches.DisableAsync(_whole.Mailbox.AccountId, null, default, removeCopies: true);
            await _whole.SettleAsync();

            Assert.True(_whole.Outlook.Visible.All(i => i.Content.Title == "from Outlook"), $"Killed at {_whole.Crashes.KilledAt}");
            Assert.True((await _whole.ActivitiesAsync()).All(a => a.Content.Title == "from Severa"), $"Killed at {_whole.Crashes.KilledAt}");
            await switches.EnableAsync(_whole.Mailbox.AccountId, default);
        }
    }

    private async Task<bool> IsKilledAsync()
    {
        try
        {
            await _whole.RunAsync();
            return false;
        }
        catch (CrashException)
        {
            return true;
        }
    }

    /// <summary>How many items both calendars have, if they have the same.</summary>
    private async Task<int> EqualItemsAsync()
    {
        var left = _whole.Outlook.Visible.Select(i => Told(i.Content)).Order(StringComparer.Ordinal);
        var right = (await _whole.ActivitiesAsync()).Select(v => Told(v.Content, v.IsPrivate)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(left, right);
        return right.Count;
    }

    private static string Told(ItemContent c) => $"{c.Title}|{c.When}|{c.Place}|{c.Notes}|{c.Privacy}";

    private static string Told(ActivityInput c, bool isPrivate) =>
        $"{c.Title}|{c.When}|{c.Place}|{c.Notes}|{(isPrivate ? Privacy.Private : Privacy.Normal)}";
}
