using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>What somebody asked for ends when nobody can, or wants to, carry it out any more: it never becomes something else.</summary>
public sealed class WithdrawnRequestTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private Mailbox _maija = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CopyAsync();
        _maija = await _database.MailboxAsync("maija");
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseFact]
    public async Task An_undo_whose_history_is_gone_is_settled_and_a_mailbox_that_is_off_runs_no_more_for_it()
    {
        await UndoAsync();
        await _database.ChangeAsync(_maija, m => m.IsEnabled = false);
        await using var db = _database.Open();
        await db.History.ExecuteDeleteAsync();

        Assert.Empty((await OpenAndSucceedAsync()).Undos);

        var undo = await db.Undos.SingleAsync();
        Assert.Equal((_database.Now, Reason.NothingToUndo), (undo.SettledAt, undo.Result));
        Assert.False(await _database.Get<MailboxQueue>().IsRunWantedAsync(_maija.Id, default));
    }

    [DatabaseFact]
    public async Task A_value_that_is_not_kept_any_more_is_not_restored_and_nothing_else_is_undone_instead()
    {
        var conflict = await ConflictAsync();
        Assert.Equal(1, (await _database.Get<UndoRequests>().RestoreAsync(_maija.AccountId, conflict, Notes.Of(AuditAction.ValueRestored), default)).Count);
        await using var db = _database.Open();
        await db.Conflicts.ExecuteDeleteAsync();

        Assert.Empty((await OpenAndSucceedAsync()).Undos);
        Assert.Equal(Reason.NothingToUndo, (await db.Undos.SingleAsync()).Result);
    }

    [DatabaseFact]
    public async Task Nothing_asked_for_at_an_earlier_address_is_done_in_the_new_calendar()
    {
        var copy = Links.Of("e", "a") with { Origin = Origin.Severa };
        await RecordAsync(new LedgerBatch { Links = [copy] });
        await UndoAsync();
        await _database.Get<MailboxSwitch>().DisableAsync(_maija.AccountId, null, default, removeCopies: true);
        _database.Time.Advance(TimeSpan.FromMinutes(2));

        await using (var db = _database.Open())
        {
            await _database.Get<MailboxProof>().ChangeAddressAsync(db, _maija.AccountId, "new@example.com", default);
            await db.SaveChangesAsync();
        }

        await _database.ChangeAsync(_maija, m => (m.FolderId, m.ProvedAt) = ("another folder", _database.Now));

        Assert.False(await _database.Get<MailboxQueue>().IsRunWantedAsync(_maija.Id, default));
        _database.Time.Advance(TimeSpan.FromMinutes(2));
        var snapshot = await OpenAndSucceedAsync();
        Assert.Empty(snapshot.Undos);
        Assert.Equal(LinkDecision.None, Assert.Single(snapshot.Links).Decision);
    }

    [DatabaseFact]
    public async Task A_conflict_of_an_earlier_address_is_not_restored()
    {
        var conflict = await ConflictAsync();
        await _database.ChangeAsync(_maija, m => m.HistoryVisibleFrom = _database.Now.AddMinutes(1));
        _database.Time.Advance(TimeSpan.FromMinutes(5));
        await using var db = _database.Open();
        await db.History.ExecuteUpdateAsync(set => set.SetProperty(h => h.At, _database.Now));
        Assert.Equal(0, (await _database.Get<UndoRequests>().RestoreAsync(_maija.AccountId, conflict, Notes.Of(AuditAction.ValueRestored), default)).Count);
    }

    [DatabaseFact]
    public async Task Who_switches_on_again_keeps_his_copies_and_only_those_of_an_unticked_type_still_go()
    {
        var active = Links.Of("e1", "a1") with { Origin = Origin.Severa };
        var past = Links.Of("e2", "a2") with { State = LinkState.Dormant, StateReason = Reason.OutOfWindow };
        var unticked = Links.Of("e3", "a3") with { Origin = Origin.Severa, State = LinkState.Dormant, StateReason = Reason.TypeNotTicked, Decision = LinkDecision.RemoveCopy };
        await RecordAsync(new LedgerBatch { Links = [active, past, unticked] });
        var switches = _database.Get<MailboxSwitch>();

        await switches.DisableAsync(_maija.AccountId, null, default, removeCopies: true);
        Assert.Equal(3, await MarkedAsync());
        await switches.EnableAsync(_maija.AccountId, default);

        Assert.Equal(1, await MarkedAsync());
        await using var db = _database.Open();
        Assert.Equal(LinkDecision.RemoveCopy, (await db.Links.SingleAsync(l => l.Id == unticked.Id)).Decision);
    }

    [DatabaseFact]
    public async Task A_run_that_removes_copies_ends_when_its_owner_switches_on_again_and_no_pair_rests_because_of_it()
    {
        var copy = Links.Of("e1", "a1") with { Origin = Origin.Severa };
        await RecordAsync(new LedgerBatch { Links = [copy] });
        await _database.Get<MailboxSwitch>().DisableAsync(_maija.AccountId, null, default, removeCopies: true);
        _database.Time.Advance(TimeSpan.FromMinutes(2));
        var ledger = _database.Ledger(_maija.Id);
        var read = Assert.Single((await ledger.OpenAsync(default))!.Links);

        await _database.Get<MailboxSwitch>().EnableAsync(_maija.AccountId, default);

        await Assert.ThrowsAsync<LeaseLostException>(() => ledger.RecordAsync(new LedgerBatch { Links = [read with { Decision = LinkDecision.None }] }, default));
        await using var db = _database.Open();
        var link = await db.Links.SingleAsync();
        Assert.Equal((LinkState.Active, Reason.None), (link.State, link.StateReason));
    }

    private async Task<int> MarkedAsync()
    {
        await using var db = _database.Open();
        return await db.Links.CountAsync(l => l.Decision == LinkDecision.RemoveCopy);
    }

    private async Task UndoAsync()
    {
        await RecordAsync(new LedgerBatch { History = [Links.Told(Guid.NewGuid())] });
        await using var db = _database.Open();
        var id = await db.History.MaxAsync(h => h.Id);
        Assert.Equal(1, (await _database.Get<UndoRequests>().RequestAsync(_maija.AccountId, [id], Notes.Of(AuditAction.ChangeUndone), default)).Count);
    }

    private async Task<long> ConflictAsync()
    {
        var link = Guid.NewGuid();
        var ledger = _database.Ledger(_maija.Id);
        await ledger.OpenAsync(default);
        await ledger.IntendAsync([], [new Conflict(TestDatabase.Start, link, ItemFields.Title, Side.Outlook, "t", "won", "lost")], default);
        await ledger.RecordAsync(new LedgerBatch { History = [Links.Told(link, fields: ItemFields.Title | ItemFields.Place)] }, default);
        await ledger.CompleteAsync(_database.Report(), default);
        await using var db = _database.Open();
        return await db.Conflicts.Select(c => c.Id).SingleAsync();
    }

    private Task RecordAsync(LedgerBatch batch) => LedgerTests.RecordAsync(_database, _maija.Id, batch);

    private Task<LedgerSnapshot> OpenAndSucceedAsync() => LedgerTests.OpenAndCloseAsync(_database, _maija.Id);
}
