using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Codes;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Restore;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests.Restore;

/// <summary>What was under way at the time of a backup is void once the backup was put back.</summary>
public sealed class RestoredDatabaseTests : IAsyncLifetime, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("journal-").FullName;
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync(KeyValuePair.Create("Audit:JournalFolder", (string?)_folder));

    [DatabaseFact]
    public async Task Nothing_runs_until_an_administrator_says_so_and_then_no_deletion_goes_without_a_person()
    {
        var mailbox = await _database.MailboxAsync(change: m => (m.OutlookCursor, m.SeveraCursor, m.ExpectedPlan) = ("cursor", "7", "plan"));
        Assert.NotEmpty(await _database.Get<MailboxQueue>().PickAsync(10, default));

        Assert.Equal(1, await Restored.StartOverAsync(default));

        Assert.Empty(await _database.Get<MailboxQueue>().PickAsync(10, default));
        await ChangeAsync(db => db.Organizations.ExecuteUpdateAsync(set => set.SetProperty(o => o.Mode, SyncMode.Normal)));
        Assert.Equal([mailbox.Id], await _database.Get<MailboxQueue>().PickAsync(10, default));
        var snapshot = (await _database.Ledger(mailbox.Id).OpenAsync(default))!;
        Assert.True(snapshot is { IsFullDue: true, HoldAllDeletions: true, OutlookCursor: null, SeveraCursor: null, ExpectedPlan: null });
    }

    [DatabaseFact]
    public async Task What_was_under_way_is_void_and_what_was_agreed_stays()
    {
        var mailbox = await _database.MailboxAsync();
        var (held, copy, kept) = (Links.Full(), Links.Of("copy", "b") with { Decision = LinkDecision.RemoveCopy }, Links.Of("kept", "a"));
        var run = _database.Ledger(mailbox.Id);
        Assert.NotNull(await run.OpenAsync(default));
        await run.RecordAsync(new LedgerBatch { Links = [held, copy, kept], OwnWrites = [new ItemVersion("kept", "v1")], History = [Links.Told(kept.Id)] }, default);
        await run.IntendAsync([Links.Intent(Links.Of("new"))], [], default);
        await ChangeAsync(async db =>
        {
            db.Undos.Add(new UndoRow { Id = Guid.NewGuid(), MailboxId = mailbox.Id, HistoryId = (await db.History.SingleAsync()).Id, RequestedAt = _database.Now });
            return await db.SaveChangesAsync();
        });

        await Restored.StartOverAsync(default);

        // Who was at work before the restore has no say any more.
        await Assert.ThrowsAsync<LeaseLostException>(() => run.RecordAsync(new LedgerBatch { Links = [Links.Of("late", "c")] }, default));
        var snapshot = (await _database.Ledger(mailbox.Id).OpenAsync(default))!;
        Assert.Empty(snapshot.OpenIntents);
        Assert.Empty(snapshot.OwnWrites);
        Assert.Empty(snapshot.Undos);
        Assert.Equal(new[] { held, copy, kept }.Select(l => (l.Id, l.State)).Order(), snapshot.Links.Select(l => (l.Id, l.State)).Order());
        Assert.All(snapshot.Links, link => Assert.Equal(LinkDecision.None, link.Decision));
    }

    [DatabaseFact]
    public async Task Links_and_sessions_of_before_open_nothing()
    {
        var mailbox = await _database.MailboxAsync();
        var issued = await _database.Get<OneTimeCodes>().IssueAsync(OneTimeCodePurpose.Invitation, mailbox.AccountId, code: null, default);

        await Restored.StartOverAsync(default);

        Assert.False((await _database.Get<OneTimeCodes>().VerifyAsync(OneTimeCodePurpose.Invitation, mailbox.AccountId, issued.Code, default)).IsAccepted);
        await using var db = _database.Open();
        Assert.NotEqual("s", (await db.Users.SingleAsync()).SecurityStamp);
    }

    [DatabaseFact]
    public async Task Only_what_the_backup_does_not_know_is_lost_and_only_once()
    {
        var mailbox = await _database.MailboxAsync();
        await NoteAsync(mailbox, AuditAction.SyncSwitchedOn);
        _database.Time.Advance(TimeSpan.FromHours(8));
        var since = await NoteAsync(mailbox, AuditAction.SyncSwitchedOff);
        await TakeBackAsync(since);
        Assert.Equal(["SyncSwitchedOff"], (await Restored.ReadLostAsync(default)).Lost.Select(l => l.Action));

        // What the command itself does over again says nothing about the time of the backup: it may have been killed in the middle.
        await NoteAsync(mailbox, AuditAction.SyncSwitchedOff, byConsole: true);
        Assert.Equal(["SyncSwitchedOff"], (await Restored.ReadLostAsync(default)).Lost.Select(l => l.Action));
        await Restored.EndAsync("done", default);
        Assert.Empty((await Restored.ReadLostAsync(default)).Lost);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private RestoredDatabase Restored => _database.Get<RestoredDatabase>();

    private async Task<long> NoteAsync(Mailbox mailbox, AuditAction action, bool byConsole = false)
    {
        _database.Time.Advance(TimeSpan.FromMinutes(1));
        await using var db = _database.Open();
        var row = new AuditRow { At = _database.Now, Action = action, SubjectId = mailbox.AccountId, ActorId = byConsole ? null : mailbox.AccountId };
        db.Audit.Add(row);
        await db.SaveChangesAsync();
        return row.Id;
    }

    /// <summary>As a backup of before does.</summary>
    private Task TakeBackAsync(long from) => ChangeAsync(db => db.Audit.Where(a => a.Id >= from).ExecuteDeleteAsync());

    private async Task ChangeAsync(Func<SyncDbContext, Task<int>> change)
    {
        await using var db = _database.Open();
        await change(db);
    }
}
