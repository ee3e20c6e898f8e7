using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Ledger;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

public sealed class MailboxQueueTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    private MailboxQueue Queue => _database.Get<MailboxQueue>();

    public async Task InitializeAsync() => _database = await TestDatabase.CopyAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseFact]
    public async Task Racing_dispatchers_pick_nothing_twice()
    {
        for (var i = 0; i < 12; i++)
        {
            await _database.MailboxAsync("user" + i);
        }

        var picks = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Queue.PickAsync(5, default))));
        var picked = picks.SelectMany(p => p).ToList();
        Assert.Equal(12, picked.Count);
        Assert.Equal(12, picked.Distinct().Count());
        Assert.Empty(await Queue.PickAsync(5, default));
    }

    [DatabaseFact]
    public async Task A_pick_nobody_worked_on_is_picked_again_later()
    {
        var mailbox = await _database.MailboxAsync();
        Assert.Equal([mailbox.Id], await Queue.PickAsync(5, default));
        _database.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal([mailbox.Id], await Queue.PickAsync(5, default));
    }

    [DatabaseFact]
    public async Task The_longest_due_comes_first()
    {
        await _database.MailboxAsync("late", m => m.NextDueAt = _database.Now.AddMinutes(-1));
        var first = await _database.MailboxAsync("first", m => m.NextDueAt = _database.Now.AddMinutes(-9));
        Assert.Equal([first.Id], await Queue.PickAsync(1, default));
    }

    private static readonly Dictionary<string, Action<Mailbox>> Reasons = new(StringComparer.Ordinal)
    {
        ["switched off"] = m => m.IsEnabled = false,
        ["not proved"] = m => m.ProvedAt = null,
        ["paused"] = m => m.PausedAt = TestDatabase.Start.UtcDateTime,
        ["not due"] = m => m.NextDueAt = TestDatabase.Start.UtcDateTime.AddSeconds(1),
        ["running"] = m => m.LeaseUntil = TestDatabase.Start.UtcDateTime.AddSeconds(1),
        ["queued"] = m => m.QueuedUntil = TestDatabase.Start.UtcDateTime.AddSeconds(1),
    };

    public static TheoryData<string> ReasonNames => [.. Reasons.Keys];

    [DatabaseTheory]
    [MemberData(nameof(ReasonNames))]
    public async Task A_mailbox_is_left_alone_when(string reason)
    {
        await _database.MailboxAsync(change: Reasons[reason]);
        Assert.True((await Queue.PickAsync(5, default)).Count == 0, reason);
    }

    [DatabaseFact]
    public async Task Nothing_runs_against_the_organisation_the_person_or_the_connection()
    {
        var connection = await _database.ConnectionAsync();
        var mailbox = await _database.MailboxAsync(change: m => m.ConnectionId = connection.Id);
        await using var db = _database.Open();
        async Task StoppedByAsync(Func<Task> stop, Func<Task> go)
        {
            await stop();
            Assert.Empty(await Queue.PickAsync(5, default));
            Assert.False(await Queue.IsRunWantedAsync(mailbox.Id, default));
            await go();
            Assert.True(await Queue.IsRunWantedAsync(mailbox.Id, default));
        }

        Task SetAsync(bool on) => db.Organizations.ExecuteUpdateAsync(s => s.SetProperty(o => o.IsAddOnOn, on));
        Task ModeAsync(SyncMode mode) => db.Organizations.ExecuteUpdateAsync(s => s.SetProperty(o => o.Mode, mode));
        Task ActiveAsync(bool on) => db.Users.ExecuteUpdateAsync(s => s.SetProperty(a => a.IsActive, on));
        var pause = _database.Get<ConnectionPause>();
        await StoppedByAsync(() => SetAsync(false), () => SetAsync(true));
        await StoppedByAsync(() => ModeAsync(SyncMode.PreviewOnly), () => ModeAsync(SyncMode.Normal));
        await StoppedByAsync(() => ActiveAsync(false), () => ActiveAsync(true));
        await StoppedByAsync(
            () => pause.PauseAsync(connection.Id, new SideException(1, ErrorScope.Connection, isPermanent: true, "Http401"), default),
            () => pause.EndAsync(connection.Id, default));
        Assert.Equal([mailbox.Id], await Queue.PickAsync(5, default));
    }

    [DatabaseFact]
    public async Task A_paused_connection_stops_its_own_mailboxes_only()
    {
        var (one, other) = (await _database.ConnectionAsync(), await _database.ConnectionAsync());
        await _database.MailboxAsync("maija", m => m.ConnectionId = one.Id);
        var matti = await _database.MailboxAsync("matti", m => m.ConnectionId = other.Id);

        await _database.Get<ConnectionPause>().PauseAsync(one.Id, Busy(TimeSpan.FromMinutes(7)), default);

        Assert.Equal([matti.Id], await Queue.PickAsync(5, default));
    }

    [DatabaseFact]
    public async Task A_pause_lasts_as_long_as_the_server_asked_and_is_never_shortened()
    {
        var connection = await _database.ConnectionAsync();
        var pause = _database.Get<ConnectionPause>();
        await pause.PauseAsync(connection.Id, Busy(TimeSpan.FromMinutes(7)), default);
        await pause.PauseAsync(connection.Id, Busy(TimeSpan.FromMinutes(2)), default);
        await using var after = _database.Open();
        var read = await after.ExchangeConnections.SingleAsync();
        Assert.Equal((_database.Now.AddMinutes(7), 22, "Busy"), (read.PausedUntil, read.ErrorNumber, read.ErrorCode));
    }

    [DatabaseFact]
    public async Task A_request_is_due_at_once_and_outlives_a_failing_mailboxs_pause()
    {
        var mailbox = await _database.MailboxAsync(change: m => (m.NextDueAt, m.FullComparisonDueAt) = (_database.Now.AddHours(4), _database.Now.AddHours(9)));
        var off = await _database.MailboxAsync("off", m => m.IsEnabled = false);
        Assert.Empty(await Queue.PickAsync(5, default));
        Assert.Equal([mailbox.Id], await Queue.RequestAsync([mailbox.Id, off.Id], default));
        Assert.Equal([mailbox.Id], await Queue.PickAsync(5, default));
        Assert.Equal(0, (await _database.ReloadAsync(off)).RequestedVersion);
        Assert.Equal(_database.Now.AddHours(9), (await _database.ReloadAsync(mailbox)).FullComparisonDueAt);
        await Queue.RequestAllAsync(default, full: true);
        Assert.True((await _database.Ledger(mailbox.Id).OpenAsync(default))!.IsFullDue);
    }

    [DatabaseFact]
    public async Task A_trigger_during_a_run_is_picked_after_it()
    {
        var mailbox = await _database.MailboxAsync();
        await Queue.PickAsync(5, default);
        var ledger = _database.Ledger(mailbox.Id);
        await ledger.OpenAsync(default);
        await Queue.RequestAllAsync(default);
        Assert.Empty(await Queue.PickAsync(5, default));
        await ledger.CompleteAsync(_database.Report(), default);
        Assert.Equal([mailbox.Id], await Queue.PickAsync(5, default));
        var next = _database.Ledger(mailbox.Id);
        await next.OpenAsync(default);
        await next.CompleteAsync(_database.Report(), default);
        Assert.Empty(await Queue.PickAsync(5, default));
    }

    [DatabaseFact]
    public async Task A_job_whose_request_another_run_has_served_finds_nothing_to_do()
    {
        var mailbox = await _database.MailboxAsync(change: m => m.NextDueAt = _database.Now.AddHours(4));
        await Queue.RequestAsync([mailbox.Id], default);
        Assert.True(await Queue.IsRunWantedAsync(mailbox.Id, default));

        await RunAsync(mailbox, _database.Report());
        Assert.False(await Queue.IsRunWantedAsync(mailbox.Id, default));
        Assert.Null(await _database.Get<LedgerFactory>().ForWantedRun(mailbox.Id).OpenAsync(default));

        await Queue.RequestAsync([mailbox.Id], default);
        Assert.True(await Queue.IsRunWantedAsync(mailbox.Id, default));
        Assert.NotNull(await _database.Get<LedgerFactory>().ForWantedRun(mailbox.Id).OpenAsync(default));
    }

    private static readonly Dictionary<string, Action<Mailbox>> Obstacles = Reasons.Where(r => r.Key is "switched off" or "not proved" or "paused").ToDictionary();

    public static TheoryData<string> ObstacleNames => [.. Obstacles.Keys];

    [DatabaseTheory]
    [MemberData(nameof(ObstacleNames))]
    public async Task A_run_on_its_way_to_its_mailbox_finds_it_shut_when_it_is(string reason)
    {
        var mailbox = await _database.MailboxAsync();
        Assert.True(await Queue.IsRunWantedAsync(mailbox.Id, default));

        // While it looked for the server.
        await _database.ChangeAsync(mailbox, Obstacles[reason]);

        Assert.Null(await _database.Get<LedgerFactory>().ForWantedRun(mailbox.Id).OpenAsync(default));
    }

    [DatabaseFact]
    public async Task A_preview_of_a_mailbox_that_is_not_proved_any_more_opens_nothing()
    {
        var mailbox = await _database.MailboxAsync(change: m => m.ProvedAt = null);
        Assert.Null(await _database.Get<LedgerFactory>().For(mailbox.Id).OpenAsync(default));
    }

    [DatabaseFact]
    public async Task A_mailbox_that_failed_is_tried_by_every_job_although_its_pause_has_not_ended()
    {
        var mailbox = await _database.MailboxAsync();
        await RunAsync(mailbox, _database.Report() with { Outcome = RunOutcome.Failed, ErrorNumber = 22, ErrorCode = "Busy", ErrorScope = ErrorScope.Mailbox });
        Assert.Empty(await Queue.PickAsync(5, default));
        Assert.True(await Queue.IsRunWantedAsync(mailbox.Id, default));
    }

    private async Task RunAsync(Mailbox mailbox, RunReport report)
    {
        var ledger = _database.Ledger(mailbox.Id);
        await ledger.OpenAsync(default);
        await ledger.CompleteAsync(report, default);
    }

    private static SideException Busy(TimeSpan retryAfter) => new(22, ErrorScope.Connection, isPermanent: false, "Busy") { RetryAfter = retryAfter };
}
