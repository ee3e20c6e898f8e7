using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Ledger;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Policy;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

public sealed class CompletionTests
{
    [DatabaseFact]
    public async Task Cursors_move_only_where_the_report_has_new_ones()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var window = new SyncWindow(TestDatabase.Start, TestDatabase.Start.AddDays(1));
        await RunAsync(database, mailbox.Id, database.Report() with
        {
            OutlookCursor = "o1", SeveraCursor = "s1", Epoch = "folder", Window = window, PolicyHash = "p", WasFull = true,
        });
        await RunAsync(database, mailbox.Id, database.Report() with { SeveraCursor = "s2" });

        var snapshot = await database.Ledger(mailbox.Id).OpenAsync(default);
        Assert.Equal(("o1", "s2", "folder", "p"), (snapshot!.OutlookCursor, snapshot.SeveraCursor, snapshot.Epoch, snapshot.PolicyHash));
        Assert.Equal(window, snapshot.Window);
        Assert.False(snapshot.IsFullDue);
    }

    [DatabaseFact]
    public async Task From_the_first_link_that_is_recorded_to_the_end_of_the_run_the_cursor_is_void()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        await RunAsync(database, mailbox.Id, database.Report() with { OutlookCursor = "o1", SeveraCursor = "s1" });
        var ledger = database.Ledger(mailbox.Id);
        Assert.Equal("o1", (await ledger.OpenAsync(default))!.OutlookCursor);
        await ledger.RecordAsync(new LedgerBatch { Progress = new RunProgress(0, 1) }, default);
        Assert.Equal("o1", (await database.ReloadAsync(mailbox)).OutlookCursor);
        await ledger.RecordAsync(new LedgerBatch { Links = [Links.Of("entry", "activity")] }, default);

        var read = await database.ReloadAsync(mailbox);
        Assert.Equal((null, "s1", 1), (read.OutlookCursor, read.SeveraCursor, read.ProgressTotal));
        await ledger.CompleteAsync(database.Report() with { OutlookCursor = "o2" }, default);
        Assert.Equal("o2", (await database.ReloadAsync(mailbox)).OutlookCursor);
    }

    [DatabaseFact]
    public async Task Before_the_first_run_everything_is_due_in_the_folder_that_was_proved()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var snapshot = await database.Ledger(mailbox.Id).OpenAsync(default);
        Assert.True(snapshot!.IsFullDue);
        Assert.Null(snapshot.Window);
        Assert.Equal(mailbox.FolderId, snapshot.Epoch);
    }

    [DatabaseFact]
    public async Task A_failure_is_shown_and_waits_longer_each_time()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var report = database.Report(RunOutcome.Failed) with { ErrorNumber = 22, ErrorCode = "ErrorServerBusy" };
        await RunAsync(database, mailbox.Id, report);
        await RunAsync(database, mailbox.Id, report);
        var read = await database.ReloadAsync(mailbox);
        Assert.Equal((2, 22, "ErrorServerBusy"), (read.Failures, read.ErrorNumber, read.ErrorCode));
        Assert.NotNull(read.ErrorReference);
        Assert.Equal(database.Now.AddMinutes(2), read.NextDueAt);
        await using (var db = database.Open())
        {
            Assert.Equal(2, await db.Runs.CountAsync());
            Assert.True(await db.Runs.AnyAsync(r => r.ErrorReference == read.ErrorReference));
        }

        await RunAsync(database, mailbox.Id, database.Report());
        read = await database.ReloadAsync(mailbox);
        Assert.Equal((0, null, database.Now), (read.Failures, read.ErrorNumber, read.LastSuccessAt));
        Assert.Equal(database.Now.AddMinutes(5) - MailboxQueue.LooksEvery, read.NextDueAt);
    }

    [DatabaseFact]
    public async Task A_trigger_during_the_run_is_still_due_after_it()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        await database.ChangeAsync(mailbox, m => m.RequestedVersion = 4);
        var ledger = database.Ledger(mailbox.Id);
        await ledger.OpenAsync(default);
        await database.ChangeAsync(mailbox, m => m.RequestedVersion++);
        await ledger.CompleteAsync(database.Report(), default);
        var read = await database.ReloadAsync(mailbox);
        Assert.Equal((5L, 4L), (read.RequestedVersion, read.CompletedVersion));
    }

    [DatabaseTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_comparison_asked_for_during_one_is_made_after_it(bool isAsked)
    {
        await using var database = await TestDatabase.CopyAsync();
        var (queue, mailbox) = (database.Get<MailboxQueue>(), await database.MailboxAsync());
        if (isAsked)
        {
            await queue.RequestAllAsync(default, full: true);
            database.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var (full, ledger) = (database.Report() with { WasFull = true }, database.Ledger(mailbox.Id));
        await ledger.OpenAsync(default);
        await queue.RequestAllAsync(default, full: true);
        await ledger.CompleteAsync(full, default);

        ledger = database.Ledger(mailbox.Id);
        Assert.True((await ledger.OpenAsync(default))!.IsFullDue);
        await queue.RequestAllAsync(default);
        await ledger.CompleteAsync(full, default);
        Assert.False((await database.Ledger(mailbox.Id).OpenAsync(default))!.IsFullDue);
    }

    [DatabaseFact]
    public async Task A_run_does_not_answer_what_was_asked_for_after_its_settings_were_read()
    {
        await using var database = await TestDatabase.CopyAsync();
        await database.TypeAsync("Meeting", isDefault: true);
        var mailbox = await database.MailboxAsync();
        var settings = await database.Get<SyncPolicyReader>().ReadAsync(mailbox.Id, default);
        await database.Get<MailboxQueue>().RequestAllAsync(default, full: true);

        var ledger = database.Ledger(mailbox.Id);
        ledger.Request = settings.Request;
        await ledger.OpenAsync(default);
        await ledger.CompleteAsync(database.Report() with { WasFull = true }, default);

        var read = await database.ReloadAsync(mailbox);
        Assert.True(read.RequestedVersion > read.CompletedVersion);
        Assert.True((await database.Ledger(mailbox.Id).OpenAsync(default))!.IsFullDue);
    }

    [DatabaseFact]
    public async Task A_run_may_ask_for_another_sooner()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        await RunAsync(database, mailbox.Id, database.Report() with { RunAgainAt = database.Time.GetUtcNow().AddMinutes(2) });
        Assert.Equal(database.Now.AddMinutes(2), (await database.ReloadAsync(mailbox)).NextDueAt);
        await RunAsync(database, mailbox.Id, database.Report() with { RunAgainNow = true });
        Assert.Equal(database.Now, (await database.ReloadAsync(mailbox)).NextDueAt);
        await RunAsync(database, mailbox.Id, database.Report(RunOutcome.Interrupted));
        Assert.Equal(database.Now, (await database.ReloadAsync(mailbox)).NextDueAt);
    }

    [DatabaseFact]
    public async Task A_preview_leaves_nothing_behind()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync(change: m => m.RequestedVersion = 3);
        var before = await database.ReloadAsync(mailbox);
        await RunAsync(database, mailbox.Id, database.Report(RunOutcome.Previewed));
        var after = await database.ReloadAsync(mailbox);
        Assert.Equal(2, after.LeaseToken);
        after.LeaseToken = before.LeaseToken;
        Assert.Equivalent(before, after, strict: true);
        await using var db = database.Open();
        Assert.False(await db.Runs.AnyAsync() || await db.QuietDays.AnyAsync());
    }

    [DatabaseFact]
    public async Task A_run_without_changes_is_only_counted()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        await RunAsync(database, mailbox.Id, database.Report(RunOutcome.Unchanged));
        await RunAsync(database, mailbox.Id, database.Report(RunOutcome.Unchanged));
        await RunAsync(database, mailbox.Id, database.Report() with { Counts = new RunCounts { CreatedInSevera = 1 } });
        await using var db = database.Open();
        Assert.Equal(2, (await db.QuietDays.SingleAsync()).Runs);
        Assert.Contains("\"CreatedInSevera\":1", (await db.Runs.SingleAsync()).Counts, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task Own_writes_stay_until_the_reading_after_them_is_complete()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        await WriteAsync(database, mailbox.Id, "c1", "first");
        database.Time.Advance(TimeSpan.FromMinutes(5));
        await WriteAsync(database, mailbox.Id, "c2", "second");
        Assert.Equal(2, await CountAsync(database));
        database.Time.Advance(TimeSpan.FromMinutes(5));
        await WriteAsync(database, mailbox.Id, "c2", "third");
        Assert.Equal(3, await CountAsync(database));
        database.Time.Advance(TimeSpan.FromMinutes(5));
        await WriteAsync(database, mailbox.Id, "c3", "fourth");
        await using var db = database.Open();
        Assert.False(await db.OwnWrites.AnyAsync(w => w.ItemId == "first"));
        Assert.True(await db.OwnWrites.AnyAsync(w => w.ItemId == "third"));
    }

    [DatabaseFact]
    public async Task Own_writes_are_awaited_until_a_reading_begun_after_them_is_complete()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        await WriteAsync(database, mailbox.Id, "c1", "first");
        database.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(["first"], (await LedgerTests.OpenAndCloseAsync(database, mailbox.Id)).AwaitedWrites);

        // Whatever came of that run, it kept no reading.
        await RunAsync(database, mailbox.Id, database.Report(RunOutcome.Failed) with { ErrorNumber = 22 });
        await WriteAsync(database, mailbox.Id, "c1", "second");

        var snapshot = await LedgerTests.OpenAndCloseAsync(database, mailbox.Id);
        Assert.Equal(["second"], snapshot.AwaitedWrites);
        Assert.Equal(["first", "second"], snapshot.OwnWrites.Select(w => w.Id).Order(StringComparer.Ordinal));
    }

    [DatabaseFact]
    public async Task The_hold_of_deletions_ends_with_a_full_comparison_that_leaves_none_for_later()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync(change: m => m.HoldAllDeletions = true);
        await RunAsync(database, mailbox.Id, database.Report());
        Assert.True((await database.ReloadAsync(mailbox)).HoldAllDeletions);
        await RunAsync(database, mailbox.Id, database.Report() with { WasFull = true });
        Assert.True((await database.ReloadAsync(mailbox)).HoldAllDeletions);
        await RunAsync(database, mailbox.Id, database.Report() with { WasFull = true, SawEveryDeletion = true });
        Assert.False((await database.ReloadAsync(mailbox)).HoldAllDeletions);
    }

    [DatabaseTheory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(8, 128)]
    [InlineData(9, 240)]
    [InlineData(1000, 240)]
    public void Pauses_grow_from_a_minute_to_four_hours(int failures, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), RetryPause.After(failures, isPermanent: false));

    [DatabaseFact]
    public void A_permanent_error_is_tried_once_a_day_and_a_server_is_obeyed()
    {
        Assert.Equal(TimeSpan.FromDays(1), RetryPause.After(1, isPermanent: true));
        Assert.Equal(TimeSpan.FromMinutes(30), RetryPause.After(1, isPermanent: false, TimeSpan.FromMinutes(30)));
        Assert.Equal(TimeSpan.FromMinutes(1), RetryPause.After(1, isPermanent: false, TimeSpan.FromSeconds(5)));
    }

    private static async Task RunAsync(TestDatabase database, Guid mailboxId, RunReport report)
    {
        var ledger = database.Ledger(mailboxId);
        Assert.NotNull(await ledger.OpenAsync(default));
        await ledger.CompleteAsync(report, default);
    }

    private static async Task WriteAsync(TestDatabase database, Guid mailboxId, string cursor, string id)
    {
        var ledger = database.Ledger(mailboxId);
        await ledger.OpenAsync(default);
        var started = database.Report();
        await ledger.RecordAsync(new LedgerBatch { OwnWrites = [new ItemVersion(id, "v")] }, default);
        await ledger.CompleteAsync(started with { OutlookCursor = cursor }, default);
    }

    private static async Task<int> CountAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.OwnWrites.CountAsync();
    }
}
