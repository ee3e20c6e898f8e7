using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>R6, R12: which occurrence can be the new place of one that vanished. The window moved on by a day since it was last read.</summary>
public sealed class SlotReplacementPlanTests
{
    private readonly PlanKit _kit = new();

    [Fact]
    public void What_rests_outside_the_window_is_neither_asked_for_nor_moved_to_a_slot_the_window_has_just_reached()
    {
        var link = Link(-40) with { State = LinkState.Dormant, StateReason = Reason.OutOfWindow };
        var input = Input(link, Slot(179.5));
        var unasked = input with { Outlook = new SideView(Side.Outlook, Reading(Slot(179.5))), Severa = _kit.Reads([], activities: []).Severa };

        Assert.Equal([SyncActionKind.Create], PlanKit.Final(unasked).Select(a => a.Kind));
        Assert.DoesNotContain(Reconciler.Plan(input).Actions, a => a.Kind == SyncActionKind.Rekey);
    }

    [Fact]
    public void A_deleted_occurrence_is_not_the_one_the_window_has_just_reached() =>
        AssertDeleted(Input(Link(8), Slot(179.5)), isMade: true);

    [Fact]
    public void A_deleted_occurrence_is_not_one_that_its_owner_declined() =>
        AssertDeleted(Input(Link(8), Slot(9) with { Entry = new EntryFacts(HasAttendees: true, IsDeclined: true) }), isMade: false);

    [Theory]
    [InlineData(190)]
    [InlineData(-40)]
    public void Nor_one_that_came_into_the_window_from_another_place_in_the_series(double place) =>
        AssertDeleted(Input(Link(8), Slot(place) with { Content = PlanKit.Talk with { When = PlanKit.Hour(9) } }), isMade: true);

    [Fact]
    public void One_that_only_its_end_had_in_the_window_can_be() =>
        Assert.Contains(Reconciler.Plan(Input(Link(8), Slot(-31.02))).Actions, a => a.Kind == SyncActionKind.Rekey);

    [Fact]
    public void Nor_one_that_a_longer_window_shows_for_the_first_time() => AssertDeleted(
        Input(Link(-20), Slot(-28)) with { WindowBefore = new SyncWindow(_kit.Window.Start.AddDays(5), _kit.Window.End) }, isMade: true);

    [Fact]
    public void What_was_dismissed_hands_its_dismissal_to_no_other_meeting()
    {
        var link = Link(8) with { State = LinkState.Dismissed, StateReason = Reason.MeetingDismissed, Activity = null };

        var actions = PlanKit.Final(Input(link, Slot(179.5)) with { Severa = _kit.Reads([], activities: []).Severa });

        Assert.Equal([SyncActionKind.Create, SyncActionKind.Forget], actions.Select(a => a.Kind).Order());
    }

    [Fact]
    public void A_new_slot_inside_is_the_vanished_one_and_before_the_first_comparison_every_one_may_be()
    {
        Assert.Contains(Reconciler.Plan(Input(Link(8), Slot(9))).Actions, a => a.Kind == SyncActionKind.Rekey);
        Assert.Contains(Reconciler.Plan(Input(Link(8), Slot(179.5)) with { WindowBefore = null }).Actions, a => a.Kind == SyncActionKind.Rekey);
    }

    private static void AssertDeleted(PlanInput input, bool isMade)
    {
        var actions = PlanKit.Final(input);

        Assert.Contains(actions, a => a is { Kind: SyncActionKind.Delete, Reason: Reason.DeletedInOutlook });
        Assert.Equal(isMade, actions.Any(a => a.Kind == SyncActionKind.Create));
        Assert.DoesNotContain(actions, a => a.Kind == SyncActionKind.Rekey);
    }

    private PlanInput Input(Link link, CalendarItem slot) => _kit.Reads([link], [slot]) with
    {
        WindowBefore = new SyncWindow(_kit.Window.Start.AddDays(-1), _kit.Window.End.AddDays(-1)),
    };

    private SideReading.Full Reading(CalendarItem slot) => new(_kit.Window, [new Seen.Fresh(slot)]) { Cursor = "", Epoch = PlanKit.Folder };

    private Link Link(double day) => _kit.InSync() with { Entry = new LinkHalf(Key(day), "1"), Uid = "series" };

    private CalendarItem Slot(double day) => _kit.Entry with { Key = Key(day), Uid = "series", Content = PlanKit.Talk with { When = PlanKit.Hour(day) } };

    private static ItemKey Key(double day) => ItemKey.Occurrence("series", PlanKit.Now.AddDays(day), $"slot {day}");
}
