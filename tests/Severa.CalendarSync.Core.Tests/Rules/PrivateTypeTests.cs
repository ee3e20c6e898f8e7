using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Rules;

/// <summary>R2, R3: an administrator chooses another type for private entries, which need not be of category Personal.</summary>
public sealed class PrivateTypeTests
{
    private readonly TestWorld _world = new();

    public PrivateTypeTests() => _world.Policy = _world.Policy with { PrivateTypeId = TestWorld.Holiday };

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task What_is_private_stays_so_on_both_sides(bool isMeeting, bool isEditedMeanwhile)
    {
        var entry = _world.Outlook.UserAdds(_world.At("Doctor", privacy: Privacy.Private), new EntryFacts(HasAttendees: isMeeting));
        await _world.SettleAsync();
        var activity = _world.Severa.Visible.Single();
        Assert.Equal(TestWorld.Holiday, activity.Activity!.TypeId);

        if (isEditedMeanwhile)
        {
            _world.Severa.UserChanges(activity, c => c with { Place = "Turku" });
        }

        _world.Policy = _world.Policy with { PrivateTypeId = TestWorld.ToDo };
        await _world.SettleAsync();

        Assert.Equal(Privacy.Private, entry.Content.Privacy);
        Assert.Equal((TestWorld.ToDo, Privacy.Private), (activity.Activity!.TypeId, _world.Severa.Read(activity).Content.Privacy));
        Assert.Equal(0, (await _world.RunAsync()).Counts.Writes);
    }

    [Fact]
    public async Task What_people_made_of_that_type_becomes_private_in_no_calendar()
    {
        var activity = _world.Severa.UserAdds(_world.At("Plan"), activity: _world.OfType(TestWorld.Meeting));
        await _world.SettleAsync();

        _world.Policy = _world.Policy with { PrivateTypeId = TestWorld.Meeting };
        await _world.SettleAsync();

        Assert.Equal(Privacy.Normal, _world.Outlook.Visible.Single().Content.Privacy);
        Assert.Equal(TestWorld.Meeting, activity.Activity!.TypeId);
    }

    [Fact]
    public async Task A_type_its_owner_chooses_still_opens_his_entry()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch", privacy: Privacy.Private));
        await _world.SettleAsync();
        var activity = _world.Severa.Visible.Single();

        activity.Activity = _world.OfType(TestWorld.Meeting);
        _world.Severa.Touch(activity);
        await _world.SettleAsync();

        Assert.Equal(Privacy.Normal, entry.Content.Privacy);
    }
}
