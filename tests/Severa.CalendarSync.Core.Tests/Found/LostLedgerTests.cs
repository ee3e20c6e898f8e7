using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Found;

/// <summary>After a lost ledger nothing is doubled, and what was decided before stays so (R16).</summary>
public sealed class LostLedgerTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task After_a_lost_ledger_a_twin_is_listed_although_its_type_is_not_ticked()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.Policy = _world.Policy.WithTicked(TestWorld.Meeting, false);
        _world.Outlook.UserMovesAway(entry);
        _world.Severa.UserChanges(_world.Severa.Visible.Single(), c => c with { When = _world.At("", days: 3).When });
        _world.Ledger.Lose();

        await _world.SettleAsync();

        Assert.Contains(_world.Ledger.History, h => h.Reason == Reason.PossibleTwin);
    }

    [Fact]
    public async Task After_a_lost_ledger_an_activity_out_of_sight_overwrites_no_mark_of_privacy_and_what_loses_is_logged()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Salary talk", place: "Room 1"));
        await _world.SettleAsync();
        var activity = _world.Severa.Visible.Single();
        _world.Ledger.Lose();
        _world.Outlook.UserChanges(entry, c => c with { Privacy = Privacy.Private, Place = "Room 2" });
        _world.Time.Advance(TimeSpan.FromHours(1));
        _world.Severa.UserChanges(activity, c => c with { When = _world.At("x", days: -60).When });

        await _world.SettleAsync();
        await _world.SettleAsync();

        Assert.Single(_world.Severa.Visible);
        Assert.Equal(Privacy.Private, entry.Content.Privacy);
        Assert.Equal(TestWorld.Personal, activity.Activity!.TypeId);
        Assert.Equal(entry.Content.When, activity.Content.When);
        Assert.Contains(_world.Ledger.Conflicts, c => c is { Field: ItemFields.When, Winner: Side.Severa });
        Assert.Contains(_world.Ledger.Conflicts, c => c is { Field: ItemFields.Place, OutlookValue: "Room 2", SeveraValue: "Room 1" });
    }

    [Fact]
    public async Task After_a_lost_ledger_what_was_brought_back_for_an_entry_that_cannot_be_read_is_its_activity()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.RemoveCopies();
        _world.Ledger.OnlyDecisions = true;
        await _world.SettleAsync();
        Assert.Empty(_world.Severa.Visible);
        _world.Ledger.Lose();
        entry.IsDamaged = true;
        _world.Undo(SyncActionKind.Delete);
        await _world.SettleAsync();
        Assert.Single(_world.Severa.Visible);

        entry.IsDamaged = false;
        _world.Ledger.OnlyDecisions = false;
        _world.Ledger.IsFullDue = true;
        await _world.SettleAsync();
        _world.Outlook.UserChanges(entry, c => c with { Place = "Turku" });
        await _world.SettleAsync();

        Assert.Equal("Turku", Assert.Single(_world.Severa.Visible).Content.Place);
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

    [Theory]
    [InlineData(ConflictWinner.Outlook)]
    [InlineData(ConflictWinner.Severa)]
    public async Task After_a_lost_ledger_the_winners_times_are_no_new_times_that_could_be_held(ConflictWinner winner)
    {
        _world.Policy = _world.Policy with { Winner = winner, Brake = new BrakeLimits { NewTimes = 0, NewTimeShare = 0 } };
        _world.Severa.UserAdds(_world.At("Visit"));
        await _world.SettleAsync();
        var entry = _world.Outlook.Visible.Single();
        var (before, moved) = (entry.Content.When, _world.At("", days: 2).When);
        _world.Outlook.UserChanges(entry, c => c with { When = moved });
        _world.Ledger.Lose();

        await _world.SettleAsync();

        var kept = winner == ConflictWinner.Outlook ? moved : before;
        Assert.Equal((kept, kept), (entry.Content.When, _world.Severa.Visible.Single().Content.When));
        Assert.DoesNotContain(_world.Ledger.Links.Values, l => l.State == LinkState.Held);
        Assert.Equal(0, (await _world.Ledger.RecentWritesAsync(default)).NewTimes);
        Assert.Single(_world.Ledger.Conflicts);
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
