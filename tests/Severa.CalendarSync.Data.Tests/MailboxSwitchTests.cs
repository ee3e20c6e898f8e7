using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

public sealed class MailboxSwitchTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    private MailboxSwitch Switch => _database.Get<MailboxSwitch>();

    private MailboxProof Proof => _database.Get<MailboxProof>();

    public async Task InitializeAsync() => _database = await TestDatabase.CopyAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseFact]
    public async Task Switching_on_needs_the_proof_and_makes_the_first_run_due()
    {
        var account = await _database.AccountAsync();
        await RefusedAsync(SwitchRefusedException.NotProved, () => Switch.EnableAsync(account.Id, default));
        var id = await Proof.MarkProvedAsync(account.Id, "folder", default);

        Assert.Equal(id, await Switch.EnableAsync(account.Id, default));

        var mailbox = await ReadAsync(account.Id);
        Assert.True(mailbox.IsEnabled);
        Assert.False(mailbox.HoldAllDeletions);
        Assert.Equal("maija@example.com", mailbox.Address);
        Assert.Equal([id], await _database.Get<MailboxQueue>().PickAsync(5, default));
    }

    [DatabaseTheory]
    [InlineData(WhoMaySwitchOn.Nobody, true, true, SwitchRefusedException.NotChosen)]
    [InlineData(WhoMaySwitchOn.ChosenPeople, false, true, SwitchRefusedException.NotChosen)]
    [InlineData(WhoMaySwitchOn.ChosenPeople, true, true, null)]
    [InlineData(WhoMaySwitchOn.Everyone, false, true, null)]
    [InlineData(WhoMaySwitchOn.Everyone, false, false, SwitchRefusedException.AddOnOff)]
    public async Task The_organisation_says_who_may(WhoMaySwitchOn who, bool isChosen, bool isAddOnOn, int? refused)
    {
        var account = await _database.AccountAsync();
        await Proof.MarkProvedAsync(account.Id, "folder", default);
        await using (var db = _database.Open())
        {
            await db.Organizations.ExecuteUpdateAsync(s => s.SetProperty(o => o.WhoMaySwitchOn, who).SetProperty(o => o.IsAddOnOn, isAddOnOn));
            await db.Users.ExecuteUpdateAsync(s => s.SetProperty(a => a.IsChosen, isChosen));
        }

        if (refused is { } number)
        {
            await RefusedAsync(number, () => Switch.EnableAsync(account.Id, default));
        }
        else
        {
            await Switch.EnableAsync(account.Id, default);
        }

        Assert.Equal(refused is null, (await ReadAsync(account.Id)).IsEnabled);
    }

    [DatabaseFact]
    public async Task Off_makes_links_dormant_and_on_again_wakes_them_and_holds_deletions()
    {
        var mailbox = await _database.MailboxAsync();
        var aside = new SetAside("ErrorItemCorrupt", 5, TestDatabase.Start.AddHours(4));
        var (active, outOfWindow) = (Links.Of("a") with { SetAside = aside }, Links.Of("b") with { State = LinkState.Dormant, StateReason = Reason.OutOfWindow });
        await LedgerTests.RecordAsync(_database, mailbox.Id, new LedgerBatch { Links = [active, outOfWindow] });

        await Switch.DisableAsync(mailbox.AccountId, "leaves soon", default);
        Assert.Equal((LinkState.Dormant, Reason.SwitchedOff), await StateAsync(active.Id));
        Assert.Equal("leaves soon", (await ReadAsync(mailbox.AccountId)).PauseReason);
        Assert.Empty(await _database.Get<MailboxQueue>().PickAsync(5, default));

        await Switch.EnableAsync(mailbox.AccountId, default);
        Assert.Equal((LinkState.Active, Reason.None), await StateAsync(active.Id));
        Assert.Equal((LinkState.Dormant, Reason.OutOfWindow), await StateAsync(outOfWindow.Id));
        var read = await ReadAsync(mailbox.AccountId);
        Assert.True(read.HoldAllDeletions);
        Assert.Null(read.PauseReason);
        var first = (await _database.Ledger(mailbox.Id).OpenAsync(default))!;
        Assert.True(first.IsFullDue);
        Assert.Equal(aside with { RetryAt = TestDatabase.Start }, first.Links.Single(l => l.Id == active.Id).SetAside);
    }

    [DatabaseFact]
    public async Task Switching_on_twice_holds_nothing()
    {
        var mailbox = await _database.MailboxAsync();
        await Switch.EnableAsync(mailbox.AccountId, default);
        Assert.False((await ReadAsync(mailbox.AccountId)).HoldAllDeletions);
    }

    [DatabaseFact]
    public async Task Stopping_a_mailbox_stops_the_run_in_progress()
    {
        foreach (var (how, stop) in new (string, Func<Mailbox, Task>)[]
        {
            ("paused", m => Switch.PauseAsync(m.AccountId, "why", default)),
            ("no longer proved", m => Proof.VoidAsync(m.AccountId, default)),
            ("switched off", m => Switch.DisableAsync(m.AccountId, null, default)),
        })
        {
            var mailbox = await _database.MailboxAsync(how);
            var ledger = _database.Ledger(mailbox.Id);
            Assert.NotNull(await ledger.OpenAsync(default));
            await stop(mailbox);
            await Assert.ThrowsAsync<LeaseLostException>(() => ledger.RecordAsync(new LedgerBatch { Links = [Links.Of("x")] }, default));
            Assert.Null(await _database.Ledger(mailbox.Id).OpenAsync(default));
        }
    }

    [DatabaseFact]
    public async Task A_pause_freezes_and_its_end_makes_due()
    {
        var mailbox = await _database.MailboxAsync();
        var link = Links.Of("a");
        await LedgerTests.RecordAsync(_database, mailbox.Id, new LedgerBatch { Links = [link] });
        await Switch.PauseAsync(mailbox.AccountId, "migration", default);
        Assert.Equal((LinkState.Active, Reason.None), await StateAsync(link.Id));
        Assert.False(await _database.Get<MailboxQueue>().IsRunWantedAsync(mailbox.Id, default));
        await Switch.EndPauseAsync(mailbox.AccountId, default);
        Assert.Equal([mailbox.Id], await _database.Get<MailboxQueue>().PickAsync(5, default));
    }

    [DatabaseFact]
    public async Task A_new_address_switches_off_voids_the_proof_and_hides_the_past()
    {
        var mailbox = await _database.MailboxAsync();
        await using (var db = _database.Open())
        {
            await Proof.ChangeAddressAsync(db, mailbox.AccountId, " New.Name@Example.com ", default);
            await db.SaveChangesAsync();
        }

        var read = await ReadAsync(mailbox.AccountId);
        Assert.Equal("new.name@example.com", read.Address);
        Assert.False(read.IsEnabled);
        Assert.Null(read.ProvedAt);
        Assert.Null(read.FolderId);
        Assert.Equal(_database.Now, read.HistoryVisibleFrom);
    }

    [DatabaseFact]
    public async Task A_mailbox_belongs_to_the_account_that_proved_it_first()
    {
        var maija = await _database.MailboxAsync("maija");
        var pekka = await _database.AccountAsync("pekka");
        await RefusedAsync(SwitchRefusedException.BelongsToAnother, () => Proof.MarkProvedAsync(pekka.Id, maija.FolderId!, default));
        await Proof.MarkProvedAsync(pekka.Id, maija.FolderId!.ToUpperInvariant(), default);
        await Proof.MarkProvedAsync(maija.AccountId, maija.FolderId, default);
        Assert.Null((await ReadAsync(maija.AccountId)).HistoryVisibleFrom);
        await Proof.MarkProvedAsync(maija.AccountId, "another folder", default);
        Assert.Equal(_database.Now, (await ReadAsync(maija.AccountId)).HistoryVisibleFrom);
    }

    [DatabaseFact]
    public async Task Proving_another_folder_lets_the_next_run_match_anew_and_the_same_one_changes_nothing()
    {
        var mailbox = await _database.MailboxAsync(change: m => (m.Epoch, m.OutlookCursor) = ("folder-maija", "cursor"));
        await Proof.MarkProvedAsync(mailbox.AccountId, "folder-maija", default);
        Assert.Equal(("folder-maija", "cursor"), ((await ReadAsync(mailbox.AccountId)).Epoch, (await ReadAsync(mailbox.AccountId)).OutlookCursor));
        await Proof.MarkProvedAsync(mailbox.AccountId, "moved", default);
        Assert.Equal(("", null), ((await ReadAsync(mailbox.AccountId)).Epoch, (await ReadAsync(mailbox.AccountId)).OutlookCursor));
    }

    [DatabaseFact]
    public async Task The_database_itself_refuses_a_mailbox_proved_twice()
    {
        await _database.MailboxAsync("maija");
        var error = await Assert.ThrowsAsync<DbUpdateException>(() => _database.MailboxAsync("pekka", m => m.FolderId = "folder-maija"));
        Assert.Contains("FolderId", error.InnerException!.Message, StringComparison.Ordinal);
        await _database.MailboxAsync("liisa", m => (m.FolderId, m.ProvedAt) = ("folder-maija", null));
    }

    private static async Task RefusedAsync(int number, Func<Task> change) =>
        Assert.Equal(number, (await Assert.ThrowsAsync<SwitchRefusedException>(change)).Number);

    private async Task<Mailbox> ReadAsync(Guid accountId)
    {
        await using var db = _database.Open();
        return await db.Mailboxes.SingleAsync(m => m.AccountId == accountId);
    }

    private async Task<(LinkState State, Reason Reason)> StateAsync(Guid linkId)
    {
        await using var db = _database.Open();
        var link = await db.Links.SingleAsync(l => l.Id == linkId);
        return (link.State, link.StateReason);
    }
}
