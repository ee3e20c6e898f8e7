using Microsoft.Extensions.Logging.Abstractions;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Policy;
using Severa.CalendarSync.Data.Tests.Support;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>The rules on the real ledger and the real activities; only Outlook is simulated.</summary>
public sealed class WholeRunTests : IAsyncLifetime
{
    private readonly CrashPoints _crashes = new();
    private TestDatabase _database = null!;
    private Mailbox _mailbox = null!;
    private ActivityType _meeting = null!;
    private InMemorySide _outlook = null!;
    private SyncPolicy _policy = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CopyAsync();
        _mailbox = await _database.MailboxAsync();
        _meeting = await _database.TypeAsync("Meeting", isDefault: true);
        await _database.TypeAsync("Personal", ActivityCategory.Personal);
        _outlook = new InMemorySide(Side.Outlook, _crashes, _database.Time, () => _policy) { Epoch = _mailbox.FolderId! };
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Both_calendars_become_equal_and_the_next_run_has_nothing_to_do()
    {
        _outlook.UserAdds(At("from Outlook", 1));
        _outlook.UserAdds(At("secret", 2) with { Privacy = Privacy.Private, Notes = "n" });
        _outlook.UserAdds(At("all day", 3) with { When = When.AllDay(new DateOnly(2026, 12, 6), new DateOnly(2026, 12, 7)) });
        await MakeActivityAsync("from Severa");

        var report = await RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 3, 1), (report!.Outcome, report.Counts.CreatedInSevera, report.Counts.CreatedInOutlook));
        Assert.Equal(4, await EqualItemsAsync());
        await RunAsync();
        Assert.Equal(RunOutcome.Unchanged, (await RunAsync())!.Outcome);
    }

    [Fact]
    public async Task Changes_and_deletions_travel_both_ways()
    {
        var entry = _outlook.UserAdds(At("first", 1));
        var doomed = _outlook.UserAdds(At("doomed", 2));
        var made = await MakeActivityAsync("from Severa");
        await RunAsync();

        _outlook.UserChanges(entry, c => c with { Title = "renamed" });
        _outlook.UserDeletes(doomed);
        var editor = _database.Get<ActivityEditor>();
        var shown = (await editor.GetAsync(_mailbox.AccountId, made, default))!;
        await editor.EditAsync(_mailbox.AccountId, made, shown.Version, shown.Content with { Place = "Room 7" }, default);
        await RunAsync();

        Assert.Equal(2, await EqualItemsAsync());
        Assert.Contains(_outlook.Visible, i => i.Content.Place == "Room 7");
    }

    [Fact]
    public async Task A_preview_shows_the_plan_and_changes_nothing()
    {
        _outlook.UserAdds(At("from Outlook", 1));
        var (sync, policy, window) = await SyncAsync();
        var plan = await sync.PreviewAsync(policy, window, default);
        Assert.Equal(SyncActionKind.Create, Assert.Single(plan!.Actions).Kind);
        Assert.Empty((await LedgerTests.OpenAndCloseAsync(_database, _mailbox.Id)).Links);
        Assert.Empty(await ActivitiesAsync());
    }

    [Fact]
    public async Task Killed_anywhere_the_next_runs_finish_the_work()
    {
        _outlook.UserAdds(At("from Outlook", 1));
        _outlook.UserAdds(At("another", 2));
        await MakeActivityAsync("from Severa");
        for (var step = 1; ; step++)
        {
            _crashes.KillAt(step);
            var changed = _outlook.Visible.First(i => i.Content.Title != "from Severa");
            _outlook.UserChanges(changed, c => c with { Place = "place " + step });
            if (!await IsKilledAsync())
            {
                break;
            }

            _crashes.Restart();
            await SettleAsync();
            Assert.True(await EqualItemsAsync() == 3, $"Killed at {_crashes.KilledAt}");
        }

        _crashes.Restart();
        await SettleAsync();
        Assert.Equal(3, await EqualItemsAsync());
    }

    private async Task<bool> IsKilledAsync()
    {
        try
        {
            await RunAsync();
            return false;
        }
        catch (CrashException)
        {
            return true;
        }
    }

    private async Task SettleAsync()
    {
        for (var run = 0; run < 4; run++)
        {
            _database.Time.Advance(TimeSpan.FromMinutes(10));
            Assert.NotNull(await RunAsync());
        }
    }

    private async Task<RunReport?> RunAsync()
    {
        var (sync, policy, window) = await SyncAsync();
        return await sync.RunAsync(policy, window, default);
    }

    private async Task<(MailboxSync Sync, SyncPolicy Policy, SyncWindow Window)> SyncAsync()
    {
        var settings = await _database.Get<SyncPolicyReader>().ReadAsync(_mailbox.Id, default);
        var severa = new BuiltInActivities(_database.Contexts, _database.Time, settings.Activities);
        _policy = settings.Policy(_outlook.Traits, severa.Traits);
        var ledger = new KillableLedger(_database.Ledger(_mailbox.Id), _crashes);
        return (new MailboxSync(ledger, _outlook, severa, _database.Time, NullLogger.Instance) { NewId = Guid.NewGuid }, _policy, settings.Window);
    }

    /// <summary>How many items both calendars have, if they have the same.</summary>
    private async Task<int> EqualItemsAsync()
    {
        var left = _outlook.Visible.Select(i => Told(i.Content)).Order(StringComparer.Ordinal);
        var right = (await ActivitiesAsync()).Select(v => Told(v.Content, v.IsPrivate)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(left, right);
        return right.Count;
    }

    private Task<IReadOnlyList<ActivityView>> ActivitiesAsync() =>
        _database.Get<ActivityEditor>().ListAsync(_mailbox.AccountId, TestDatabase.Start.AddDays(-30), TestDatabase.Start.AddDays(60), default);

    private async Task<Guid> MakeActivityAsync(string title)
    {
        var input = new ActivityInput { Title = title, When = At(title, 5).When, TypeId = _meeting.Id };
        return (await _database.Get<ActivityEditor>().CreateAsync(_mailbox.AccountId, input, default)).ActivityId;
    }

    private static string Told(ItemContent c) => $"{c.Title}|{c.When}|{c.Place}|{c.Notes}|{c.Privacy}";

    private static string Told(ActivityInput c, bool isPrivate) =>
        $"{c.Title}|{c.When}|{c.Place}|{c.Notes}|{(isPrivate ? Privacy.Private : Privacy.Normal)}";

    private static ItemContent At(string title, int days) => new()
    {
        Title = title,
        When = When.Timed(TestDatabase.Start.AddDays(days), TestDatabase.Start.AddDays(days).AddHours(1)),
    };
}
