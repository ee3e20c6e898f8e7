using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>P12: only ever added, in the transaction of the change.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CopyAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_line_is_never_changed_or_removed(bool removed)
    {
        await using var db = _database.Open();
        db.Audit.Add(Notes.Of(AuditAction.SyncPaused)(1));
        await db.SaveChangesAsync();
        var line = await db.Audit.SingleAsync();
        if (removed)
        {
            db.Audit.Remove(line);
        }
        else
        {
            line.Detail = "another";
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
        Assert.Throws<InvalidOperationException>(() => db.SaveChanges());
        await using var after = _database.Open();
        Assert.Equal("1", (await after.Audit.SingleAsync()).Detail);
    }

    [DatabaseFact]
    public async Task What_was_refused_leaves_no_line_and_what_was_done_leaves_one()
    {
        var mailbox = await _database.MailboxAsync(change: m => (m.IsEnabled, m.ProvedAt) = (false, null));
        var note = Notes.Of(AuditAction.SyncSwitchedOn)(0);
        await Assert.ThrowsAsync<SwitchRefusedException>(() => _database.Get<MailboxSwitch>().EnableAsync(mailbox.AccountId, default, note));
        Assert.Empty(await LinesAsync());

        await _database.Get<MailboxProof>().MarkProvedAsync(mailbox.AccountId, "folder", default, Notes.Of(AuditAction.MailboxProved)(0));
        await _database.Get<MailboxSwitch>().EnableAsync(mailbox.AccountId, default, note);
        Assert.Equal([AuditAction.MailboxProved, AuditAction.SyncSwitchedOn], await LinesAsync());
    }

    [Fact]
    public async Task A_change_whose_line_cannot_be_written_is_not_made()
    {
        var mailbox = await _database.MailboxAsync();
        var note = new AuditRow { Id = 1, Action = AuditAction.SyncPaused };
        await _database.Get<MailboxSwitch>().PauseAsync(mailbox.AccountId, "Moving", default, note);
        var same = new AuditRow { Id = 1, Action = AuditAction.SyncPauseEnded };
        await Assert.ThrowsAsync<DbUpdateException>(() => _database.Get<MailboxSwitch>().EndPauseAsync(mailbox.AccountId, default, same));
        Assert.NotNull((await _database.ReloadAsync(mailbox)).PausedAt);
        Assert.Equal([AuditAction.SyncPaused], await LinesAsync());
    }

    private async Task<List<AuditAction>> LinesAsync()
    {
        await using var db = _database.Open();
        return await db.Audit.OrderBy(a => a.Id).Select(a => a.Action).ToListAsync();
    }
}
