using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Codes;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>What several nodes, or several requests, do at the same moment.</summary>
public sealed class RaceTests : IAsyncLifetime
{
    private const int Racers = 6;
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CopyAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseFact]
    public async Task Dispatchers_that_pick_again_and_again_hand_out_every_mailbox_once()
    {
        var all = new List<Guid>();
        for (var i = 0; i < 30; i++)
        {
            all.Add((await _database.MailboxAsync("user" + i)).Id);
        }

        var picked = await RaceAsync(async _ =>
        {
            var mine = new List<Guid>();
            while (await _database.Get<MailboxQueue>().PickAsync(4, default) is { Count: > 0 } some)
            {
                mine.AddRange(some);
            }

            return mine;
        });

        Assert.Equal(all.Order(), picked.SelectMany(p => p).Order());
    }

    [DatabaseFact]
    public async Task A_mailbox_that_begins_to_run_while_it_is_picked_is_not_picked()
    {
        var mailbox = await _database.MailboxAsync();
        await using var run = _database.Open();
        await using var transaction = await run.Database.BeginTransactionAsync();
        var lease = _database.Now.AddSeconds(90);
        await run.Mailboxes.ExecuteUpdateAsync(set => set.SetProperty(m => m.LeaseUntil, lease));
        var pick = Task.Run(() => _database.Get<MailboxQueue>().PickAsync(5, default));
        if (_database.System == DatabaseSystem.Postgres)
        {
            await WaitsAsync();
        }

        await transaction.CommitAsync();

        Assert.Empty(await pick);
        Assert.Null((await _database.ReloadAsync(mailbox)).QueuedUntil);
    }

    [DatabaseFact]
    public async Task An_account_gets_one_mailbox()
    {
        var account = await _database.AccountAsync();
        var ids = await RaceAsync(_ => _database.Get<MailboxSwitch>().EnsureAsync(account.Id, default));
        Assert.Single(ids.Distinct());
    }

    [DatabaseFact]
    public async Task No_more_codes_than_a_day_has()
    {
        var account = await _database.AccountAsync();
        var issued = await RaceAsync(async _ =>
        {
            try
            {
                return await _database.Get<OneTimeCodes>().IssueAsync(OneTimeCodePurpose.MailboxProof, account.Id, null, default);
            }
            catch (TooManyCodesException)
            {
                return null;
            }
        });
        Assert.Equal(3, issued.Count(code => code is not null));
        await using var db = _database.Open();
        Assert.Equal(1, await db.OneTimeCodes.CountAsync(code => code.UsedAt == null));
    }

    [DatabaseFact]
    public async Task Every_change_of_an_activity_is_told_to_everybody_it_concerns()
    {
        var people = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            people.Add((await _database.MailboxAsync("user" + i)).AccountId);
        }

        var type = await _database.TypeAsync("Meeting", isDefault: true);
        await RaceAsync(async racer =>
        {
            for (var round = 0; round < 5; round++)
            {
                var owner = people[(racer + round) % people.Count];
                var input = new ActivityInput
                {
                    Title = "t", TypeId = type.Id, When = When.Timed(TestDatabase.Start, TestDatabase.Start.AddHours(1)), ParticipantIds = [.. people.Where(p => p != owner)],
                };
                await _database.Get<ActivityEditor>().CreateAsync(owner, input, default);
            }

            return true;
        });

        await using var db = _database.Open();
        Assert.All(await db.ActivityRevisions.ToListAsync(), r => Assert.Equal(Racers * 5, r.Value));
        Assert.All(await db.Mailboxes.ToListAsync(), m => Assert.Equal(Racers * 5, m.RequestedVersion));
    }

    [DatabaseFact]
    public async Task Runs_requests_and_switches_do_not_stand_in_each_others_way()
    {
        var mailbox = await _database.MailboxAsync();
        var link = Links.Of("e", "a");
        await LedgerTests.RecordAsync(_database, mailbox.Id, new LedgerBatch { Links = [link] });
        var switches = _database.Get<MailboxSwitch>();
        await RaceAsync(async racer =>
        {
            for (var round = 0; round < 5; round++)
            {
                switch (racer % 3)
                {
                    case 0:
                        await _database.Get<MailboxQueue>().RequestAllAsync(default);
                        break;
                    case 1:
                        await switches.DisableAsync(mailbox.AccountId, null, default);
                        await switches.EnableAsync(mailbox.AccountId, default);
                        break;
                    default:
                        await RunAsync(mailbox.Id, link);
                        break;
                }
            }

            return true;
        });

        Assert.True((await _database.ReloadAsync(mailbox)).IsEnabled);
        _database.Time.Advance(TimeSpan.FromSeconds(91));
        Assert.Equal(LinkState.Active, Assert.Single((await LedgerTests.OpenAndCloseAsync(_database, mailbox.Id)).Links).State);
    }

    [DatabaseFact]
    public async Task Two_that_wait_for_each_other_both_get_their_way()
    {
        var (one, other) = (await _database.MailboxAsync("one"), await _database.MailboxAsync("other"));
        using var bothBegan = new Barrier(2);
        var tries = 0;
        await Task.WhenAll(
            Task.Run(() => Deadlocks.RetryAsync(() => RaiseAsync(one.Id, other.Id))),
            Task.Run(() => Deadlocks.RetryAsync(() => RaiseAsync(other.Id, one.Id))));

        Assert.Equal((2, 2), ((await _database.ReloadAsync(one)).RequestedVersion, (await _database.ReloadAsync(other)).RequestedVersion));
        // A busy server may end both of them.
        Assert.InRange(tries, _database.System == DatabaseSystem.Sqlite ? 2 : 3, _database.System == DatabaseSystem.Sqlite ? 2 : 4);

        async Task<bool> RaiseAsync(Guid first, Guid second)
        {
            var isFirstTry = Interlocked.Increment(ref tries) <= 2;
            await using var db = _database.Open();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await RaiseOneAsync(db, first);
            if (isFirstTry && _database.System != DatabaseSystem.Sqlite)
            {
                Assert.True(bothBegan.SignalAndWait(TimeSpan.FromSeconds(30)));
            }

            await RaiseOneAsync(db, second);
            await transaction.CommitAsync();
            return true;
        }
    }

    private static Task<int> RaiseOneAsync(SyncDbContext db, Guid id) =>
        db.Mailboxes.Where(m => m.Id == id).ExecuteUpdateAsync(set => set.SetProperty(m => m.RequestedVersion, m => m.RequestedVersion + 1));

    /// <summary>A run may be stopped at any step.</summary>
    private async Task RunAsync(Guid mailboxId, Link link)
    {
        var ledger = _database.Ledger(mailboxId);
        try
        {
            if (await ledger.OpenAsync(default) is not null)
            {
                await ledger.RecordAsync(new LedgerBatch { Links = [link] }, default);
                await ledger.CompleteAsync(_database.Report(), default);
            }
        }
        catch (LeaseLostException)
        {
            _database.Time.Advance(TimeSpan.FromSeconds(91));
        }
    }

    /// <summary>Until somebody waits for a lock.</summary>
    private async Task WaitsAsync()
    {
        await using var db = _database.Open();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await db.Database
            .SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
            .SingleAsync(patience.Token) == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), patience.Token);
        }
    }

    private static Task<T[]> RaceAsync<T>(Func<int, Task<T>> race) =>
        Task.WhenAll(Enumerable.Range(0, Racers).Select(racer => Task.Run(() => race(racer))));
}
