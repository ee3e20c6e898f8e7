using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Found;

/// <summary>Private text stays where it may be read (R3, R24).</summary>
public sealed class PrivateTextTests
{
    private readonly TestWorld _world = new();

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
}
