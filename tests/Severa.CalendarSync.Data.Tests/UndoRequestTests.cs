using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>R25: only the owner's own writes, each once, kept encrypted and settled with the write.</summary>
public sealed class UndoRequestTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private Mailbox _maija = null!;
    private Mailbox _pekka = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CopyAsync();
        _maija = await _database.MailboxAsync("maija");
        _pekka = await _database.MailboxAsync("pekka");
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseFact]
    public async Task A_request_carries_key_and_values_to_the_next_run()
    {
        var told = Links.Told(Guid.NewGuid());
        var id = await TellAsync(_maija, told);

        var answer = await RequestAsync(_maija, id);

        Assert.Equal((1, _maija.Id), (answer.Count, Assert.Single(answer.MailboxesToRun)));
        var undo = Assert.Single((await OpenAsync()).Undos);
        Assert.Equal((told.LinkId, told.Kind, told.Target, told.Fields, told.Key, told.Values, false), (undo.LinkId, undo.Kind, undo.Target, undo.Fields, undo.Key, undo.Values, undo.OnBothSides));
        Assert.Equal("Europe/Helsinki", undo.Values.Before!.When.ZoneId);
        Assert.DoesNotContain("marker-", await _database.RawAsync(), StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task Nobody_undoes_what_happened_in_another_mailbox()
    {
        var id = await TellAsync(_pekka, Links.Told(Guid.NewGuid()));
        Assert.Equal(0, (await RequestAsync(_maija, id)).Count);
    }

    [DatabaseFact]
    public async Task A_write_is_asked_for_once_and_history_of_an_earlier_address_never()
    {
        var id = await TellAsync(_maija, Links.Told(Guid.NewGuid()));
        Assert.Equal(1, (await RequestAsync(_maija, id)).Count);
        Assert.Equal(0, (await RequestAsync(_maija, id)).Count);

        var hidden = await TellAsync(_maija, Links.Told(Guid.NewGuid()));
        await _database.ChangeAsync(_maija, m => m.HistoryVisibleFrom = _database.Now.AddDays(1));
        Assert.Equal(0, (await RequestAsync(_maija, hidden)).Count);
    }

    [DatabaseFact]
    public async Task What_wrote_nothing_or_was_an_undo_is_not_undone()
    {
        var link = Guid.NewGuid();
        var ids = new[]
        {
            await TellAsync(_maija, Links.Told(link, SyncActionKind.Adopt) with { Values = null }),
            await TellAsync(_maija, Links.Told(link) with { Reason = Reason.UndoneByPerson }),
            await TellAsync(_maija, Links.Told(link, SyncActionKind.SetBack) with { Reason = Reason.MeetingIsReadOnly }),
        };
        Assert.Equal(0, (await RequestAsync(_maija, ids)).Count);
    }

    [DatabaseFact]
    public async Task A_whole_run_is_asked_for_at_once()
    {
        await TellAsync(_maija, Links.Told(Guid.NewGuid()));
        var ledger = _database.Ledger(_maija.Id);
        await ledger.OpenAsync(default);
        await ledger.RecordAsync(new LedgerBatch { History = [Links.Told(Guid.NewGuid()), Links.Told(Guid.NewGuid())] }, default);
        await ledger.CompleteAsync(_database.Report() with { Counts = new RunCounts { UpdatedInSevera = 2 } }, default);
        await using var db = _database.Open();
        var run = await db.Runs.OrderByDescending(r => r.Id).Select(r => r.RunId).FirstAsync();

        Assert.Equal(2, (await _database.Get<UndoRequests>().RequestRunAsync(_maija.AccountId, run, Notes.Of(AuditAction.RunUndone), default)).Count);
    }

    [DatabaseFact]
    public async Task A_request_is_settled_in_the_transaction_of_the_write_and_a_mailbox_that_is_off_runs_for_it()
    {
        await _database.ChangeAsync(_maija, m => m.IsEnabled = false);
        await RequestAsync(_maija, await TellAsync(_maija, Links.Told(Guid.NewGuid())));
        Assert.True(await _database.Get<MailboxQueue>().IsRunWantedAsync(_maija.Id, default));

        var ledger = _database.Ledger(_maija.Id);
        var snapshot = (await ledger.OpenAsync(default))!;
        Assert.True(snapshot.OnlyDecisions);
        await ledger.RecordAsync(new LedgerBatch { SettledUndos = [new SettledUndo(snapshot.Undos.Single().Id, Reason.ChangedSince)] }, default);
        await ledger.CompleteAsync(_database.Report(), default);

        Assert.Empty((await OpenAsync()).Undos);
        Assert.False(await _database.Get<MailboxQueue>().IsRunWantedAsync(_maija.Id, default));
        await using var db = _database.Open();
        Assert.Equal(Reason.ChangedSince, (await db.Undos.SingleAsync()).Result);
    }

    [DatabaseFact]
    public async Task Restoring_a_conflict_asks_for_the_value_that_lost_on_both_sides()
    {
        var link = Guid.NewGuid();
        var ledger = _database.Ledger(_maija.Id);
        await ledger.OpenAsync(default);
        await ledger.IntendAsync([], [new Conflict(TestDatabase.Start, link, ItemFields.Title, Side.Outlook, "t", "marker-won", "marker-lost")], default);
        await ledger.RecordAsync(new LedgerBatch { History = [Links.Told(link, fields: ItemFields.Title | ItemFields.Place)] }, default);
        await ledger.CompleteAsync(_database.Report(), default);
        await using var db = _database.Open();
        var conflict = await db.Conflicts.Select(c => c.Id).SingleAsync();

        Assert.Equal(0, (await _database.Get<UndoRequests>().RestoreAsync(_pekka.AccountId, conflict, Notes.Of(AuditAction.ValueRestored), default)).Count);
        Assert.Equal(1, (await _database.Get<UndoRequests>().RestoreAsync(_maija.AccountId, conflict, Notes.Of(AuditAction.ValueRestored), default)).Count);

        var undo = Assert.Single((await OpenAsync()).Undos);
        Assert.Equal((ItemFields.Title, "marker-lost", true), (undo.Fields, undo.Values.Before!.Title, undo.OnBothSides));
    }

    /// <summary>Title and place were lost in one write: its line of the history serves for each, and for the rest of the write.</summary>
    [DatabaseFact]
    public async Task Each_of_two_conflicts_that_one_write_decided_is_restored_once()
    {
        var (line, title, place) = await TwoConflictsAsync(SyncActionKind.Update, Reason.ConflictOutlookWins);
        Assert.Equal(1, (await RestoreAsync(title)).Count);
        Assert.Equal(1, (await RestoreAsync(place)).Count);
        Assert.Equal(0, (await RestoreAsync(title)).Count);
        Assert.Equal(1, (await RequestAsync(_maija, line)).Count);
        Assert.Equal(0, (await RequestAsync(_maija, line)).Count);

        await SettleAsync(Reason.RestoredByPerson);
        Assert.Equal(0, (await RestoreAsync(title)).Count);
        Assert.Equal(0, (await RequestAsync(_maija, line)).Count);
    }

    [DatabaseFact]
    public async Task What_was_refused_can_be_asked_for_again()
    {
        var (line, title, _) = await TwoConflictsAsync(SyncActionKind.Update, Reason.ConflictOutlookWins);
        await RestoreAsync(title);
        await RequestAsync(_maija, line);
        await SettleAsync(Reason.ChangedSince);

        Assert.Equal(1, (await RestoreAsync(title)).Count);
        Assert.Equal(1, (await RequestAsync(_maija, line)).Count);
    }

    /// <summary>A rule wants it so, and a later write of the same field is not what overwrote it.</summary>
    [DatabaseFact]
    public async Task What_a_rule_set_back_is_not_restored()
    {
        var (_, title, _) = await TwoConflictsAsync(SyncActionKind.SetBack, Reason.ShortenedText);
        await using var db = _database.Open();
        var link = await db.Conflicts.Select(c => c.LinkId).FirstAsync();
        await TellAsync(_maija, Links.Told(link, fields: ItemFields.Title | ItemFields.Place));

        Assert.Equal(0, (await RestoreAsync(title)).Count);
        Assert.Empty(await UndoableWrites.Restorable(db, _maija).ToListAsync());
    }

    private async Task<(long Line, long Title, long Place)> TwoConflictsAsync(SyncActionKind kind, Reason reason)
    {
        var link = Guid.NewGuid();
        var ledger = _database.Ledger(_maija.Id);
        await ledger.OpenAsync(default);
        await ledger.IntendAsync(
            [],
            [
                new Conflict(TestDatabase.Start, link, ItemFields.Title, Side.Outlook, "t", "won", "lost"),
                new Conflict(TestDatabase.Start, link, ItemFields.Place, Side.Outlook, "t", "won", "lost"),
            ],
            default);
        await ledger.CompleteAsync(_database.Report(), default);
        var line = await TellAsync(_maija, Links.Told(link, kind, fields: ItemFields.Title | ItemFields.Place) with { Reason = reason });
        await using var db = _database.Open();
        var conflicts = await db.Conflicts.OrderBy(c => c.Id).Select(c => c.Id).ToListAsync();
        return (line, conflicts[0], conflicts[1]);
    }

    private async Task SettleAsync(Reason result)
    {
        await using var db = _database.Open();
        await db.Undos.ExecuteUpdateAsync(set => set.SetProperty(u => u.SettledAt, _database.Now).SetProperty(u => u.Result, result));
    }

    private Task<UndoAnswer> RestoreAsync(long conflict) =>
        _database.Get<UndoRequests>().RestoreAsync(_maija.AccountId, conflict, Notes.Of(AuditAction.ValueRestored), default);

    private async Task<long> TellAsync(Mailbox mailbox, HistoryEvent told)
    {
        await LedgerTests.RecordAsync(_database, mailbox.Id, new LedgerBatch { History = [told] });
        await using var db = _database.Open();
        return await db.History.MaxAsync(h => h.Id);
    }

    private Task<UndoAnswer> RequestAsync(Mailbox mailbox, params long[] ids) =>
        _database.Get<UndoRequests>().RequestAsync(mailbox.AccountId, ids, Notes.Of(AuditAction.ChangeUndone), default);

    private Task<LedgerSnapshot> OpenAsync() => LedgerTests.OpenAndCloseAsync(_database, _maija.Id);
}
