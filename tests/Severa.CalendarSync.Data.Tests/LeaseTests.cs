using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Ledger;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

public sealed class LeaseTests
{
    [DatabaseFact]
    public async Task Two_workers_race_and_one_gets_the_lease()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var attempts = Enumerable.Range(0, 8).Select(_ => Task.Run(() => database.Ledger(mailbox.Id).OpenAsync(default)));
        var taken = await Task.WhenAll(attempts);
        Assert.Single(taken, snapshot => snapshot is not null);
    }

    [DatabaseFact]
    public async Task A_lease_is_kept_while_its_worker_reads_however_long_that_takes()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var slow = database.Ledger(mailbox.Id);
        await using var lease = slow.KeepLease(default);
        await slow.OpenAsync(default);

        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(5); passed += TimeSpan.FromSeconds(30))
        {
            var until = (await database.ReloadAsync(mailbox)).LeaseUntil;
            database.Time.Advance(TimeSpan.FromSeconds(30));
            while ((await database.ReloadAsync(mailbox)).LeaseUntil == until)
            {
                await Task.Yield();
            }

            Assert.Null(await database.Ledger(mailbox.Id).OpenAsync(default));
            Assert.Empty(await database.Get<MailboxQueue>().PickAsync(5, default));
        }

        await slow.CompleteAsync(database.Report(), default);
        Assert.False(lease.Token.IsCancellationRequested);
    }

    [DatabaseFact]
    public async Task A_worker_whose_lease_was_lost_is_told_to_end()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var slow = database.Ledger(mailbox.Id);
        await slow.OpenAsync(default);
        database.Time.Advance(TimeSpan.FromSeconds(91));
        Assert.NotNull(await database.Ledger(mailbox.Id).OpenAsync(default));
        await using var lease = slow.KeepLease(default);
        var told = new TaskCompletionSource();
        lease.Token.Register(told.SetResult);

        database.Time.Advance(TimeSpan.FromSeconds(30));

        await told.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [DatabaseFact]
    public async Task A_lease_that_was_given_back_is_not_taken_again()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var ledger = database.Ledger(mailbox.Id);
        await using (ledger.KeepLease(default))
        {
            await ledger.OpenAsync(default);
            await ledger.CompleteAsync(database.Report(), default);
            database.Time.Advance(TimeSpan.FromSeconds(60));
        }

        Assert.Null((await database.ReloadAsync(mailbox)).LeaseUntil);
        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.RenewAsync(default));
    }

    [DatabaseFact]
    public async Task A_worker_that_lost_the_lease_writes_nothing()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var slow = database.Ledger(mailbox.Id);
        await slow.OpenAsync(default);
        database.Time.Advance(TimeSpan.FromSeconds(91));
        var quick = database.Ledger(mailbox.Id);
        Assert.NotNull(await quick.OpenAsync(default));

        var link = Links.Of("id", "a");
        await Assert.ThrowsAsync<LeaseLostException>(() => slow.RecordAsync(new LedgerBatch { Links = [link] }, default));
        await Assert.ThrowsAsync<LeaseLostException>(() => slow.IntendAsync([Links.Intent(link)], [], default));
        await Assert.ThrowsAsync<LeaseLostException>(() => slow.RenewAsync(default));
        await Assert.ThrowsAsync<LeaseLostException>(() => slow.CompleteAsync(database.Report() with { OutlookCursor = "stale" }, default));
        await quick.CompleteAsync(database.Report(), default);

        var snapshot = await database.Ledger(mailbox.Id).OpenAsync(default);
        Assert.Empty(snapshot!.Links);
        Assert.Empty(snapshot.OpenIntents);
        Assert.Null(snapshot.OutlookCursor);
    }

    [DatabaseFact]
    public async Task A_worker_that_lost_the_lease_makes_no_activity()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var type = await database.TypeAsync("Meeting", isDefault: true);
        var (slow, quick) = (database.Ledger(mailbox.Id), database.Ledger(mailbox.Id));
        await slow.OpenAsync(default);
        database.Time.Advance(TimeSpan.FromSeconds(91));
        Assert.NotNull(await quick.OpenAsync(default));

        var draft = new ItemDraft(Guid.NewGuid(), WholeRun.At("Written late", 1), null, type.Id);
        await Assert.ThrowsAsync<LeaseLostException>(() => Side(slow).CreateAsync([draft], default));
        await using (var db = database.Open())
        {
            Assert.Empty(db.Activities);
        }

        Assert.Equal(WriteStatus.Done, Assert.Single(await Side(quick).CreateAsync([draft], default)).Status);

        BuiltInActivities Side(EfSyncLedger ledger) =>
            new(database.Contexts, database.Time, new ActivityCalendarOf(mailbox.AccountId, mailbox.Id, TimeZoneInfo.Utc, null), ledger);
    }

    [DatabaseFact]
    public async Task After_a_stop_for_everybody_nobody_begins_until_the_stopped_worker_is_certainly_done()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var ledger = database.Ledger(mailbox.Id);
        await ledger.OpenAsync(default);

        await database.Get<MailboxSwitch>().StopRunsAsync(default);

        await Assert.ThrowsAsync<LeaseLostException>(() => ledger.RecordAsync(new LedgerBatch(), default));
        Assert.Null((await database.ReloadAsync(mailbox)).RunningSince);
        Assert.Null(await database.Ledger(mailbox.Id).OpenAsync(default));
        database.Time.Advance(TimeSpan.FromSeconds(91));
        Assert.NotNull(await database.Ledger(mailbox.Id).OpenAsync(default));
    }

    [DatabaseFact]
    public async Task A_late_worker_keeps_the_lease_nobody_else_took()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var ledger = database.Ledger(mailbox.Id);
        await ledger.OpenAsync(default);
        database.Time.Advance(TimeSpan.FromMinutes(5));
        await ledger.RecordAsync(new LedgerBatch { Links = [Links.Of("id")] }, default);
        Assert.Null(await database.Ledger(mailbox.Id).OpenAsync(default));
    }

    [DatabaseFact]
    public async Task Every_step_and_renewal_extends_the_lease()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var ledger = database.Ledger(mailbox.Id);
        await ledger.OpenAsync(default);
        database.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(database.Time.GetUtcNow().AddSeconds(90), await ledger.RenewAsync(default));
        database.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(await database.Ledger(mailbox.Id).OpenAsync(default));
    }

    [DatabaseFact]
    public async Task A_completed_run_gives_the_lease_back_and_cannot_go_on()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var ledger = database.Ledger(mailbox.Id);
        await ledger.OpenAsync(default);
        Assert.NotNull((await database.ReloadAsync(mailbox)).RunningSince);
        await ledger.CompleteAsync(database.Report(), default);
        Assert.Null((await database.ReloadAsync(mailbox)).RunningSince);
        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.RecordAsync(new LedgerBatch(), default));
        Assert.NotNull(await database.Ledger(mailbox.Id).OpenAsync(default));
    }
}
