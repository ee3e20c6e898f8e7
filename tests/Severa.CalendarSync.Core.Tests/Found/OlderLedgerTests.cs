using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Found;

/// <summary>A ledger that is lost, or older than what was made since: nothing is doubled (R16).</summary>
public sealed class OlderLedgerTests
{
    private readonly TestWorld _world = new();

    [Theory]
    [InlineData(Side.Outlook)]
    [InlineData(Side.Severa)]
    public async Task A_half_that_an_older_ledger_does_not_know_is_the_pairs_own(Side target)
    {
        var backup = await BackupBeforeSecondHalfAsync(target);
        _world.Ledger.Restore(backup);

        await _world.SettleAsync();

        Assert.Equal((1, 1), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
        Assert.Equal(LinkState.Active, _world.Ledger.Links.Values.Single().State);
    }

    [Theory]
    [InlineData(Side.Outlook)]
    [InlineData(Side.Severa)]
    public async Task What_an_older_ledger_does_not_know_can_be_undone(Side target)
    {
        var backup = await BackupBeforeSecondHalfAsync(target);
        _world.Ledger.Restore(backup);
        _world.Undo(SyncActionKind.Create);

        await _world.SettleAsync();
        await _world.SettleAsync();

        Assert.Equal(1, _world.Outlook.Visible.Count() + _world.Severa.Visible.Count());
        Assert.Empty(_world.Ledger.Undos);
    }

    [Fact]
    public async Task What_was_made_again_after_its_undo_is_not_new_to_the_ledger_from_before()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.Undo(SyncActionKind.Create);
        await _world.RunAsync();
        await _world.SettleAsync();
        var backup = _world.Ledger.Backup();
        _world.Outlook.UserChanges(entry, c => c with { Place = "Turku" });
        await _world.SettleAsync();
        Assert.Single(_world.Severa.Visible);

        _world.Ledger.Restore(backup);
        await _world.SettleAsync();

        Assert.Equal((1, 1), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
        Assert.Equal(LinkState.Active, _world.Ledger.Links.Values.Single().State);
    }

    [Theory]
    [InlineData(Side.Outlook)]
    [InlineData(Side.Severa)]
    public async Task What_an_undo_made_before_its_ledger_was_lost_is_not_made_twice(Side target)
    {
        var (source, other) = target == Side.Severa ? (_world.Outlook, _world.Severa) : (_world.Severa, _world.Outlook);
        var item = source.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        source.UserDeletes(item);
        await _world.SettleAsync();
        _world.Undo(SyncActionKind.Delete);
        other.NextFault = name => name == "create" ? Fault.AnswerLost : Fault.None;
        await _world.RunAsync();
        other.NextFault = _ => Fault.None;
        _world.Ledger.Lose();

        await _world.RunAsync();
        await _world.SettleAsync();

        Assert.Single(other.Visible);
        Assert.Empty(source.Visible);
        Assert.Empty(_world.Ledger.Undos);
    }

    [Fact]
    public async Task A_copy_beside_the_half_an_older_ledger_does_not_know_is_not_taken_for_it()
    {
        var backup = await BackupBeforeSecondHalfAsync(Side.Outlook);
        var original = _world.Outlook.Visible.Single();
        _world.Time.Advance(TimeSpan.FromHours(1));
        var copy = _world.Outlook.UserCopies(original);
        _world.Ledger.Restore(backup);

        await _world.SettleAsync();

        Assert.Equal(2, _world.Severa.Visible.Count());
        Assert.Equal(original.Key, _world.Ledger.Links[original.LinkId!.Value].Entry!.Key);
    }

    [Fact]
    public async Task After_a_lost_ledger_a_copy_keeps_the_activity_that_was_made_for_it()
    {
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        var original = _world.Outlook.Visible.Single();
        var copy = _world.Outlook.UserCopies(original);
        await _world.SettleAsync();
        var activityOfCopy = _world.Severa.Visible.Single(a => a != activity);
        _world.Severa.UserChanges(activityOfCopy, c => c with { Title = "Second plan" });
        _world.Time.Advance(TimeSpan.FromHours(1));
        _world.Outlook.UserChanges(original, c => c with { Notes = "edited" });
        _world.Ledger.Lose();

        await _world.SettleAsync();

        Assert.Equal((2, 2), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
        Assert.Equal("Second plan", copy.Content.Title);
        Assert.Equal("edited", activity.Content.Notes);
    }

    [Fact]
    public async Task A_removed_copy_whose_removal_is_undone_comes_back_once_although_its_ledger_was_lost()
    {
        _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.RemoveCopies();
        await _world.RunAsync();
        Assert.Empty(_world.Severa.Visible);
        _world.Undo(SyncActionKind.Delete);
        _world.Ledger.Lose();

        await _world.SettleAsync();

        Assert.Single(_world.Severa.Visible);
        Assert.Empty(_world.Ledger.Undos);
    }

    [Fact]
    public async Task An_activity_beyond_the_window_whose_entry_got_another_id_while_the_ledger_was_lost_is_listed_as_a_possible_twin()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.Outlook.UserMovesAway(entry);
        _world.Severa.UserChanges(_world.Severa.Visible.Single(), c => c with { When = _world.At("", days: 10).When });
        _world.Window = new SyncWindow(_world.Time.Start.AddDays(-30), _world.Time.Start.AddDays(8));
        _world.Ledger.Lose();
        await _world.SettleAsync();
        Assert.DoesNotContain(_world.Ledger.History, h => h.Reason == Reason.PossibleTwin);

        _world.Window = new SyncWindow(_world.Time.Start.AddDays(-30), _world.Time.Start.AddDays(12));
        _world.Ledger.IsFullDue = true;
        await _world.SettleAsync();

        Assert.Single(_world.Ledger.History, h => h.Reason == Reason.PossibleTwin && h.Target == Side.Outlook);
    }

    [Fact]
    public async Task A_private_pair_that_is_not_synced_is_compared_when_it_is_synced_again()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Doctor"));
        await _world.SettleAsync();
        _world.Policy = _world.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.DoNotSync };
        _world.Outlook.UserChanges(entry, c => c with { Privacy = Privacy.Private, Place = "Clinic" });
        _world.Ledger.Lose();
        await _world.SettleAsync();
        Assert.Equal(Reason.PrivateNotSynced, _world.Ledger.Links.Values.Single().StateReason);

        _world.Policy = _world.Policy with { PrivateTypeId = TestWorld.Personal };
        await _world.SettleAsync();

        Assert.Equal(("Clinic", TestWorld.Personal), (_world.Severa.Visible.Single().Content.Place, _world.Severa.Visible.Single().Activity!.TypeId));
    }

    [Fact]
    public async Task A_moved_mailbox_with_a_copy_of_an_edited_entry_pairs_each_with_its_own()
    {
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        var original = _world.Outlook.Visible.Single();
        _world.Outlook.Touch(original);
        await _world.SettleAsync();
        var copy = _world.Outlook.UserCopies(original);
        await _world.SettleAsync();

        _world.Outlook.MoveTo("folder-2");
        _world.Ledger.Epoch = "folder-2";
        _world.Outlook.UserChanges(original, c => c with { Title = "Plan B" });
        await _world.SettleAsync();

        Assert.Equal(2, _world.Severa.Visible.Count());
        Assert.Equal("Plan B", activity.Content.Title);
    }

    /// <summary>A pair whose making failed at first, and then went well: the backup is from between.</summary>
    private async Task<LedgerBackup> BackupBeforeSecondHalfAsync(Side target)
    {
        var (source, other) = target == Side.Severa ? (_world.Outlook, _world.Severa) : (_world.Severa, _world.Outlook);
        source.UserAdds(_world.At("Lunch"));
        other.NextFault = name => name == "create" ? Fault.ItemsFail : Fault.None;
        await _world.RunAsync();
        other.NextFault = _ => Fault.None;
        var backup = _world.Ledger.Backup();
        await _world.SettleAsync();
        return backup;
    }
}
