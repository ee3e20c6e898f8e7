using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Found;

/// <summary>A half that was given up, dismissed or lost, and turns up again: it is its pair's, and nothing new (R15, R16, R25).</summary>
public sealed class GivenUpTests
{
    private readonly TestWorld _world = new();

    [Theory]
    [InlineData(Origin.Outlook)]
    [InlineData(Origin.Severa)]
    public async Task An_entry_that_was_moved_while_a_run_looked_for_it_wakes_its_pair(Origin origin)
    {
        var business = _world.OfType(TestWorld.Meeting, hasBusinessData: true);
        if (origin == Origin.Outlook)
        {
            _world.Outlook.UserAdds(_world.At("Visit"));
            await _world.SettleAsync();
            _world.Severa.Visible.Single().Activity = business;
            _world.Severa.Touch(_world.Severa.Visible.Single());
        }
        else
        {
            _world.Severa.UserAdds(_world.At("Visit"), activity: business);
        }

        await _world.SettleAsync();
        var entry = _world.Outlook.Visible.Single();
        _world.Outlook.UserDeletes(entry);
        await _world.SettleAsync();
        Assert.Equal((LinkState.Dormant, Reason.KeptForBusinessData), _world.Ledger.Links.Values.Select(l => (l.State, l.StateReason)).Single());

        entry.IsDeleted = false;
        _world.Outlook.UserMovesAway(entry);
        _world.Outlook.UserChanges(entry, c => c with { Place = "Turku" });
        await _world.SettleAsync();

        Assert.Equal("Turku", _world.Severa.Visible.Single().Content.Place);
        Assert.Equal(LinkState.Active, _world.Ledger.Links.Values.Single().State);
    }

    [Fact]
    public async Task Of_two_entries_with_the_property_of_one_that_was_given_up_neither_is_taken()
    {
        _world.Severa.UserAdds(_world.At("Visit"), activity: _world.OfType(TestWorld.Meeting, hasBusinessData: true));
        await _world.SettleAsync();
        var entry = _world.Outlook.Visible.Single();
        _world.Outlook.UserDeletes(entry);
        await _world.SettleAsync();

        foreach (var title in new[] { "Copy 1", "Copy 2" })
        {
            _world.Outlook.UserCopies(entry, _world.At(title, days: 2));
        }

        await _world.SettleAsync();

        Assert.Equal(3, _world.Severa.Visible.Count());
        Assert.Single(_world.Ledger.Links.Values, l => l.StateReason == Reason.KeptForBusinessData);
    }

    [Fact]
    public async Task With_an_older_ledger_an_entry_that_was_made_anew_and_copied_since_is_not_made_once_more()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Visit"));
        await _world.SettleAsync();
        var backup = _world.Ledger.Backup();
        _world.Severa.UserChanges(_world.Severa.Visible.Single(), c => c with { Notes = "edited" });
        _world.Outlook.UserDeletes(entry);
        await _world.SettleAsync();
        _world.Ledger.Restore(backup);
        _world.Ledger.IsFullDue = true;
        _world.Outlook.UserCopies(_world.Outlook.Visible.Single());

        await _world.SettleAsync();

        Assert.Equal((2, 2), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
    }

    [Fact]
    public async Task An_entry_that_two_given_up_pairs_could_have_is_taken_once()
    {
        _world.Outlook.UserAdds(_world.At("Visit"));
        await _world.SettleAsync();
        _world.Severa.Visible.Single().Activity = _world.OfType(TestWorld.Meeting, hasBusinessData: true);
        _world.Severa.Touch(_world.Severa.Visible.Single());
        await _world.SettleAsync();
        var entry = _world.Outlook.Visible.Single();
        _world.Outlook.UserDeletes(entry);
        await _world.SettleAsync();
        var link = _world.Ledger.Links.Values.Single();
        _world.Ledger.Links[Guid.Empty] = link with { Id = Guid.Empty, Activity = null, State = LinkState.Dismissed, StateReason = Reason.UndoneByPerson };

        entry.IsDeleted = false;
        _world.Outlook.UserMovesAway(entry);
        await _world.SettleAsync();

        Assert.Single(_world.Ledger.Links.Values, l => entry.Key.Equals(l.Entry?.Key));
        Assert.Single(_world.Severa.Visible);
    }

    [Fact]
    public async Task An_entry_that_was_moved_while_its_making_was_undone_gets_no_second_activity()
    {
        _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        var entry = _world.Outlook.Visible.Single();
        _world.Undo(SyncActionKind.Create);
        await _world.RunAsync();
        Assert.Empty(_world.Outlook.Visible);

        // It had another id by the time it was deleted: nothing was deleted but the old id.
        entry.IsDeleted = false;
        _world.Outlook.UserMovesAway(entry);
        await _world.SettleAsync();

        Assert.Single(_world.Severa.Visible);
    }

    [Fact]
    public async Task An_undone_deletion_that_hit_only_an_old_id_makes_no_second_entry()
    {
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        var entry = _world.Outlook.Visible.Single();
        _world.Severa.UserDeletes(activity);
        await _world.RunAsync();
        Assert.Empty(_world.Outlook.Visible);

        // It had another id by the time it was deleted.
        entry.IsDeleted = false;
        _world.Outlook.UserMovesAway(entry);
        _world.Undo(SyncActionKind.Delete);
        await _world.SettleAsync();

        Assert.Equal(entry, Assert.Single(_world.Outlook.Visible));
        Assert.Single(_world.Severa.Visible);
    }

    [Fact]
    public async Task An_entry_that_got_another_id_beyond_the_window_is_its_pairs_when_the_window_reaches_it()
    {
        _world.Severa.UserAdds(_world.At("Far plan", days: 10));
        await _world.SettleAsync();
        _world.Window = new SyncWindow(_world.Time.Start.AddDays(-30), _world.Time.Start.AddDays(8));
        _world.Ledger.IsFullDue = true;
        await _world.SettleAsync();
        var link = _world.Ledger.Links.Values.Single();
        Assert.Equal(Reason.OutOfWindow, link.StateReason);

        // Nobody could say where it was when somebody asked.
        _world.Ledger.Links[link.Id] = link with { Entry = null };
        _world.Outlook.UserMovesAway(_world.Outlook.Visible.Single());
        _world.Window = new SyncWindow(_world.Time.Start.AddDays(-30), _world.Time.Start.AddDays(12));
        _world.Ledger.IsFullDue = true;
        await _world.SettleAsync();

        Assert.Equal((1, 1), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
        Assert.Equal(LinkState.Active, _world.Ledger.Links.Values.Single().State);
    }

    [Fact]
    public async Task After_a_lost_ledger_what_was_made_again_for_an_edited_entry_is_its_activity()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.Undo(SyncActionKind.Create);
        await _world.RunAsync();
        await _world.SettleAsync();
        Assert.Empty(_world.Severa.Visible);
        _world.Outlook.UserChanges(entry, c => c with { Place = "Turku" });
        _world.Severa.NextFault = name => name == "create" ? Fault.AnswerLost : Fault.None;
        await _world.RunAsync();
        _world.Severa.NextFault = _ => Fault.None;
        Assert.Single(_world.Severa.Visible);
        _world.Ledger.Lose();

        await _world.SettleAsync();

        Assert.Equal((1, 1), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
        Assert.Equal(LinkState.Active, _world.Ledger.Links.Values.Single().State);
    }

    [Fact]
    public async Task After_a_lost_ledger_an_entry_whose_deletion_was_undone_goes_on_resting()
    {
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        _world.Severa.UserDeletes(activity);
        await _world.SettleAsync();
        _world.Undo(SyncActionKind.Delete);
        await _world.RunAsync();
        await _world.SettleAsync();
        Assert.Equal("Plan", _world.Outlook.Visible.Single().Content.Title);

        _world.Ledger.Lose();
        await _world.SettleAsync();

        Assert.Empty(_world.Severa.Visible);
        Assert.Equal(LinkState.Dismissed, _world.Ledger.Links.Values.Single().State);
    }

    [Fact]
    public async Task What_was_made_for_an_entry_while_its_pair_was_unknown_is_the_pairs_once_it_is_known_again()
    {
        _world.Policy = _world.Policy with { Brake = new BrakeLimits { Deletions = 0, DeletionShare = 0 } };
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        var backup = _world.Ledger.Backup();
        _world.Severa.UserDeletes(activity);
        _world.Ledger.Lose();
        await _world.SettleAsync();
        Assert.Single(_world.Severa.Visible);

        _world.Ledger.Restore(backup);
        await _world.SettleAsync();
        _world.Ledger.Links.Values.Where(l => l.State == LinkState.Held).ToList().ForEach(l => _world.Ledger.Links[l.Id] = l with { Decision = LinkDecision.Discard });
        await _world.SettleAsync();

        Assert.Equal((1, 1), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
    }

    [Fact]
    public async Task What_was_made_for_an_activity_while_its_pair_was_unknown_is_the_pairs_once_it_is_known_again()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        var backup = _world.Ledger.Backup();
        _world.Outlook.UserDeletes(entry);
        _world.Severa.UserChanges(_world.Severa.Visible.Single(), c => c with { When = _world.At("", days: 2).When });
        _world.Ledger.Lose();
        await _world.SettleAsync();
        Assert.Single(_world.Outlook.Visible);

        _world.Ledger.Restore(backup);
        await _world.SettleAsync();

        Assert.Equal((1, 1), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
    }
}
