using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

public sealed class LedgerTests
{
    [DatabaseFact]
    public async Task A_link_comes_back_as_it_was()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var (full, single) = (Links.Full(), Links.Of("AAMk", "a1"));
        await RecordAsync(database, mailbox.Id, new LedgerBatch { Links = [full, single] });

        var read = (await database.Ledger(mailbox.Id).OpenAsync(default))!.Links;

        Assert.Equal(full, read.Single(l => l.Id == full.Id));
        Assert.Equal(single, read.Single(l => l.Id == single.Id));
    }

    [DatabaseFact]
    public async Task Ids_that_differ_by_letter_case_only_are_two_links()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        await RecordAsync(database, mailbox.Id, new LedgerBatch { Links = [Links.Of("AAMkAb", "x"), Links.Of("AAMkaB", "X")] });
        Assert.Equal(2, (await database.Ledger(mailbox.Id).OpenAsync(default))!.Links.Count);
    }

    [DatabaseTheory]
    [InlineData("same", "a", "same", "b")]
    [InlineData("one", "same", "two", "same")]
    public async Task One_entry_or_activity_has_one_link(string entry1, string activity1, string entry2, string activity2)
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        await RecordAsync(database, mailbox.Id, new LedgerBatch { Links = [Links.Of(entry1, activity1)] });
        await Assert.ThrowsAsync<DbUpdateException>(() => RecordAsync(database, mailbox.Id, new LedgerBatch { Links = [Links.Of(entry2, activity2)] }));
    }

    [DatabaseFact]
    public async Task Keys_longer_than_an_index_are_still_unique()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var uid = new string('u', 1500);
        var link = Links.Occurrence(uid + "1", TestDatabase.Start, "id1");
        await RecordAsync(database, mailbox.Id, new LedgerBatch { Links = [link, Links.Occurrence(uid + "2", TestDatabase.Start, "id2")] });
        Assert.Contains(link, (await OpenAndCloseAsync(database, mailbox.Id)).Links);
        await Assert.ThrowsAsync<DbUpdateException>(() =>
            RecordAsync(database, mailbox.Id, new LedgerBatch { Links = [Links.Occurrence(uid + "1", TestDatabase.Start, "id3")] }));
    }

    [DatabaseFact]
    public async Task Occurrences_can_trade_keys_in_one_batch()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var monday = Links.Occurrence("s", TestDatabase.Start, "m");
        var tuesday = Links.Occurrence("s", TestDatabase.Start.AddDays(1), "t");
        await RecordAsync(database, mailbox.Id, new LedgerBatch { Links = [monday, tuesday] });

        await RecordAsync(database, mailbox.Id, new LedgerBatch { Links = [monday with { Entry = tuesday.Entry }, tuesday with { Entry = monday.Entry }] });

        var read = (await OpenAndCloseAsync(database, mailbox.Id)).Links;
        Assert.Equal("t", read.Single(l => l.Id == monday.Id).Entry!.Key.Id);
        Assert.Equal("m", read.Single(l => l.Id == tuesday.Id).Entry!.Key.Id);
    }

    [DatabaseFact]
    public async Task A_forgotten_link_frees_its_key_in_the_same_batch()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var old = Links.Of("id", "a");
        await RecordAsync(database, mailbox.Id, new LedgerBatch { Links = [old] });
        var next = Links.Of("id", "a");
        await RecordAsync(database, mailbox.Id, new LedgerBatch { Links = [next], ForgottenLinks = [old.Id] });
        Assert.Equal(next.Id, Assert.Single((await OpenAndCloseAsync(database, mailbox.Id)).Links).Id);
    }

    [DatabaseFact]
    public async Task A_crash_between_intend_and_record_leaves_the_intent_to_the_next_run()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var intent = Links.Intent(Links.Full());
        var crashed = database.Ledger(mailbox.Id);
        await crashed.OpenAsync(default);
        await crashed.IntendAsync([intent], [], default);
        database.Time.Advance(TimeSpan.FromSeconds(91));

        var next = database.Ledger(mailbox.Id);
        var snapshot = await next.OpenAsync(default);

        Assert.Equal(intent, Assert.Single(snapshot!.OpenIntents));
        await next.RecordAsync(new LedgerBatch { Links = [intent.Planned], ClosedIntents = [intent.OperationId] }, default);
        await next.CompleteAsync(database.Report(), default);
        Assert.Empty((await OpenAndCloseAsync(database, mailbox.Id)).OpenIntents);
    }

    [DatabaseFact]
    public async Task Progress_own_writes_and_what_the_brake_counts_are_kept()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var ledger = database.Ledger(mailbox.Id);
        await ledger.OpenAsync(default);
        var now = database.Time.GetUtcNow();
        await ledger.RecordAsync(
            new LedgerBatch
            {
                Progress = new RunProgress(3, 9),
                OwnWrites = [new ItemVersion("id", "v2")],
                History =
                [
                    Event(now, SyncActionKind.Delete, Side.Outlook),
                    Event(now, SyncActionKind.Delete, Side.Severa),
                    Event(now.AddHours(-25), SyncActionKind.Delete, Side.Severa),
                    Event(now, SyncActionKind.Update, Side.Severa, ItemFields.When | ItemFields.Title),
                    Event(now, SyncActionKind.Update, Side.Severa, ItemFields.Title),
                ],
            },
            default);
        var conflict = new Conflict(now, Guid.NewGuid(), ItemFields.Title, Side.Outlook, "marker-title", "marker-left", "marker-right");
        await ledger.IntendAsync([], [conflict], default);
        await ledger.IntendAsync([], [conflict], default); // tried again: logged once
        Assert.Equal((3, 9), ((await database.ReloadAsync(mailbox)).ProgressDone, (await database.ReloadAsync(mailbox)).ProgressTotal));
        await ledger.CompleteAsync(database.Report(), default);

        var snapshot = await OpenAndCloseAsync(database, mailbox.Id);
        Assert.Contains(new ItemVersion("id", "v2"), snapshot.OwnWrites);
        var recent = await database.Ledger(mailbox.Id).RecentWritesAsync(default);
        Assert.Equal((1, 1, 1), (recent.OutlookDeletions, recent.SeveraDeletions, recent.NewTimes));
        Assert.DoesNotContain("marker-", await database.RawAsync(), StringComparison.Ordinal);
        await using var db = database.Open();
        Assert.Equal("marker-right", (await db.Conflicts.SingleAsync()).SeveraValue);
    }

    internal static async Task RecordAsync(TestDatabase database, Guid mailboxId, LedgerBatch batch)
    {
        var ledger = database.Ledger(mailboxId);
        Assert.NotNull(await ledger.OpenAsync(default));
        try
        {
            await ledger.RecordAsync(batch, default);
        }
        finally
        {
            await ledger.CompleteAsync(database.Report(), default);
        }
    }

    internal static async Task<LedgerSnapshot> OpenAndCloseAsync(TestDatabase database, Guid mailboxId)
    {
        var ledger = database.Ledger(mailboxId);
        var snapshot = await ledger.OpenAsync(default);
        await ledger.CompleteAsync(database.Report(RunOutcome.Unchanged), default);
        return snapshot!;
    }

    private static HistoryEvent Event(DateTimeOffset at, SyncActionKind kind, Side target, ItemFields fields = ItemFields.None) =>
        new(at, Guid.NewGuid(), kind, target, Reason.ChangedInOutlook, fields, "marker-history");
}
