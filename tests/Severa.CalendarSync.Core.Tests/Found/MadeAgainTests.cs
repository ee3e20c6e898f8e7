using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Found;

/// <summary>What is made anew or set back, by a person or because an edit beats a delete, comes once and loses nothing (R10, R17, R25).</summary>
public sealed class MadeAgainTests
{
    private readonly TestWorld _world = new();

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
    public async Task What_a_person_discarded_and_cannot_be_made_yet_is_tried_with_growing_pauses_and_makes_no_other_run_full()
    {
        var busy = _world.Outlook.UserAdds(_world.At("Busy", days: 5));
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        _world.Severa.UserDeletes(activity);
        _world.Ledger.HoldAllDeletions = true;
        await _world.SettleAsync();
        var held = _world.Ledger.Links.Values.Single(l => l.State == LinkState.Held);
        _world.Ledger.Links[held.Id] = held with { Decision = LinkDecision.Discard };
        var tries = 0;
        _world.Severa.NextFault = name => name == "create" && ++tries > 0 ? Fault.ItemsFail : Fault.None;

        var full = 0;
        for (var minute = 0; minute < 240; minute += 5)
        {
            _world.Outlook.UserChanges(busy, c => c with { Title = $"Busy at {minute}" });
            full += (await _world.RunAsync()).WasFull ? 1 : 0;
            _world.Time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.InRange(tries, 3, 8);
        Assert.Equal(tries, full);
        _world.Severa.NextFault = _ => Fault.None;
        _world.Time.Advance(TimeSpan.FromHours(4));
        await _world.SettleAsync();
        Assert.Contains(_world.Severa.Visible, a => a.Content.Title == "Plan");
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
    public async Task A_deletion_is_undone_once_although_what_was_made_cannot_be_read_when_its_answer_is_lost()
    {
        _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.Severa.UserDeletes(_world.Severa.Visible.Single());
        await _world.SettleAsync();
        _world.Undo(SyncActionKind.Delete);
        _world.Outlook.NextFault = name => name == "create" ? Fault.AnswerLost : Fault.None;
        await _world.RunAsync();
        _world.Outlook.NextFault = _ => Fault.None;

        _world.Outlook.Visible.Single().IsDamaged = true;
        await _world.RunAsync();
        _world.Outlook.Visible.First().IsDamaged = false;
        await _world.SettleAsync();

        Assert.Equal("Lunch", Assert.Single(_world.Outlook.Visible).Content.Title);
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
    public async Task A_removed_copy_that_is_brought_back_by_undo_is_the_pairs_own_again()
    {
        _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        _world.RemoveCopies();
        _world.Ledger.OnlyDecisions = true;
        await _world.SettleAsync();
        Assert.Empty(_world.Outlook.Visible);

        _world.Undo(SyncActionKind.Delete);
        await _world.SettleAsync();
        var link = _world.Ledger.Links.Values.Single();
        _world.Ledger.Links[link.Id] = link with { State = LinkState.Active, StateReason = Reason.None };
        _world.Ledger.OnlyDecisions = false;
        await _world.SettleAsync();

        Assert.Single(_world.Outlook.Visible);
        Assert.Equal(LinkState.Active, _world.Ledger.Links.Values.Single().State);
    }
}
