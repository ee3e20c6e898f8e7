using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Erasure;
using Severa.CalendarSync.Data.Ledger;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Pruning;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>"Erase my sync data" (P2), and the end of a deactivated account.</summary>
public sealed class ErasureTests
{
    /// <summary>Who it is, what an administrator decided, and what keeps two runs apart.</summary>
    private static readonly string[] Stays =
        ["Id", "AccountId", "Address", "PausedAt", "PauseReason", "LeaseToken", "LeaseUntil", "RequestedVersion", "CompletedVersion"];

    [Fact]
    public async Task Every_table_that_knows_mailboxes_is_erased()
    {
        await using var database = await TestDatabase.CopyAsync();
        await using var db = database.Open();
        var known = db.Model.GetEntityTypes().Where(e => e.FindProperty("MailboxId") is not null).Select(e => e.GetTableName()!);
        Assert.Equal(known.Order(StringComparer.Ordinal), MailboxMemory.Tables.Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [DatabaseFact]
    public async Task Nothing_is_left_of_his_mailbox_and_others_keep_theirs()
    {
        await using var database = await TestDatabase.CopyAsync();
        var (his, other) = (await FullMailboxAsync(database, "maija"), await FullMailboxAsync(database, "pekka"));

        var numbers = await database.Get<MailboxErasure>().CountAsync(his.AccountId, default);
        await database.Get<MailboxErasure>().EraseAsync(his.AccountId, Note(database, his), default);

        Assert.All(numbers.Rows, table => Assert.Equal(table.Key == "Links" ? 3 : 1, table.Value));
        Assert.Equal(new HalfNumbers(Entries: 3, Held: 1, Dismissed: 1), numbers.Halves);
        Assert.Equal(0, (await database.Get<MailboxErasure>().CountAsync(his.AccountId, default)).Total);
        Assert.Equal(numbers.Total, (await database.Get<MailboxErasure>().CountAsync(other.AccountId, default)).Total);
        await AssertForgottenAsync(database, his);
        Assert.Equal(AuditAction.SyncDataErased, (await database.Open().Audit.SingleAsync()).Action);
        var kept = await database.ReloadAsync(other);
        Assert.True(kept is { IsEnabled: true, ProvedAt: not null, OutlookCursor: not null });
    }

    [DatabaseFact]
    public async Task A_run_under_way_writes_nothing_back()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await FullMailboxAsync(database, "maija", m => m.LeaseUntil = null);
        var run = database.Ledger(mailbox.Id);
        Assert.NotNull(await run.OpenAsync(default));
        await database.Get<MailboxErasure>().EraseAsync(mailbox.AccountId, Note(database, mailbox), default);

        var link = Links.Of("late", "a");
        await Assert.ThrowsAsync<LeaseLostException>(() => run.IntendAsync([Links.Intent(link)], [], default));
        await Assert.ThrowsAsync<LeaseLostException>(() => run.RecordAsync(new LedgerBatch { Links = [link], History = [Links.Told(link.Id)] }, default));
        await Assert.ThrowsAsync<LeaseLostException>(() => run.CompleteAsync(database.Report() with { OutlookCursor = "late", Epoch = "late" }, default));

        await AssertForgottenAsync(database, mailbox);
        Assert.Equal(0, (await database.Get<MailboxErasure>().CountAsync(mailbox.AccountId, default)).Total);

        // A call of that run may still be on its way: nobody else begins before it has run out.
        Assert.Null(await database.Ledger(mailbox.Id).OpenAsync(default));
    }

    [DatabaseFact]
    public async Task A_code_that_waits_opens_nothing_any_more()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await FullMailboxAsync(database, "maija");
        var codes = database.Get<Codes.OneTimeCodes>();
        await codes.IssueAsync(OneTimeCodePurpose.MailboxProof, mailbox.AccountId, "123456", default);
        await database.Get<MailboxErasure>().EraseAsync(mailbox.AccountId, Note(database, mailbox), default);
        Assert.False((await codes.VerifyAsync(OneTimeCodePurpose.MailboxProof, mailbox.AccountId, "123456", default)).IsAccepted);
    }

    [DatabaseFact]
    public async Task Deactivation_stops_a_run_at_once_and_the_rest_goes_after_thirty_days()
    {
        await using var database = await TestDatabase.CopyAsync();
        var (left, stays) = (await FullMailboxAsync(database, "left", m => m.LeaseUntil = null), await FullMailboxAsync(database, "stays"));
        var run = database.Ledger(left.Id);
        await run.OpenAsync(default);
        await DeactivateAsync(database, left.AccountId);

        await Assert.ThrowsAsync<LeaseLostException>(() => run.RecordAsync(new LedgerBatch(), default));
        Assert.True(await database.ReloadAsync(left) is { IsEnabled: false, ProvedAt: not null, OutlookCursor: not null });
        database.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        await database.Get<DailyPruning>().RunAsync(default);
        Assert.NotNull((await database.ReloadAsync(left)).OutlookCursor);

        database.Time.Advance(TimeSpan.FromMinutes(2));
        await database.Get<DailyPruning>().RunAsync(default);

        await AssertForgottenAsync(database, left);
        Assert.Equal(0, (await database.Get<MailboxErasure>().CountAsync(left.AccountId, default)).Total);
        Assert.NotEqual(0, (await database.Get<MailboxErasure>().CountAsync(stays.AccountId, default)).Rows["Links"]);
        Assert.NotNull((await database.ReloadAsync(stays)).OutlookCursor);
        Assert.Equal(0, (await database.Get<DailyPruning>().RunAsync(default)).Total);
    }

    private static async Task DeactivateAsync(TestDatabase database, Guid accountId)
    {
        await using var db = database.Open();
        await using var transaction = await db.BeginAloneAsync(default);
        await db.Users.Where(a => a.Id == accountId).ExecuteUpdateAsync(s => s.SetProperty(a => a.IsActive, false).SetProperty(a => a.DeactivatedAt, database.Now));
        await database.Get<MailboxSwitch>().StopAsync(db, accountId, default);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private static AuditRow Note(TestDatabase database, Mailbox mailbox) =>
        new() { At = database.Now, Action = AuditAction.SyncDataErased, ActorId = mailbox.AccountId, SubjectId = mailbox.AccountId };

    /// <summary>Every column but the ones that stay is as in a mailbox that was just made.</summary>
    private static async Task AssertForgottenAsync(TestDatabase database, Mailbox before)
    {
        await using var db = database.Open();
        var after = await db.Mailboxes.SingleAsync(m => m.Id == before.Id);
        var fresh = db.Entry(new Mailbox { Id = before.Id, AccountId = before.AccountId, Address = before.Address });
        Assert.Empty(db.Entry(after).Properties
            .Where(p => !Stays.Contains(p.Metadata.Name) && !Equals(p.CurrentValue, fresh.Property(p.Metadata.Name).CurrentValue))
            .Select(p => $"{p.Metadata.Name}: {p.CurrentValue}"));
        Assert.Equal((before.Address, before.PauseReason, after.RequestedVersion), (after.Address, after.PauseReason, after.CompletedVersion));
    }

    /// <summary>A mailbox in which no column has its first value, with a row in every table.</summary>
    private static async Task<Mailbox> FullMailboxAsync(TestDatabase database, string name, Action<Mailbox>? change = null)
    {
        var mailbox = await database.MailboxAsync(name);
        await using var db = database.Open();
        var row = db.Entry((await db.Mailboxes.FindAsync(mailbox.Id))!);
        foreach (var property in row.Properties.Where(p => !p.Metadata.IsKey() && p.Metadata.Name != "AccountId"))
        {
            property.CurrentValue = (Nullable.GetUnderlyingType(property.Metadata.ClrType) ?? property.Metadata.ClrType) switch
            {
                var type when type == typeof(DateTime) => database.Now.AddHours(property.Metadata.GetIndex()),
                var type when type == typeof(bool) => true,
                var type when type == typeof(int) => 7,
                var type when type == typeof(long) => 7L,
                var type when type == typeof(Guid) => Guid.NewGuid(),
                _ => $"{name} {property.Metadata.Name}",
            };
        }

        row.Entity.WindowEnd = row.Entity.WindowStart + TimeSpan.FromDays(1);
        change?.Invoke(row.Entity);
        foreach (var state in new[] { LinkState.Active, LinkState.Held, LinkState.Dismissed })
        {
            db.Links.Add((Links.Of($"e {state}", $"a {state}") with { State = state }).ToRow(mailbox.Id));
        }

        db.AddRange(
            new HistoryRow { MailboxId = mailbox.Id, At = database.Now, Title = "t" },
            new ConflictRow { MailboxId = mailbox.Id, At = database.Now, Title = "t", OutlookValue = "", SeveraValue = "" },
            new RunRow { MailboxId = mailbox.Id, StartedAt = database.Now, EndedAt = database.Now, Outcome = RunOutcome.Failed, Counts = "{}" },
            new QuietDay { MailboxId = mailbox.Id, Day = DateOnly.FromDateTime(database.Now), Runs = 1 },
            Links.Intent(Links.Of("i")).ToRow(mailbox.Id),
            new OwnWrite { MailboxId = mailbox.Id, ItemId = "i", Version = "v", At = database.Now },
            new DismissalRow { MailboxId = mailbox.Id, LinkId = Guid.NewGuid(), EndsAt = database.Now },
            new UndoRow { Id = Guid.NewGuid(), MailboxId = mailbox.Id, RequestedAt = database.Now });
        await db.SaveChangesAsync();
        return row.Entity;
    }
}
