using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Pruning;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

public sealed class PruningTests
{
    [DatabaseFact]
    public async Task What_is_too_old_goes_and_the_rest_stays()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        await using (var db = database.Open())
        {
            foreach (var days in new[] { 6, 8, 29, 33, 89, 91, 729, 731 })
            {
                AddAll(db, mailbox.Id, database.Now.AddDays(-days));
            }

            await db.SaveChangesAsync();
        }

        var report = await database.Get<DailyPruning>().RunAsync(default);

        Assert.Equal(5, report.Deleted["History"]);
        Assert.Equal(5, report.Deleted["Conflicts"]);
        Assert.Equal(3, report.Deleted["Runs"]);
        Assert.Equal(3, report.Deleted["QuietDays"]);
        Assert.Equal(7, report.Deleted["Intents"]);
        Assert.Equal(5, report.Deleted["Links"]);
        Assert.Equal(5, report.Deleted["Dismissals"]);
        Assert.Equal(5, report.Deleted["Undos"]);
        Assert.Equal(1, report.Deleted["Audit"]);
        Assert.Equal(0, (await database.Get<DailyPruning>().RunAsync(default)).Total);
        await using var after = database.Open();
        Assert.Equal(8, await after.Links.CountAsync(l => l.State == LinkState.Dormant));
        Assert.Equal(8, await after.Intents.CountAsync(i => i.ClosedAt == null));
    }

    [DatabaseTheory]
    [InlineData(30, 31, true)]
    [InlineData(30, 33, false)]
    [InlineData(90, 89, true)]
    [InlineData(90, 93, false)]
    [InlineData(0, 29, true)]
    public async Task What_was_dismissed_is_remembered_as_long_as_the_window_shows_it(int daysBack, int endedDaysAgo, bool stays)
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        await using var db = database.Open();
        await db.Organizations.ExecuteUpdateAsync(s => s.SetProperty(o => o.DaysBack, daysBack));
        AddAll(db, mailbox.Id, database.Now.AddDays(-endedDaysAgo));
        await db.SaveChangesAsync();

        await database.Get<DailyPruning>().RunAsync(default);

        Assert.Equal(stays, await db.Links.AnyAsync(l => l.State == LinkState.Dismissed));
        Assert.Equal(stays, await db.Dismissals.AnyAsync());
    }

    [DatabaseFact]
    public async Task The_title_of_what_is_held_stays_until_somebody_decides()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        await using var db = database.Open();
        var held = new LinkRow { Id = Guid.NewGuid(), MailboxId = mailbox.Id, State = LinkState.Held, EndsAt = database.Now, Base = "", Epoch = "" };
        var at = database.Now.AddDays(-40);
        db.AddRange(
            held,
            new HistoryRow { MailboxId = mailbox.Id, LinkId = held.Id, At = at, Kind = SyncActionKind.Hold, Title = "held" },
            new HistoryRow { MailboxId = mailbox.Id, LinkId = held.Id, At = at, Kind = SyncActionKind.Update, Title = "an earlier change" },
            new HistoryRow { MailboxId = mailbox.Id, LinkId = Guid.NewGuid(), At = at, Kind = SyncActionKind.Hold, Title = "decided" });
        await db.SaveChangesAsync();

        await database.Get<DailyPruning>().RunAsync(default);
        Assert.Equal("held", (await db.History.AsNoTracking().SingleAsync()).Title);

        await db.Links.ExecuteUpdateAsync(s => s.SetProperty(l => l.State, LinkState.Active));
        await database.Get<DailyPruning>().RunAsync(default);
        Assert.False(await db.History.AnyAsync());
    }

    [DatabaseFact]
    public async Task The_text_of_a_write_that_nobody_settles_goes_after_thirty_days()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        await using var db = database.Open();
        foreach (var days in new[] { 29, 31 })
        {
            db.Intents.Add(new IntentRow { OperationId = Guid.NewGuid(), MailboxId = mailbox.Id, At = database.Now.AddDays(-days), Planned = "planned", Event = "text" });
        }

        await db.SaveChangesAsync();
        await database.Get<DailyPruning>().RunAsync(default);

        Assert.Equal([null, "text"], (await db.Intents.AsNoTracking().OrderBy(i => i.At).ToListAsync()).ConvertAll(i => i.Event));
    }

    [DatabaseFact]
    public async Task Large_tables_go_in_batches()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        await using (var db = database.Open())
        {
            db.OwnWrites.AddRange(Enumerable.Range(0, 1203).Select(_ => new OwnWrite { MailboxId = mailbox.Id, ItemId = "i", Version = "v", At = database.Now.AddDays(-40) }));
            await db.SaveChangesAsync();
        }

        Assert.Equal(1203, (await database.Get<DailyPruning>().RunAsync(default)).Total);
    }

    [DatabaseFact]
    public async Task Thirty_days_after_somebody_left_his_contents_go()
    {
        await using var database = await TestDatabase.CopyAsync();
        var (left, stays) = (await database.MailboxAsync("left"), await database.MailboxAsync("stays"));
        await using (var db = database.Open())
        {
            await db.Users.Where(a => a.Id == left.AccountId).ExecuteUpdateAsync(
                s => s.SetProperty(a => a.IsActive, false).SetProperty(a => a.DeactivatedAt, database.Now));
            AddAll(db, left.Id, database.Now);
            AddAll(db, stays.Id, database.Now);
            await db.SaveChangesAsync();
        }

        Assert.Equal(0, (await database.Get<DailyPruning>().RunAsync(default)).Total);
        database.Time.Advance(TimeSpan.FromDays(31));
        await using (var db = database.Open())
        {
            await db.History.ExecuteUpdateAsync(s => s.SetProperty(h => h.At, database.Now));
            await db.Undos.ExecuteUpdateAsync(s => s.SetProperty(u => u.RequestedAt, database.Now));
            await db.Dismissals.ExecuteUpdateAsync(s => s.SetProperty(d => d.EndsAt, database.Now));
            await database.Get<DailyPruning>().RunAsync(default);
            Assert.Equal(stays.Id, (await db.History.SingleAsync()).MailboxId);
            Assert.Equal(stays.Id, (await db.Undos.SingleAsync()).MailboxId);
            Assert.Equal(stays.Id, (await db.Dismissals.SingleAsync()).MailboxId);
            Assert.False(await db.Links.AnyAsync(l => l.MailboxId == left.Id));
            Assert.True(await db.Links.AnyAsync(l => l.MailboxId == stays.Id));
        }
    }

    [DatabaseFact]
    public async Task A_deleted_activity_can_be_restored_for_thirty_days()
    {
        await using var database = await TestDatabase.CopyAsync();
        var maija = await database.AccountAsync();
        var type = await database.TypeAsync("Meeting");
        var editor = database.Get<ActivityEditor>();
        var input = new ActivityInput { Title = "t", When = When.Timed(TestDatabase.Start, TestDatabase.Start), TypeId = type.Id };
        var made = await editor.CreateAsync(maija.Id, input, default);
        await editor.DeleteAsync(maija.Id, made.ActivityId, made.Version, default);
        Assert.Null(await editor.GetAsync(maija.Id, made.ActivityId, default));
        database.Time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(1, (await database.Get<DailyPruning>().RunAsync(default)).Deleted["Activities"]);
        await Assert.ThrowsAsync<ActivityEditException>(() => editor.RestoreAsync(maija.Id, made.ActivityId, default));
    }

    private static void AddAll(SyncDbContext db, Guid mailboxId, DateTime at)
    {
        LinkRow Link(LinkState state) => new() { Id = Guid.NewGuid(), MailboxId = mailboxId, State = state, EndsAt = at, Base = "", Epoch = "" };
        IntentRow Intent(DateTime? closed) => new() { OperationId = Guid.NewGuid(), MailboxId = mailboxId, At = at, ClosedAt = closed, Planned = "" };
        db.AddRange(
            new HistoryRow { MailboxId = mailboxId, At = at, Title = "t" },
            new ConflictRow { MailboxId = mailboxId, At = at, Title = "t", OutlookValue = "", SeveraValue = "" },
            new RunRow { MailboxId = mailboxId, StartedAt = at, EndedAt = at, Outcome = RunOutcome.Failed, Counts = "{}" },
            new QuietDay { MailboxId = mailboxId, Day = DateOnly.FromDateTime(at), Runs = 1 },
            Intent(at),
            Intent(null),
            Link(LinkState.Dismissed),
            Link(LinkState.Dormant),
            new DismissalRow { MailboxId = mailboxId, LinkId = Guid.NewGuid(), EndsAt = at },
            new UndoRow { Id = Guid.NewGuid(), MailboxId = mailboxId, RequestedAt = at },
            new AuditRow { At = at, Action = AuditAction.SyncPaused });
    }
}
