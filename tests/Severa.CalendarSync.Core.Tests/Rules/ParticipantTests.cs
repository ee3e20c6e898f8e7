using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Rules;

/// <summary>R24, seen from a participant's mailbox: the owner's link is the authority.</summary>
public sealed class ParticipantTests
{
    private static readonly ActivityFacts Shared = new(TestWorld.Meeting, IsOwner: false, HasBusinessData: true);
    private readonly TestWorld _world = new();

    [Fact]
    public async Task A_participants_edit_of_a_plain_entry_reaches_the_activity()
    {
        var activity = _world.Severa.UserAdds(_world.At("Workshop"), activity: Shared);
        await _world.SettleAsync();

        _world.Outlook.UserChanges(_world.Outlook.Visible.Single(), c => c with { Place = "Room 2" });
        await _world.SettleAsync();

        Assert.Equal("Room 2", activity.Content.Place);
    }

    [Fact]
    public async Task What_a_participants_calendar_refuses_is_taken_back_from_nobody()
    {
        var activity = _world.Severa.UserAdds(_world.At("Workshop"), activity: Shared);
        await _world.SettleAsync();
        _world.Outlook.Refuses = _ => true;

        _world.Severa.UserChanges(activity, c => c with { Title = "Workshop, renamed" });
        await _world.RunAsync();
        Assert.Equal("Workshop, renamed", activity.Content.Title);

        _world.Outlook.Refuses = _ => false;
        await _world.SettleAsync();
        Assert.Equal("Workshop, renamed", _world.Outlook.Visible.Single().Content.Title);
    }

    [Fact]
    public async Task A_change_undone_in_a_private_copy_stays_there()
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null };
        var activity = _world.Severa.UserAdds(_world.At("Workshop"), activity: Shared);
        await _world.SettleAsync();
        var copy = _world.Outlook.Visible.Single();
        _world.Outlook.UserChanges(copy, c => c with { Privacy = Privacy.Private });
        await _world.SettleAsync();
        _world.Severa.UserChanges(activity, c => c with { Title = "Workshop, renamed" });
        await _world.SettleAsync();

        _world.Undo(SyncActionKind.Update);
        await _world.RunAsync();
        _world.Severa.Touch(activity);
        await _world.SettleAsync();
        await _world.SettleAsync();

        Assert.Equal(("Workshop", "Workshop, renamed"), (copy.Content.Title, activity.Content.Title));
    }

    [Fact]
    public async Task Where_the_owners_entry_is_a_meeting_a_participants_edit_is_set_back()
    {
        var activity = _world.Severa.UserAdds(_world.At("Workshop"), activity: Shared with { OwnerHasMeeting = true });
        await _world.SettleAsync();
        var copy = _world.Outlook.Visible.Single();

        _world.Outlook.UserChanges(copy, c => c with { Title = "Mine" });
        await _world.SettleAsync();

        Assert.Equal(("Workshop", "Workshop"), (activity.Content.Title, copy.Content.Title));
        Assert.Contains(_world.Ledger.History, h => h is { Kind: SyncActionKind.SetBack, Target: Side.Outlook, Reason: Reason.OwnersMeeting });

        _world.Severa.UserChanges(activity, c => c with { Title = "Workshop, moved" });
        await _world.SettleAsync();
        Assert.Equal("Workshop, moved", copy.Content.Title);
    }

    [Fact]
    public async Task A_participant_who_has_the_meeting_himself_gets_no_second_copy()
    {
        var own = _world.Outlook.UserAdds(_world.At("Workshop"), new EntryFacts(HasAttendees: true));
        _world.Severa.UserAdds(_world.At("Workshop, renamed by its owner"), activity: Shared with { OwnerHasMeeting = true, OwnerUid = own.Uid });
        var version = own.Version;

        await _world.SettleAsync();

        Assert.Single(_world.Outlook.Visible);
        Assert.Single(_world.Severa.Visible);
        Assert.Equal((version, "Workshop, renamed by its owner"), (own.Version, _world.Severa.Visible.Single().Content.Title));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_participant_whose_meeting_has_an_activity_of_its_own_gets_no_second_entry_either(bool isLedgerLost)
    {
        var own = _world.Outlook.UserAdds(_world.At("Workshop"), new EntryFacts(HasAttendees: true));
        await _world.SettleAsync();

        // Later the owner of the meeting adds him to the activity in Severa.
        var shared = _world.Severa.UserAdds(_world.At("Workshop"), activity: Shared with { OwnerHasMeeting = true, OwnerUid = own.Uid });
        await _world.SettleAsync();
        if (isLedgerLost)
        {
            _world.Ledger.Lose();
            await _world.SettleAsync();
        }

        Assert.Same(own, _world.Outlook.Visible.Single());
        Assert.Equal(2, _world.Severa.Visible.Count());
        var rests = _world.Ledger.Links.Values.Single(l => l.State == LinkState.Dormant);
        Assert.Equal((shared.Id, Reason.OwnMeetingInstead), (rests.Activity!.Key.Id, rests.StateReason));
    }

    [Fact]
    public async Task Another_occurrence_of_his_series_is_not_the_meeting()
    {
        var content = _world.At("Weekly");
        var own = _world.Outlook.UserAdds(content, new EntryFacts(HasAttendees: true), series: "s", originalStart: content.When.Start);
        await _world.SettleAsync();

        _world.Severa.UserAdds(_world.At("Weekly"), activity: Shared with { OwnerHasMeeting = true, OwnerUid = own.Uid });
        _world.Severa.UserAdds(_world.At("Weekly", days: 8), activity: Shared with { OwnerHasMeeting = true, OwnerUid = own.Uid });
        await _world.SettleAsync();

        Assert.Equal(2, _world.Outlook.Visible.Count());
    }

    [Fact]
    public async Task His_own_meeting_that_differs_is_noted_and_never_written()
    {
        var own = _world.Outlook.UserAdds(_world.At("Workshop"), new EntryFacts(HasAttendees: true));
        var activity = _world.Severa.UserAdds(_world.At("Workshop"), activity: Shared with { OwnerHasMeeting = true, OwnerUid = own.Uid });
        await _world.SettleAsync();
        var version = own.Version;

        _world.Severa.UserChanges(activity, c => c with { Title = "Other title" });
        await _world.SettleAsync();

        Assert.Equal((version, "Other title"), (own.Version, activity.Content.Title));
        Assert.Contains(_world.Ledger.History, h => h.Reason == Reason.OwnMeetingDiffers);
    }

    [Fact]
    public async Task His_privacy_is_his_own()
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null };
        var activity = _world.Severa.UserAdds(_world.At("Workshop", notes: "agenda"), activity: Shared);
        await _world.SettleAsync();

        _world.Outlook.UserChanges(_world.Outlook.Visible.Single(), c => c with { Privacy = Privacy.Private });
        await _world.SettleAsync();

        Assert.Equal(("Workshop", "agenda"), (activity.Content.Title, activity.Content.Notes));
        Assert.Equal(TestWorld.Meeting, activity.Activity!.TypeId);
    }

    [Fact]
    public async Task His_copy_is_never_read_in_as_a_new_activity()
    {
        var activity = _world.Severa.UserAdds(_world.At("Workshop"), activity: Shared);
        await _world.SettleAsync();
        Assert.True(_world.Outlook.Visible.Single().Stamp!.IsParticipants);

        // The owner deletes it while the ledger is lost.
        _world.Ledger.Lose();
        _world.Severa.UserDeletes(activity);
        await _world.SettleAsync();

        Assert.Empty(_world.Severa.Visible);
    }

    [Fact]
    public async Task The_new_time_of_the_owners_meeting_is_not_his_to_refuse()
    {
        _world.Policy = _world.Policy with { Brake = new BrakeLimits { NewTimes = 0, NewTimeShare = 0 } };
        var activity = _world.Severa.UserAdds(_world.At("Workshop"), activity: Shared with { OwnerHasMeeting = true });
        await _world.SettleAsync();
        _world.Severa.UserChanges(activity, c => c with { When = _world.At("", days: 4).When });
        await _world.RunAsync();
        var held = _world.Ledger.Links.Values.Single();
        Assert.Equal(Reason.HeldNewTime, held.StateReason);

        _world.Ledger.Links[held.Id] = held with { Decision = LinkDecision.Discard };
        await _world.SettleAsync();

        Assert.Equal(activity.Content.When, _world.Outlook.Visible.Single().Content.When);
        Assert.Equal(_world.At("", days: 4).When, activity.Content.When);
    }

    [Fact]
    public void The_stamp_of_a_participants_copy_says_so()
    {
        var stamp = new Stamp("i", Guid.NewGuid(), Guid.NewGuid(), "a", Origin.Severa, IsParticipants: true);
        Assert.Equal(stamp, Stamp.Parse(stamp.Format()));
    }
}
