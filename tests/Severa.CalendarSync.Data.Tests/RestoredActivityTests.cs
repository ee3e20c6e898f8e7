using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Tests.Support;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>R25: "Deleted. Undo" on the page of activities, before and after a run has carried the deletion out.</summary>
public sealed class RestoredActivityTests : IAsyncLifetime
{
    private static readonly EntryFacts Meeting = new(HasAttendees: true);

    private WholeRun _whole = null!;

    public async Task InitializeAsync() => _whole = await WholeRun.CreateAsync();

    public async Task DisposeAsync() => await _whole.DisposeAsync();

    [DatabaseTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_activity_of_a_meeting_is_paired_with_it_again(bool runsBetween)
    {
        var meeting = _whole.Outlook.UserAdds(WholeRun.At("meeting", 1), Meeting);
        await _whole.SettleAsync();
        var id = await DeleteAsync("meeting", runsBetween);

        await RestoreAsync(id);
        await _whole.SettleAsync();
        _whole.Outlook.UserChanges(meeting, c => c with { Title = "moved on" });
        await _whole.SettleAsync();

        Assert.Equal(("moved on", "moved on"), (_whole.Outlook.Visible.Single().Content.Title, (await _whole.ActivitiesAsync()).Single().Content.Title));
        var link = Assert.Single(await LinksAsync());
        Assert.Equal((LinkState.Active, id.ToString("N")), (link.State, link.ActivityId));
        Assert.Empty((await LedgerTests.OpenAndCloseAsync(_whole.Database, _whole.Mailbox.Id)).Dismissals);
    }

    [DatabaseFact]
    public async Task It_is_paired_again_also_where_it_was_made_in_Severa()
    {
        await _whole.MakeActivityAsync("talk");
        await _whole.SettleAsync();
        var entry = _whole.Outlook.Visible.Single();
        entry.Entry = Meeting;
        _whole.Outlook.UserChanges(entry, c => c with { Place = "Room 7" });
        await _whole.SettleAsync();
        var id = await DeleteAsync("talk", runs: true);

        await RestoreAsync(id);
        await _whole.SettleAsync();

        Assert.Single(_whole.Outlook.Visible);
        Assert.Equal((LinkState.Active, id.ToString("N")), (await LinksAsync()).Select(l => (l.State, l.ActivityId)).Single());
    }

    [DatabaseFact]
    public async Task A_run_that_was_just_dismissing_the_meeting_does_not_stand_in_the_way()
    {
        _whole.Outlook.UserAdds(WholeRun.At("meeting", 1), Meeting);
        await _whole.SettleAsync();
        var id = await DeleteAsync("meeting", runs: true);
        await RestoreAsync(id);
        await ChangeLinksAsync(l => l.ActivityId = null);

        await _whole.SettleAsync();

        Assert.Single(_whole.Outlook.Visible);
        Assert.Equal(LinkState.Active, Assert.Single(await LinksAsync()).State);
    }

    [DatabaseTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_meeting_is_gone_as_well_it_stays_and_the_meeting_is_not_made_anew(bool runsBetween)
    {
        var meeting = _whole.Outlook.UserAdds(WholeRun.At("meeting", 1), Meeting);
        await _whole.SettleAsync();
        var id = await DeleteAsync("meeting", runs: true);
        _whole.Outlook.UserDeletes(meeting);
        if (runsBetween)
        {
            await _whole.SettleAsync();
        }

        await RestoreAsync(id);
        await _whole.SettleAsync();
        await _whole.Database.ChangeAsync(_whole.Mailbox, m => m.FullComparisonDueAt = null);
        await _whole.SettleAsync();

        Assert.Empty(_whole.Outlook.Visible);
        Assert.Single(await _whole.ActivitiesAsync());
        Assert.Equal((LinkState.Dormant, Reason.MeetingNeverMadeAnew), (await LinksAsync()).Select(l => (l.State, l.StateReason)).Single());
    }

    [DatabaseFact]
    public async Task A_dismissed_meeting_that_is_brought_back_gets_a_new_activity_and_the_old_one_is_one_by_itself()
    {
        _whole.Outlook.UserAdds(WholeRun.At("meeting", 1), Meeting);
        await _whole.SettleAsync();
        var id = await DeleteAsync("meeting", runs: true);
        await ChangeLinksAsync(l => l.Decision = LinkDecision.BringBack);
        await _whole.SettleAsync();
        var anew = Assert.Single(await _whole.ActivitiesAsync());

        await RestoreAsync(id);
        await _whole.SettleAsync();

        Assert.Equal([anew.Id, id], (await _whole.ActivitiesAsync()).Select(a => a.Id).OrderBy(a => a == id));
        Assert.All(await LinksAsync(), l => Assert.Equal(LinkState.Active, l.State));
    }

    [DatabaseTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_activity_of_a_plain_entry_has_one_entry(bool runsBetween)
    {
        _whole.Outlook.UserAdds(WholeRun.At("plain", 1));
        await _whole.SettleAsync();
        var id = await DeleteAsync("plain", runsBetween);
        Assert.Equal(runsBetween ? 0 : 1, _whole.Outlook.Visible.Count());

        await RestoreAsync(id);
        await _whole.RunAsync();

        Assert.Single(_whole.Outlook.Visible);
        var link = Assert.Single(await LinksAsync());
        Assert.Equal((LinkState.Active, runsBetween ? Origin.Severa : Origin.Outlook, id.ToString("N")), (link.State, link.Origin, link.ActivityId));
    }

    [DatabaseFact]
    public async Task An_activity_whose_deletion_is_held_is_in_sync_again()
    {
        for (var i = 0; i < 5; i++)
        {
            _whole.Outlook.UserAdds(WholeRun.At("entry " + i, 1 + i));
        }

        await _whole.SettleAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await DeleteAsync("entry " + i, runs: false));
        }

        await _whole.SettleAsync();
        Assert.Contains(await LinksAsync(), l => l.State == LinkState.Held);
        foreach (var id in ids)
        {
            await RestoreAsync(id);
        }

        await _whole.SettleAsync();

        Assert.Equal((5, 5), (_whole.Outlook.Visible.Count(), (await _whole.ActivitiesAsync()).Count));
        Assert.All(await LinksAsync(), l => Assert.Equal(LinkState.Active, l.State));
    }

    [DatabaseFact]
    public async Task A_deletion_in_Outlook_that_is_held_goes_on_waiting_for_a_person()
    {
        var entry = _whole.Outlook.UserAdds(WholeRun.At("plain", 1));
        await _whole.SettleAsync();
        var switches = _whole.Database.Get<MailboxSwitch>();
        await switches.DisableAsync(_whole.Mailbox.AccountId, reason: null, default);
        _whole.Outlook.UserDeletes(entry);
        await switches.EnableAsync(_whole.Mailbox.AccountId, default);
        await _whole.SettleAsync();
        var id = await DeleteAsync("plain", runs: true);

        await RestoreAsync(id);

        var link = Assert.Single(await LinksAsync());
        Assert.Equal((LinkState.Held, Reason.HeldByBrake, _whole.Database.Now), (link.State, link.StateReason, link.RetryAt));
        await _whole.SettleAsync();
        Assert.Equal(id, Assert.Single(await _whole.ActivitiesAsync()).Id);
        Assert.Equal(LinkState.Held, Assert.Single(await LinksAsync()).State);
    }

    [DatabaseTheory]
    [InlineData(LinkDecision.None)]
    [InlineData(LinkDecision.Release)]
    public async Task What_a_participant_decides_of_his_copy_is_left_to_him(LinkDecision decision)
    {
        await _whole.MakeActivityAsync("talk");
        var id = await DeleteAsync("talk", runs: false);
        var guest = await _whole.Database.MailboxAsync("guest");
        var copy = Links.Of("copy", id.ToString("N")) with { State = LinkState.Held, StateReason = Reason.HeldByBrake, Decision = decision };
        await LedgerTests.RecordAsync(_whole.Database, guest.Id, new LedgerBatch { Links = [copy] });

        await RestoreAsync(id);

        Assert.Equal((LinkState.Held, decision, _whole.Database.Now), (await LinksAsync()).Select(l => (l.State, l.Decision, l.RetryAt!.Value)).Single());
    }

    [DatabaseFact]
    public async Task Participants_see_at_once_that_it_is_a_meeting_again()
    {
        var guest = await _whole.Database.AccountAsync("guest");
        _whole.Outlook.UserAdds(WholeRun.At("meeting", 1), Meeting);
        await _whole.SettleAsync();
        await _whole.EditActivityAsync("meeting", c => c with { ParticipantIds = [guest.Id] });
        await _whole.SettleAsync();

        await RestoreAsync(await DeleteAsync("meeting", runs: true));

        await using var db = _whole.Database.Open();
        var activity = await db.Activities.Include(a => a.Participants).SingleAsync();
        Assert.True((await OwnersEntries.OfAsync(db, [activity], guest.Id, default))[activity.Id].IsMeeting);
    }

    private async Task<Guid> DeleteAsync(string title, bool runs)
    {
        var id = (await _whole.ActivityAsync(title)).Id;
        await _whole.DeleteActivityAsync(title);
        if (runs)
        {
            await _whole.SettleAsync();
        }

        return id;
    }

    private Task<ActivityChange> RestoreAsync(Guid id) => _whole.Database.Get<ActivityEditor>().RestoreAsync(_whole.Mailbox.AccountId, id, default);

    private async Task<List<LinkRow>> LinksAsync()
    {
        await using var db = _whole.Database.Open();
        return await db.Links.AsNoTracking().ToListAsync();
    }

    private async Task ChangeLinksAsync(Action<LinkRow> change)
    {
        await using var db = _whole.Database.Open();
        (await db.Links.ToListAsync()).ForEach(change);
        await db.SaveChangesAsync();
    }
}
