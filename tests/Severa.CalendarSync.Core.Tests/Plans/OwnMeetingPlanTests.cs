using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>R24: whoever is added to an activity whose meeting is in his own calendar gets no second entry of it, and anybody else gets one.</summary>
public sealed class OwnMeetingPlanTests
{
    private readonly PlanKit _kit = new();
    private readonly CalendarItem _shared;

    public OwnMeetingPlanTests()
    {
        _kit.Entry = _kit.Entry with { Entry = new EntryFacts(HasAttendees: true) };
        _shared = _kit.Activity with
        {
            Key = ItemKey.Of("shared"), Activity = new ActivityFacts(TestWorld.Meeting, IsOwner: false, OwnerHasMeeting: true, OwnerUid: "uid"),
        };
    }

    public static TheoryData<bool, bool, double, bool> Meetings => new()
    {
        // read in this run, an occurrence, how many days away from the activity, the same meeting
        { false, false, 0, true },
        { false, false, 1, true },
        { true, false, 1, true },
        { false, true, 0, true },
        { true, true, 0, true },
        { false, true, 1, false },
        { true, true, 1, false },
    };

    [Theory]
    [MemberData(nameof(Meetings))]
    public void A_single_meeting_is_known_by_its_uid_and_an_occurrence_by_its_time_too(bool isRead, bool isOccurrence, double days, bool isSame)
    {
        var when = PlanKit.Hour(1 + days);
        _kit.Entry = _kit.Entry with
        {
            Key = isOccurrence ? ItemKey.Occurrence("uid", when.Start, "slot") : _kit.Entry.Key, Content = PlanKit.Talk with { When = when },
        };
        _kit.Activity = _kit.Activity with { Content = _kit.Entry.Content };

        // What was read tells by itself, whatever the ledger knows of it.
        var link = _kit.InSync() with { Uid = isRead ? null : "uid" };

        AssertShared(isSame, [link], isRead ? new Seen.Fresh(_kit.Entry) : new Seen.Same(_kit.Entry.Key, _kit.Entry.Version));
    }

    [Fact]
    public void A_meeting_that_is_gone_is_nobodys() => AssertShared(isSame: false, [_kit.InSync()]);

    [Fact]
    public void A_pair_that_lost_its_meeting_has_none() =>
        AssertShared(isSame: false, [_kit.InSync() with { State = LinkState.Dormant, StateReason = Reason.SwitchedOff, Entry = null }]);

    private void AssertShared(bool isSame, IReadOnlyList<Link> links, params Seen[] entries)
    {
        var reading = new SideReading.Full(_kit.Window, entries) { Cursor = "", Epoch = PlanKit.Folder };
        var gone = entries.Length == 0 ? new Dictionary<ItemKey, Sighting> { [_kit.Entry.Key] = new Sighting.Gone() } : [];
        var input = _kit.Reads(links, [], [_kit.Activity, _shared]) with { Outlook = new SideView(Side.Outlook, reading, gone) };

        var action = Assert.Single(PlanKit.Final(input), a => a.Link.Activity?.Key.Equals(_shared.Key) == true);

        Assert.Equal(isSame ? (SyncActionKind.Sleep, Reason.OwnMeetingInstead) : (SyncActionKind.Create, action.Reason), (action.Kind, action.Reason));
        Assert.Equal((LinkHalf?)null, action.Link.Entry);
    }
}
