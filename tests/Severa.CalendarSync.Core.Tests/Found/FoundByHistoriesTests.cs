using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Found;

/// <summary>The smallest stories of what random histories found, one each.</summary>
public sealed class FoundByHistoriesTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task An_entry_that_got_another_id_while_its_activity_is_being_undone_is_no_new_entry()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.Outlook.UserMovesAway(entry);
        _world.Undo(SyncActionKind.Create);

        await _world.SettleAsync();
        await _world.SettleAsync();

        Assert.Empty(_world.Severa.Visible);
        Assert.Single(_world.Outlook.Visible);
        Assert.Empty(_world.Ledger.Undos);
    }

    [Fact]
    public async Task An_entry_that_got_another_id_while_a_write_to_its_pair_is_unknown_is_no_new_entry()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.Outlook.UserChanges(entry, c => c with { Place = "Turku" });
        _world.Severa.NextFault = name => name == "update" ? Fault.AnswerLost : Fault.None;
        await _world.RunAsync();
        _world.Severa.NextFault = _ => Fault.None;
        _world.Outlook.UserMovesAway(entry);

        await _world.RunAsync();
        await _world.SettleAsync();

        Assert.Single(_world.Severa.Visible);
    }

    [Fact]
    public async Task A_copy_that_failed_is_not_made_any_more_once_its_type_is_unticked()
    {
        _world.Severa.UserAdds(_world.At("Plan"));
        _world.Outlook.NextFault = name => name == "create" ? Fault.ItemsFail : Fault.None;
        await _world.RunAsync();
        _world.Outlook.NextFault = _ => Fault.None;
        var types = _world.Policy.Types.ToDictionary();
        types[TestWorld.Meeting] = types[TestWorld.Meeting] with { GoesToOutlook = false };
        _world.Policy = _world.Policy with { Types = types };

        await _world.SettleAsync();

        Assert.Empty(_world.Outlook.Visible);
        Assert.Equal(Reason.TypeNotTicked, _world.Ledger.Links.Values.Single().StateReason);
    }

    [Fact]
    public async Task A_copy_that_failed_is_not_made_any_more_once_private_entries_are_not_synced()
    {
        _world.Outlook.UserAdds(_world.At("Doctor", privacy: Privacy.Private));
        _world.Severa.NextFault = name => name == "create" ? Fault.ItemsFail : Fault.None;
        await _world.RunAsync();
        _world.Severa.NextFault = _ => Fault.None;
        _world.Policy = _world.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.DoNotSync };

        await _world.SettleAsync();

        Assert.Empty(_world.Severa.Visible);
    }

    [Fact]
    public async Task A_copy_that_failed_is_not_made_any_more_once_its_meeting_is_cancelled()
    {
        var meeting = _world.Outlook.UserAdds(_world.At("Board"), new EntryFacts(HasAttendees: true));
        _world.Severa.NextFault = name => name == "create" ? Fault.ItemsFail : Fault.None;
        await _world.RunAsync();
        _world.Severa.NextFault = _ => Fault.None;
        meeting.Entry = meeting.Entry! with { IsCancelled = true };
        _world.Outlook.Touch(meeting);

        await _world.SettleAsync();

        Assert.Empty(_world.Severa.Visible);
    }

    [Fact]
    public async Task A_copy_that_failed_is_not_made_any_more_once_its_activity_lies_beyond_the_window()
    {
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        _world.Outlook.NextFault = name => name == "create" ? Fault.ItemsFail : Fault.None;
        await _world.RunAsync();
        _world.Outlook.NextFault = _ => Fault.None;
        _world.Severa.UserChanges(activity, c => c with { When = _world.At("", days: 400).When });

        await _world.SettleAsync();

        Assert.Empty(_world.Outlook.Visible);
    }

    [Fact]
    public async Task After_a_lost_ledger_a_twin_is_listed_although_its_type_is_not_ticked()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        var types = _world.Policy.Types.ToDictionary();
        types[TestWorld.Meeting] = types[TestWorld.Meeting] with { GoesToOutlook = false };
        _world.Policy = _world.Policy with { Types = types };
        _world.Outlook.UserMovesAway(entry);
        _world.Severa.UserChanges(_world.Severa.Visible.Single(), c => c with { When = _world.At("", days: 3).When });
        _world.Ledger.Lose();

        await _world.SettleAsync();

        Assert.Contains(_world.Ledger.History, h => h.Reason == Reason.PossibleTwin);
    }

    [Fact]
    public async Task What_the_user_wrote_is_in_the_history_when_a_refused_change_is_set_back()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        var activity = _world.Severa.Visible.Single();
        _world.Outlook.Refuses = _ => true;
        _world.Severa.UserChanges(activity, c => c with { Title = "Written by the user" });

        await _world.SettleAsync();

        Assert.Equal("Lunch", activity.Content.Title);
        Assert.Contains(_world.Ledger.History, h => h is { Kind: SyncActionKind.SetBack, Values.Before.Title: "Written by the user", Values.After.Title: "Lunch" });
    }

    [Fact]
    public async Task A_personal_activity_keeps_its_text_although_private_entries_are_withheld()
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null };
        var activity = _world.Severa.UserAdds(_world.At("Dentist"), activity: _world.OfType(TestWorld.Personal));
        await _world.SettleAsync();

        _world.Severa.UserChanges(activity, c => c with { Title = "Dentist at nine" });
        await _world.SettleAsync();

        Assert.Equal("Dentist at nine", activity.Content.Title);
        Assert.Equal(("Dentist at nine", Privacy.Private), (_world.Outlook.Visible.Single().Content.Title, _world.Outlook.Visible.Single().Content.Privacy));
    }

    [Fact]
    public async Task A_series_whose_days_changed_while_the_mailbox_moved_is_not_doubled()
    {
        var slots = Enumerable.Range(0, 3).Select(i => _world.Outlook.UserAdds(
            _world.At("Weekly", days: 1 + (7 * i)), series: "s", originalStart: _world.Time.Start.AddDays(1 + (7 * i)))).ToList();
        await _world.SettleAsync();
        foreach (var slot in slots)
        {
            slot.OriginalStart = slot.OriginalStart!.Value.AddDays(1);
            _world.Outlook.UserChanges(slot, c => c with { When = When.Timed(c.When.Start.AddDays(1), c.When.End.AddDays(1)) });
        }

        _world.Outlook.MoveTo("folder-2");
        _world.Ledger.Epoch = "folder-2";
        await _world.SettleAsync();

        Assert.Equal(slots.Select(s => s.Content.When), _world.Severa.Visible.Select(a => a.Content.When));
    }

    [Fact]
    public async Task Text_of_an_entry_that_became_private_does_not_reach_an_activity_colleagues_read_when_private_entries_are_not_synced()
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.DoNotSync };
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();

        _world.Outlook.UserChanges(_world.Outlook.Visible.Single(), c => c with { Privacy = Privacy.Private, Notes = "secret" });
        await _world.SettleAsync();

        Assert.Equal("", activity.Content.Notes);
        Assert.Equal(Reason.PrivateNotSynced, _world.Ledger.Links.Values.Single().StateReason);
    }

    [Fact]
    public async Task A_deletion_is_undone_although_the_first_try_to_make_the_item_again_failed()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.Outlook.UserDeletes(entry);
        await _world.SettleAsync();
        _world.Undo(SyncActionKind.Delete);
        _world.Severa.NextFault = name => name == "create" ? Fault.ItemsFail : Fault.None;
        await _world.RunAsync();
        _world.Severa.NextFault = _ => Fault.None;

        await _world.SettleAsync();

        Assert.Equal("Lunch", _world.Severa.Visible.Single().Content.Title);
    }

    [Fact]
    public async Task What_a_person_discarded_is_made_anew_although_the_first_try_got_no_answer()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.Policy = _world.Policy with { Brake = new BrakeLimits { Deletions = 0, DeletionShare = 0 } };
        _world.Outlook.UserDeletes(entry);
        await _world.SettleAsync();
        var held = _world.Ledger.Links.Values.Single();
        _world.Ledger.Links[held.Id] = held with { Decision = LinkDecision.Discard };
        _world.Outlook.NextFault = name => name == "create" ? Fault.RequestLost : Fault.None;
        await _world.RunAsync();
        _world.Outlook.NextFault = _ => Fault.None;

        await _world.SettleAsync();

        Assert.Equal("Lunch", _world.Outlook.Visible.Single().Content.Title);
    }

    [Fact]
    public async Task A_personal_activity_that_was_deleted_is_not_made_anew_where_colleagues_read_it_when_private_entries_are_not_synced()
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.DoNotSync };
        var activity = _world.Severa.UserAdds(_world.At("Dentist"), activity: _world.OfType(TestWorld.Personal));
        await _world.SettleAsync();

        _world.Outlook.UserChanges(_world.Outlook.Visible.Single(), c => c with { Notes = "secret" });
        _world.Severa.UserDeletes(activity);
        await _world.SettleAsync();

        Assert.Empty(_world.Severa.Visible);
        Assert.Single(_world.Outlook.Visible);
    }

    [Fact]
    public async Task An_activity_that_became_a_project_task_gets_no_entry_anew()
    {
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();

        _world.Outlook.UserDeletes(_world.Outlook.Visible.Single());
        activity.Activity = _world.OfType(TestWorld.Project);
        _world.Severa.UserChanges(activity, c => c with { Notes = "edited" });
        await _world.SettleAsync();

        Assert.Empty(_world.Outlook.Visible);
    }

    [Fact]
    public async Task An_undo_waits_until_the_entry_of_a_moved_mailbox_is_known_again()
    {
        _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        _world.Undo(SyncActionKind.Create);
        _world.Outlook.MoveTo("folder-2");
        _world.Ledger.Epoch = "folder-2";

        await _world.SettleAsync();
        await _world.SettleAsync();

        Assert.Empty(_world.Outlook.Visible);
        Assert.Single(_world.Severa.Visible);
    }

    [Fact]
    public async Task A_removed_copy_that_is_brought_back_by_undo_is_the_pairs_own_again()
    {
        _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        var link = _world.Ledger.Links.Values.Single();
        _world.Ledger.Links[link.Id] = link with { State = LinkState.Dormant, StateReason = Reason.SwitchedOff, Decision = LinkDecision.RemoveCopy };
        _world.Ledger.OnlyDecisions = true;
        await _world.SettleAsync();
        Assert.Empty(_world.Outlook.Visible);

        _world.Undo(SyncActionKind.Delete);
        await _world.SettleAsync();
        link = _world.Ledger.Links.Values.Single();
        _world.Ledger.Links[link.Id] = link with { State = LinkState.Active, StateReason = Reason.None };
        _world.Ledger.OnlyDecisions = false;
        await _world.SettleAsync();

        Assert.Single(_world.Outlook.Visible);
        Assert.Equal(LinkState.Active, _world.Ledger.Links.Values.Single().State);
    }

    [Fact]
    public async Task After_a_lost_ledger_an_activity_waits_for_its_entry_that_cannot_be_read()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.Ledger.Lose();
        entry.IsDamaged = true;
        await _world.RunAsync();
        Assert.Single(_world.Outlook.Visible);

        entry.IsDamaged = false;
        await _world.RunAsync();
        _world.Ledger.IsFullDue = true;
        await _world.SettleAsync();

        Assert.Single(_world.Outlook.Visible);
        Assert.Single(_world.Severa.Visible);
    }

    [Fact]
    public async Task An_activity_that_is_the_half_of_another_pair_by_now_does_not_stop_the_mailbox()
    {
        _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        var activity = _world.Severa.Visible.Single();
        _world.Outlook.UserAdds(_world.At("Dinner", days: 2));
        _world.Severa.NextFault = name => name == "create" ? Fault.RequestLost : Fault.None;
        await _world.RunAsync();
        _world.Severa.NextFault = _ => Fault.None;

        // Severa makes one activity for one link: it answers with the one it made for it long ago.
        activity.LinkId = _world.Ledger.OpenIntents.Single().LinkId;
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await _world.SettleAsync();

        Assert.Equal(["Dinner", "Lunch"], _world.Severa.Visible.Select(a => a.Content.Title).Order(StringComparer.Ordinal));
        Assert.Single(_world.Ledger.Links.Values, l => activity.Key.Equals(l.Activity?.Key));
    }

    [Fact]
    public async Task After_a_lost_ledger_what_was_woken_before_is_not_dismissed_again()
    {
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        _world.Undo(SyncActionKind.Create);
        await _world.SettleAsync();
        _world.Severa.UserChanges(activity, c => c with { Place = "Turku" });
        _world.Outlook.NextFault = name => name == "create" ? Fault.AnswerLost : Fault.None;
        await _world.RunAsync();
        _world.Outlook.NextFault = _ => Fault.None;
        _world.Ledger.Lose();

        await _world.SettleAsync();

        Assert.Single(_world.Severa.Visible);
        Assert.Single(_world.Outlook.Visible);
    }

    [Fact]
    public async Task What_others_write_reaches_a_participant_although_Severa_held_his_own_text_shortened()
    {
        _world.Severa.Traits = _world.Severa.Traits with { MaxPlace = 10 };
        _world.Policy = _world.Policy with { SeveraTraits = _world.Severa.Traits };
        var activity = _world.Severa.UserAdds(_world.At("Workshop"), activity: new ActivityFacts(TestWorld.Meeting, IsOwner: false, HasBusinessData: true));
        await _world.SettleAsync();
        var entry = _world.Outlook.Visible.Single();
        _world.Outlook.UserChanges(entry, c => c with { Place = "A place too long for Severa" });
        await _world.SettleAsync();
        Assert.Equal("A place to", activity.Content.Place);

        _world.Severa.UserChanges(activity, c => c with { Place = "Room 2" });
        await _world.SettleAsync();

        Assert.Equal(("Room 2", "Room 2"), (entry.Content.Place, activity.Content.Place));
    }

    [Fact]
    public async Task A_users_copy_with_a_pair_of_its_own_is_not_taken_for_what_a_killed_run_made()
    {
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        var original = _world.Outlook.Visible.Single();
        var copy = _world.Outlook.UserAdds(original.Content);
        (copy.Stamp, copy.LinkId) = (original.Stamp, original.LinkId);
        await _world.SettleAsync();
        _world.Undo(SyncActionKind.Create, Side.Outlook);
        await _world.SettleAsync();
        _world.Severa.UserChanges(activity, c => c with { Place = "Turku" });
        _world.Outlook.NextFault = name => name == "create" ? Fault.RequestLost : Fault.None;
        await _world.RunAsync();
        _world.Outlook.NextFault = _ => Fault.None;

        await _world.SettleAsync();

        Assert.Equal(["", "Turku"], _world.Outlook.Visible.Select(i => i.Content.Place).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task After_a_lost_ledger_a_pair_that_became_a_project_task_is_known_again_and_not_written()
    {
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        _world.Ledger.Lose();
        activity.Activity = _world.OfType(TestWorld.Project);
        _world.Severa.Touch(activity);
        _world.Outlook.UserChanges(_world.Outlook.Visible.Single(), c => c with { Notes = "edited" });

        await _world.SettleAsync();

        Assert.Equal("", activity.Content.Notes);
        Assert.Equal((LinkState.Dormant, Reason.ProjectTask), _world.Ledger.Links.Values.Select(l => (l.State, l.StateReason)).Single());
    }

    [Fact]
    public async Task An_undo_that_had_happened_before_its_ledger_was_lost_is_settled()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.Outlook.UserDeletes(entry);
        await _world.SettleAsync();
        _world.Undo(SyncActionKind.Delete);
        _world.Severa.NextFault = name => name == "create" ? Fault.AnswerLost : Fault.None;
        await _world.RunAsync();
        _world.Severa.NextFault = _ => Fault.None;
        _world.Ledger.Lose();

        await _world.SettleAsync();

        Assert.Empty(_world.Ledger.Undos);
        Assert.Single(_world.Severa.Visible);
    }
}
