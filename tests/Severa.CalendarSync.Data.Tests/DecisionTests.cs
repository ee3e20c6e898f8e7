using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>What persons decide, and what must outlive the links: dismissals, brakes, copies, agreed plans, the owner's entry.</summary>
public sealed class DecisionTests : IAsyncLifetime
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
    public async Task Dismissals_outlive_their_links_and_end_with_the_dismissal()
    {
        var link = Links.Full() with { State = LinkState.Dismissed, StateReason = Reason.MeetingDismissed, Activity = null };
        await RecordAsync(new LedgerBatch { Links = [link] });
        await using (var db = _database.Open())
        {
            await db.Links.ExecuteDeleteAsync();
        }

        var kept = Assert.Single((await OpenAsync()).Dismissals);
        Assert.Equal(new Dismissal(link.Id, link.Entry!.Key, null, link.Uid, link.Origin, link.StateReason, link.EndsAt), kept);

        await RecordAsync(new LedgerBatch { Links = [link with { State = LinkState.Active, StateReason = Reason.None }] });
        Assert.Empty((await OpenAsync()).Dismissals);
        await RecordAsync(new LedgerBatch { Links = [link] });
        await RecordAsync(new LedgerBatch { ForgottenLinks = [link.Id] });
        Assert.Empty((await OpenAsync()).Dismissals);
    }

    [DatabaseFact]
    public async Task A_series_of_26_counts_as_one_deletion_and_released_ones_do_not_count()
    {
        var series = Guid.NewGuid();
        HistoryEvent Deleted(Reason reason) => Links.Told(Guid.NewGuid(), SyncActionKind.Delete) with { ChangeId = series, Reason = reason };
        await RecordAsync(new LedgerBatch { History = [.. Enumerable.Range(0, 26).Select(_ => Deleted(Reason.DeletedInOutlook))] });
        await RecordAsync(new LedgerBatch { History = [Links.Told(Guid.NewGuid(), SyncActionKind.Delete) with { Reason = Reason.ReleasedByPerson }] });

        var recent = await _database.Ledger(_maija.Id).RecentWritesAsync(default);

        Assert.Equal((0, 1, 1), (recent.OutlookDeletions, recent.SeveraDeletions, recent.OrganizationDeletions));
    }

    [DatabaseFact]
    public async Task New_times_count_and_those_a_person_refused_do_not()
    {
        HistoryEvent Moved(Reason reason) => Links.Told(Guid.NewGuid(), SyncActionKind.Update) with { Fields = ItemFields.When, Reason = reason };
        await RecordAsync(new LedgerBatch { History = [Moved(Reason.ChangedInOutlook), Moved(Reason.DiscardedByPerson), Moved(Reason.DiscardedByPerson)] });

        Assert.Equal(1, (await _database.Ledger(_maija.Id).RecentWritesAsync(default)).NewTimes);
    }

    [DatabaseFact]
    public async Task The_organisations_brake_counts_everybody_and_stays_until_it_is_ended()
    {
        var pekka = await _database.MailboxAsync("pekka");
        await LedgerTests.RecordAsync(_database, pekka.Id, new LedgerBatch
        {
            History = [Links.Told(Guid.NewGuid(), SyncActionKind.Delete)], Links = [Links.Of("e", "a")],
        });
        var recent = await _database.Ledger(_maija.Id).RecentWritesAsync(default);
        Assert.Equal((1, 1, false), (recent.OrganizationDeletions, recent.OrganizationLinks, recent.AreDeletionsStopped));

        var ledger = _database.Ledger(_maija.Id);
        await ledger.OpenAsync(default);
        await ledger.CompleteAsync(_database.Report() with { StopsDeletions = true }, default);

        Assert.Equal(_database.Now, await _database.Get<OrganizationBrake>().StoppedAtAsync(default));
        Assert.True((await _database.Ledger(pekka.Id).RecentWritesAsync(default)).AreDeletionsStopped);
    }

    [DatabaseFact]
    public async Task An_administrator_sees_held_deletions_as_numbers_and_decides_for_one_mailbox()
    {
        var held = Enumerable.Range(0, 3).Select(i => Links.Of($"e{i}") with { State = LinkState.Held, StateReason = Reason.HeldByBrake }).ToList();
        await RecordAsync(new LedgerBatch
        {
            Links = held,
            History = [.. held.Select(l => Links.Told(l.Id, SyncActionKind.Hold, Side.Outlook) with { Values = null })],
        });
        var brake = _database.Get<OrganizationBrake>();

        var count = Assert.Single(await brake.CountsAsync(default));
        Assert.Equal((_maija.Id, "maija", Side.Outlook, false, 48, 3), (count.MailboxId, count.Person, count.Target, count.IsNewTime, count.Week, count.Count));
        Assert.Equal(3, await brake.DecideAsync(_maija.Id, count.List, LinkDecision.Release, Notes.Of(AuditAction.HeldReleased), default));
        Assert.Empty(await brake.CountsAsync(default));
        Assert.All((await OpenAsync()).Links, l => Assert.Equal(LinkDecision.Release, l.Decision));
    }

    [DatabaseFact]
    public async Task A_decision_is_about_the_list_that_was_shown_and_about_no_longer_one()
    {
        await RecordAsync(new LedgerBatch { Links = [Links.Of("e1") with { State = LinkState.Held, StateReason = Reason.HeldByBrake }] });
        var brake = _database.Get<OrganizationBrake>();
        var shown = Assert.Single(await brake.CountsAsync(default)).List;
        await RecordAsync(new LedgerBatch { Links = [Links.Of("e2") with { State = LinkState.Held, StateReason = Reason.HeldByBrake }] });

        Assert.Null(await brake.DecideAsync(_maija.Id, shown, LinkDecision.Release, Notes.Of(AuditAction.HeldReleased), default));
        Assert.Equal(2, (await brake.CountsAsync(default)).Sum(c => c.Count));
        await using var db = _database.Open();
        Assert.Empty(db.Audit);
    }

    [DatabaseFact]
    public async Task Switching_off_with_removal_marks_only_copies_nobody_else_links()
    {
        var pekka = await _database.MailboxAsync("pekka");
        var (entry, activity, shared, meeting) = (
            Links.Of("e1", "a1") with { Origin = Origin.Severa, SetAside = new SetAside("Busy", 3, _database.Time.GetUtcNow().AddHours(4)) },
            Links.Of("e2", "a2"), Links.Of("e3", "a3"), Links.Of("e4", "a4") with { IsMeeting = true });
        await RecordAsync(new LedgerBatch { Links = [entry, activity, shared, meeting] });
        await LedgerTests.RecordAsync(_database, pekka.Id, new LedgerBatch { Links = [Links.Of("p1", "a3")] });
        Assert.Equal(new CopyCounts(1, 1), await _database.Get<CopyRemoval>().CountAsync(_maija.AccountId, default));

        await _database.Get<MailboxSwitch>().DisableAsync(_maija.AccountId, null, default, removeCopies: true);

        Assert.True(await _database.Get<MailboxQueue>().IsRunWantedAsync(_maija.Id, default));
        var snapshot = await OpenAsync(complete: false);
        Assert.True(snapshot.OnlyDecisions);
        Assert.Equal(new[] { entry.Id, activity.Id }.Order(), snapshot.Links.Where(l => l.Decision == LinkDecision.RemoveCopy).Select(l => l.Id).Order());
        Assert.All(snapshot.Links, l => Assert.Equal(LinkState.Dormant, l.State));
        // What was set aside is removed now, not when its next try would come.
        Assert.True(snapshot.Links.Single(l => l.Id == entry.Id).SetAside!.RetryAt <= _database.Time.GetUtcNow());
    }

    [DatabaseFact]
    public async Task Once_the_copies_are_removed_a_mailbox_that_is_off_runs_no_more()
    {
        var link = Links.Of("e1", "a1") with { Origin = Origin.Severa };
        await RecordAsync(new LedgerBatch { Links = [link] });
        await _database.Get<MailboxSwitch>().DisableAsync(_maija.AccountId, null, default, removeCopies: true);
        _database.Time.Advance(TimeSpan.FromMinutes(2));

        await RecordAsync(new LedgerBatch { Links = [link with { State = LinkState.Dormant, StateReason = Reason.SwitchedOff, Entry = null }] });

        Assert.False(await _database.Get<MailboxQueue>().IsRunWantedAsync(_maija.Id, default));
    }

    [DatabaseFact]
    public async Task Copies_under_way_are_marked_as_well_until_the_user_switches_on_again_and_the_mailbox_runs_until_they_are_found()
    {
        var (copy, meeting) = (Under(Links.Of("e1", "a1") with { Origin = Origin.Severa, Entry = null }), Under(Links.Of("e2", "a2") with { Origin = Origin.Severa, Entry = null, IsMeeting = true }));
        var ledger = _database.Ledger(_maija.Id);
        await ledger.OpenAsync(default);
        await ledger.IntendAsync([copy, meeting], [], default);

        await _database.Get<MailboxSwitch>().DisableAsync(_maija.AccountId, null, default, removeCopies: true);
        _database.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal([LinkDecision.RemoveCopy, LinkDecision.None], await DecisionsAsync());
        Assert.True(await _database.Get<MailboxQueue>().IsRunWantedAsync(_maija.Id, default));
        await _database.Get<MailboxSwitch>().EnableAsync(_maija.AccountId, default);
        Assert.Equal([LinkDecision.None, LinkDecision.None], await DecisionsAsync());

        async Task<IEnumerable<LinkDecision>> DecisionsAsync()
        {
            var open = (await OpenAsync()).OpenIntents;
            Assert.All(open, i => Assert.NotNull(i.Event));
            return [open.Single(i => i.LinkId == copy.LinkId).Planned.Decision, open.Single(i => i.LinkId == meeting.LinkId).Planned.Decision];
        }

        Intent Under(Link planned) => new(
            Guid.NewGuid(), planned.Id, SyncActionKind.Create, Side.Outlook, _database.Time.GetUtcNow(), planned,
            new HistoryEvent(_database.Time.GetUtcNow(), planned.Id, SyncActionKind.Create, Side.Outlook, Reason.NewInSevera, ItemFields.All, "Talk"));
    }

    [DatabaseFact]
    public async Task A_moved_plan_stops_the_mailbox_until_its_owner_looks_again()
    {
        var switches = _database.Get<MailboxSwitch>();
        await switches.AgreeAsync(_maija.AccountId, "plan", default);
        var ledger = _database.Ledger(_maija.Id);
        Assert.Equal("plan", (await ledger.OpenAsync(default))!.ExpectedPlan);
        await ledger.CompleteAsync(_database.Report(RunOutcome.PlanMoved), default);
        Assert.False(await _database.Get<MailboxQueue>().IsRunWantedAsync(_maija.Id, default));

        await switches.AgreeAsync(_maija.AccountId, "plan 2", default);
        Assert.True(await _database.Get<MailboxQueue>().IsRunWantedAsync(_maija.Id, default));
        await RecordAsync(new LedgerBatch());
        Assert.Null((await OpenAsync()).ExpectedPlan);
    }

    [DatabaseFact]
    public async Task An_agreed_plan_is_expected_until_a_run_begins_to_carry_it_out_and_no_longer()
    {
        await _database.Get<MailboxSwitch>().AgreeAsync(_maija.AccountId, "plan", default);
        var ledger = _database.Ledger(_maija.Id);
        await ledger.OpenAsync(default);
        await ledger.CompleteAsync(_database.Report(RunOutcome.Failed), default);
        Assert.Equal("plan", (await _database.ReloadAsync(_maija)).ExpectedPlan);

        ledger = _database.Ledger(_maija.Id);
        await ledger.OpenAsync(default);
        await ledger.RecordAsync(new LedgerBatch { BeginsAgreedPlan = true }, default);
        await ledger.CompleteAsync(_database.Report(RunOutcome.Failed), default);

        Assert.Null((await _database.ReloadAsync(_maija)).ExpectedPlan);
    }

    [DatabaseTheory]
    [InlineData(null)]
    [InlineData("earlier plan")]
    public async Task A_plan_agreed_to_during_a_run_is_for_the_next_one(string? earlier)
    {
        var switches = _database.Get<MailboxSwitch>();
        await switches.AgreeAsync(_maija.AccountId, earlier, default);
        var ledger = _database.Ledger(_maija.Id);
        await ledger.OpenAsync(default);
        await switches.AgreeAsync(_maija.AccountId, "plan", default);

        await ledger.CompleteAsync(_database.Report(), default);

        Assert.Equal("plan", (await _database.ReloadAsync(_maija)).ExpectedPlan);
        await RecordAsync(new LedgerBatch());
        Assert.Null((await _database.ReloadAsync(_maija)).ExpectedPlan);
    }

    [DatabaseFact]
    public async Task A_participant_learns_whether_the_owners_entry_is_a_meeting()
    {
        var pekka = await _database.MailboxAsync("pekka");
        var type = await _database.TypeAsync("Meeting", isDefault: true);
        var made = await _database.Get<ActivityEditor>().CreateAsync(
            _maija.AccountId,
            new ActivityInput
            {
                Title = "Workshop", TypeId = type.Id, ParticipantIds = [pekka.AccountId], When = When.Timed(TestDatabase.Start, TestDatabase.Start.AddHours(1)),
            },
            default);
        await RecordAsync(new LedgerBatch { Links = [Links.Of("e", made.ActivityId.ToString("N")) with { IsMeeting = true, Uid = "uid-1" }] });

        var (owner, participant) = (await FactsAsync(_maija), await FactsAsync(pekka));

        Assert.Equal((true, false, (string?)null), (owner.IsOwner, owner.OwnerHasMeeting, owner.OwnerUid));
        Assert.Equal((false, true, "uid-1"), (participant.IsOwner, participant.OwnerHasMeeting, participant.OwnerUid));
    }

    private async Task<ActivityFacts> FactsAsync(Mailbox mailbox)
    {
        var side = new BuiltInActivities(_database.Contexts, _database.Time, new ActivityCalendarOf(mailbox.AccountId, mailbox.Id, TimeZoneInfo.Utc, null), new Unfenced());
        var reading = await side.ReadAsync(null, new SyncWindow(TestDatabase.Start.AddDays(-1), TestDatabase.Start.AddDays(1)), new NothingKnown(), default);
        return Assert.Single(reading.ReadItems()).Activity!;
    }

    private Task RecordAsync(LedgerBatch batch) => LedgerTests.RecordAsync(_database, _maija.Id, batch);

    private async Task<LedgerSnapshot> OpenAsync(bool complete = true)
    {
        _database.Time.Advance(TimeSpan.FromMinutes(2));
        return complete ? await LedgerTests.OpenAndCloseAsync(_database, _maija.Id) : (await _database.Ledger(_maija.Id).OpenAsync(default))!;
    }
}
