using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Found;

/// <summary>A mailbox that moved while its ledger was lost: neither ids nor memory are left (R16, R19).</summary>
public sealed class MovedAndLostTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task A_removed_copy_in_a_mailbox_that_moved_comes_back_once_too()
    {
        _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.RemoveCopies();
        await _world.RunAsync();
        _world.Undo(SyncActionKind.Delete);
        _world.Outlook.MoveTo("folder-2");
        _world.Ledger.Lose();

        await _world.RunAsync();
        await _world.SettleAsync();

        Assert.Single(_world.Severa.Visible);
    }

    [Fact]
    public async Task An_activity_waits_while_an_entry_of_a_moved_mailbox_cannot_be_read_after_a_lost_ledger()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        entry.IsDamaged = true;
        _world.Outlook.MoveTo("folder-2");
        _world.Ledger.Lose();
        await _world.RunAsync();
        Assert.Single(_world.Outlook.Visible);

        entry.IsDamaged = false;
        _world.Ledger.IsFullDue = true;
        await _world.SettleAsync();

        Assert.Equal((1, 1), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
    }

    [Fact]
    public async Task A_second_activity_that_was_made_while_the_ledger_was_lost_and_the_mailbox_moved_is_listed_as_a_possible_twin()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        var backup = _world.Ledger.Backup();
        _world.Outlook.UserChanges(entry, c => c with { When = _world.At("", days: 9).When });
        _world.Outlook.MoveTo("folder-2");
        _world.Ledger.Lose();
        _world.Outlook.NextFault = name => name == "create" ? Fault.RequestLost : Fault.None;
        await _world.RunAsync();
        _world.Outlook.NextFault = _ => Fault.None;
        Assert.Equal((1, 2), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));

        _world.Ledger.Restore(backup);
        _world.Ledger.History.Clear();
        _world.Ledger.Epoch = "folder-2";
        await _world.SettleAsync();

        Assert.Equal(_world.Outlook.Visible.Count(), _world.Severa.Visible.Count());
        Assert.Contains(_world.Ledger.History, h => h.Reason == Reason.PossibleTwin && h.Target == Side.Outlook);
    }
}
