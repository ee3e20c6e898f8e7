using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Found;

/// <summary>An entry that has another id by now, at a bad moment, is its pair's all the same (R15, R19).</summary>
public sealed class OtherIdTests
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

    [Theory]
    [InlineData("Plan B")]
    [InlineData("Plan C")]
    public async Task An_entry_that_is_found_after_its_mailbox_moved_is_its_pairs_and_no_copys(string title)
    {
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        _world.Undo(SyncActionKind.Create);
        _world.Outlook.UserCopies(_world.Outlook.Visible.Single());
        await _world.SettleAsync();
        _world.Severa.UserChanges(activity, c => c with { Title = "Plan B" });
        _world.Outlook.NextFault = name => name == "create" ? Fault.AnswerLost : Fault.None;
        await _world.RunAsync();
        _world.Outlook.NextFault = _ => Fault.None;

        _world.Outlook.UserChanges(_world.Outlook.Visible.Last(), c => c with { Title = title });
        _world.Outlook.MoveTo("folder-2");
        _world.Ledger.Epoch = "folder-2";
        await _world.SettleAsync();

        Assert.Equal(["Plan", title], _world.Outlook.Visible.Select(i => i.Content.Title).Order(StringComparer.Ordinal));
        Assert.Equal(["Plan", title], _world.Severa.Visible.Select(i => i.Content.Title).Order(StringComparer.Ordinal));
        Assert.All(_world.Ledger.Links.Values, l => Assert.Equal(LinkState.Active, l.State));
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
    public async Task A_users_copy_with_a_pair_of_its_own_is_not_taken_for_what_a_killed_run_made()
    {
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        var original = _world.Outlook.Visible.Single();
        var copy = _world.Outlook.UserCopies(original);
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
}
