using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Found;

/// <summary>A copy whose first try failed is made only while the rules still want it (R3, R4, R7, R12).</summary>
public sealed class FailedCopyTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task A_copy_that_failed_is_not_made_any_more_once_its_type_is_unticked()
    {
        _world.Severa.UserAdds(_world.At("Plan"));
        _world.Outlook.NextFault = name => name == "create" ? Fault.ItemsFail : Fault.None;
        await _world.RunAsync();
        _world.Outlook.NextFault = _ => Fault.None;
        _world.Policy = _world.Policy.WithTicked(TestWorld.Meeting, false);

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
}
