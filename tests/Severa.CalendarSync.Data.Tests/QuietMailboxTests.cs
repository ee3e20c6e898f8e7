using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Erasure;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>Turns without a run: of which mailboxes, what is noted of them, and what becomes of it when somebody else is faster.</summary>
public sealed class QuietMailboxTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private QuietStage _stage = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CopyAsync();
        _stage = new QuietStage(_database);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseFact]
    public async Task A_turn_without_a_run_is_noted_like_a_run_that_found_nothing()
    {
        var (one, other) = (await _stage.MailboxAsync(), await _stage.MailboxAsync("matti"));
        var found = await _stage.FindAsync();
        Assert.Equal(new[] { one.Id, other.Id }.Order(), found.Select(m => m.Id).Order());
        Assert.All(found, m => Assert.Equal(("o1", "rules"), (m.OutlookCursor, m.PolicyHash)));

        Assert.Equal(2, (await _stage.Quiet.EndAsync(found, default)).Count);

        foreach (var before in new[] { one, other })
        {
            var after = await _database.ReloadAsync(before);
            Assert.Equal((_database.Now, _database.Now), (after.LastCheckedAt, after.LastSuccessAt));
            Assert.Equal(_database.Now.AddMinutes(5) - MailboxQueue.LooksEvery, after.NextDueAt);
            (after.LastCheckedAt, after.LastSuccessAt, after.NextDueAt) = (before.LastCheckedAt, before.LastSuccessAt, before.NextDueAt);
            Assert.Equivalent(before, after, strict: true);
            Assert.Equal(2, await _stage.QuietRunsAsync(before));
        }
    }

    [DatabaseFact]
    public async Task Turn_after_turn_and_day_after_day_are_counted()
    {
        var mailbox = await _stage.MailboxAsync();
        for (var turn = 2; turn < 5; turn++)
        {
            await _stage.Quiet.EndAsync(await _stage.FindAsync(), default);
            Assert.Equal(turn, await _stage.QuietRunsAsync(mailbox));
        }

        _database.Time.Advance(TimeSpan.FromHours(23));
        await _database.ChangeAsync(mailbox, m => m.QuietUntil = m.FullComparisonDueAt = _database.Now.AddHours(9));
        await _stage.Quiet.EndAsync(await _stage.FindAsync(), default);
        await using var db = _database.Open();
        Assert.Equal([4, 1], await db.QuietDays.OrderBy(d => d.Day).Select(d => d.Runs).ToListAsync());
    }

    private static readonly Dictionary<string, Action<Mailbox>> Changes = new(StringComparer.Ordinal)
    {
        ["nobody picked it"] = m => m.QueueClaim = null,
        ["its last run had something to do"] = m => m.QuietUntil = null,
        ["something waits that is due before its next turn"] = m => m.QuietUntil = TestDatabase.Start.UtcDateTime.AddMinutes(9),
        ["somebody asked for a run"] = m => m.RequestedVersion++,
        ["its owner wants something undone"] = m => m.HasRequests = true,
        ["everything is to be compared"] = m => m.FullComparisonDueAt = null,
        ["its calendar was never read"] = m => m.OutlookCursor = null,
        ["its activities changed"] = m => m.SeveraCursor = "-1",
        ["it was never reached"] = m => m.ConnectionId = null,
        ["it is switched off"] = m => m.IsEnabled = false,
        ["it is paused"] = m => m.PausedAt = TestDatabase.Start.UtcDateTime,
        ["it is not proved"] = m => m.ProvedAt = null,
    };

    public static TheoryData<string> ChangeNames => [.. Changes.Keys];

    [DatabaseTheory]
    [MemberData(nameof(ChangeNames))]
    public async Task A_mailbox_is_left_to_a_run_when(string change)
    {
        var mailbox = await _stage.MailboxAsync();
        var picked = await _stage.PickAsync();
        await _database.ChangeAsync(mailbox, Changes[change]);
        Assert.True((await _stage.Quiet.FindAsync(picked, default)).Count == 0, change);
    }

    [DatabaseFact]
    public async Task A_decision_about_a_pair_and_a_write_that_was_not_reported_yet_are_left_to_a_run()
    {
        var mailbox = await _stage.MailboxAsync();
        var ledger = _database.Ledger(mailbox.Id);
        await ledger.OpenAsync(default);
        await ledger.RecordAsync(new LedgerBatch { Links = [Links.Of("id")], OwnWrites = [new ItemVersion("id", "v2")] }, default);
        await ledger.CompleteAsync(_database.Report(RunOutcome.Unchanged), default);
        Assert.Empty(await _stage.FindAsync());

        await _stage.RunAsync(mailbox, _database.Report(RunOutcome.Unchanged) with { OutlookCursor = "o2" });
        var picked = await _stage.PickAsync();
        Assert.Single(await _stage.Quiet.FindAsync(picked, default));
        await using var db = _database.Open();
        await db.Links.ExecuteUpdateAsync(set => set.SetProperty(l => l.Decision, LinkDecision.BringBack));
        Assert.Empty(await _stage.Quiet.FindAsync(picked, default));
    }

    [DatabaseFact]
    public async Task Trouble_of_the_connection_is_left_to_runs()
    {
        await _stage.MailboxAsync();
        await using (var db = _database.Open())
        {
            await db.ExchangeConnections.ExecuteUpdateAsync(set => set.SetProperty(c => c.ErrorNumber, 22));
        }

        Assert.Empty(await _stage.FindAsync());
    }

    [DatabaseFact]
    public async Task Only_a_run_that_found_nothing_says_that_there_is_nothing()
    {
        var mailbox = await _stage.MailboxAsync();
        Assert.Equal(mailbox.FullComparisonDueAt, mailbox.QuietUntil);
        var retry = _database.Time.GetUtcNow().AddMinutes(7);
        await _stage.RunAsync(mailbox, _database.Report(RunOutcome.Unchanged) with { RunAgainAt = retry });
        Assert.Equal(retry.UtcDateTime, (await _database.ReloadAsync(mailbox)).QuietUntil);
        foreach (var outcome in Enum.GetValues<RunOutcome>().Except([RunOutcome.Unchanged]))
        {
            await _stage.RunAsync(mailbox, _database.Report(RunOutcome.Unchanged));
            await _stage.RunAsync(mailbox, _database.Report(outcome));
            Assert.Null((await _database.ReloadAsync(mailbox)).QuietUntil);
        }
    }

    [DatabaseFact]
    public async Task A_run_that_never_ended_leaves_the_mailbox_to_a_run()
    {
        var mailbox = await _stage.MailboxAsync();
        await _database.Ledger(mailbox.Id).OpenAsync(default);
        Assert.Null((await _database.ReloadAsync(mailbox)).QuietUntil);
        Assert.Empty(await _stage.FindAsync());
    }

    [DatabaseFact]
    public async Task Whoever_begins_meanwhile_is_not_disturbed()
    {
        var (quick, slow) = (await _stage.MailboxAsync(), await _stage.MailboxAsync("matti"));
        var found = await _stage.FindAsync();
        var run = _database.Ledger(quick.Id);
        Assert.NotNull(await run.OpenAsync(default));
        var before = await _database.ReloadAsync(quick);

        Assert.Equal(slow.Id, Assert.Single(await _stage.Quiet.EndAsync(found, default)).Id);

        Assert.Equivalent(before, await _database.ReloadAsync(quick), strict: true);
        Assert.Equal((1, 2), (await _stage.QuietRunsAsync(quick), await _stage.QuietRunsAsync(slow)));
        await run.CompleteAsync(_database.Report(), default);
        Assert.Empty(await _stage.Quiet.EndAsync(found, default));
    }

    [DatabaseFact]
    public async Task What_stops_runs_stops_this()
    {
        var changes = new Dictionary<string, Func<Mailbox, Task>>(StringComparer.Ordinal)
        {
            ["paused"] = m => _database.Get<MailboxSwitch>().PauseAsync(m.AccountId, "reason", default),
            ["off"] = m => _database.Get<MailboxSwitch>().DisableAsync(m.AccountId, null, default),
            ["proof"] = m => _database.Get<MailboxProof>().VoidAsync(m.AccountId, default),
            ["erased"] = m => _database.Get<MailboxErasure>().EraseAsync(m.AccountId, Note(m), default),
        };
        foreach (var (name, change) in changes)
        {
            var mailbox = await _stage.MailboxAsync(name);
            var found = await _stage.FindAsync();
            await change(mailbox);
            var before = await _database.ReloadAsync(mailbox);
            Assert.Empty(await _stage.Quiet.EndAsync(found, default));
            Assert.Equivalent(before, await _database.ReloadAsync(mailbox), strict: true);
            Assert.Null(before.QueueClaim);
        }

        await using var db = _database.Open();
        Assert.Equal(3, await db.QuietDays.SumAsync(d => d.Runs));
    }

    [DatabaseFact]
    public async Task A_request_meanwhile_is_not_lost()
    {
        var mailbox = await _stage.MailboxAsync();
        var found = await _stage.FindAsync();
        Assert.Equal([mailbox.Id], await _stage.Queue.RequestAsync([mailbox.Id], default));
        Assert.Single(await _stage.Quiet.EndAsync(found, default));
        Assert.True(await _stage.Queue.IsRunWantedAsync(mailbox.Id, default));
        Assert.Equal([mailbox.Id], await _stage.Queue.PickAsync(5, default));
    }

    [DatabaseFact]
    public async Task Two_who_have_the_same_batch_note_it_once()
    {
        var mailbox = await _stage.MailboxAsync();
        var found = await _stage.FindAsync();
        var ended = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _stage.Quiet.EndAsync(found, default))));
        Assert.Single(ended.SelectMany(e => e));
        Assert.Equal(2, await _stage.QuietRunsAsync(mailbox));
    }

    private AuditRow Note(Mailbox mailbox) => new() { At = _database.Now, Action = AuditAction.SyncDataErased, SubjectId = mailbox.AccountId };
}
