using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>R19: the mailbox moved to another folder with other ids. Its pairs are known again, the surest sign first.</summary>
public sealed class RematchPlanTests
{
    private const string NewFolder = "folder-2";
    private static readonly ItemContent Other = PlanKit.Talk with { Title = "Something else", When = PlanKit.Hour(9) };

    private readonly PlanKit _kit = new();

    [Fact]
    public void By_the_hidden_property() => AssertMatched("a", Entry("b", Other, "new b"), Stamped("a", Other, "new a"));

    [Fact]
    public void Of_copies_with_the_property_the_one_with_its_uid() =>
        AssertMatched("b", Stamped("a", PlanKit.Talk, "copy", minutes: -90), Stamped("b", Other, "uid", minutes: -10));

    [Fact]
    public void Of_copies_without_its_uid_the_one_that_says_what_it_said() =>
        AssertMatched("b", Stamped("a", Other, "copy a", minutes: -90), Stamped("b", PlanKit.Talk, "copy b", minutes: -10));

    [Fact]
    public void Of_copies_without_either_the_oldest() =>
        AssertMatched("b", Stamped("a", Other, "copy a", minutes: -10), Stamped("b", Other, "copy b", minutes: -90), Stamped("c", Other, null, minutes: -50));

    [Fact]
    public void A_copy_that_is_another_pairs_entry_by_its_uid_is_left_to_that_one()
    {
        var other = _kit.InSync() with { Id = Guid.Empty, Uid = "of the other", Entry = new LinkHalf(ItemKey.Of("other"), "1"), Activity = null };

        var actions = Plan([_kit.InSync(), other], [Stamped("copy", Other, "of the other"), Entry("mine", Other with { Title = "Mine" }, "uid")]);

        Assert.Equal([("mine", PlanKit.PairId), ("copy", Guid.Empty)], Rekeyed(actions));
    }

    [Fact]
    public void Nothing_is_made_meanwhile_what_a_pair_lacks_may_be_there()
    {
        var lacking = _kit.InSync() with { Id = Guid.Empty, Uid = null, Entry = null, Epoch = "", SetAside = SetAside.UntilSecondWrite(PlanKit.Now) };
        var foreign = _kit.InSync() with { Activity = null };

        Assert.Equal([("a", PlanKit.PairId)], Rekeyed(Plan([foreign, lacking], [Entry("a", Other, "uid")])));
        Assert.DoesNotContain(Plan([foreign, lacking], [Entry("a", Other, "uid")]), a => a.Kind == SyncActionKind.Create);
    }

    [Fact]
    public void By_uid() => AssertMatched("a", Entry("b", PlanKit.Talk, "new"), Entry("a", Other, "uid"));

    [Fact]
    public void By_what_it_said() => AssertMatched("b", Entry("a", Other, "new a"), Entry("b", PlanKit.Talk with { Place = "Oulu" }, "new b"));

    [Fact]
    public void A_single_entry_is_never_an_occurrence_by_what_it_said()
    {
        var slot = Slot("new series", 1, "slot");

        Assert.Equal((SyncActionKind.Sleep, Reason.NotInNewFolder), Plan([_kit.InSync()], [slot]).Select(a => (a.Kind, a.Reason)).Single());
    }

    [Fact]
    public void An_occurrence_by_its_original_start_or_else_like_any_changed_series()
    {
        var links = new[] { SlotLink(1, 1), SlotLink(2, 8) };

        Assert.Equal([("x", Id(1)), ("y", Id(2))], Rekeyed(Plan(links, [Slot("series", 8, "y"), Slot("series", 1, "x")])));
        Assert.Equal([("x", Id(1)), ("y", Id(2))], Rekeyed(Plan(links, [Slot("series", 8.1, "y"), Slot("series", 1.1, "x")])));
    }

    [Fact]
    public void An_occurrence_of_long_ago_that_was_moved_into_the_window_by_its_original_start()
    {
        var longAgo = ItemKey.Occurrence("series", _kit.Window.Start.AddDays(-9), "old");
        var link = SlotLink(1, 1) with { Entry = new LinkHalf(longAgo, "1"), EndsAt = _kit.Window.Start };
        var moved = Slot("series", 1, "x") with { Key = ItemKey.Occurrence("series", _kit.Window.Start.AddDays(-9), "x"), Content = Other };

        Assert.Equal([("x", Id(1))], Rekeyed(Plan([link], [moved])));
    }

    [Theory]
    [InlineData(true, LinkState.Dormant)]
    [InlineData(false, LinkState.Active)]
    [InlineData(false, LinkState.Held)]
    public void A_request_of_a_person_waits_until_its_pair_is_known_again(bool isFound, LinkState state)
    {
        var link = _kit.InSync() with { State = state, StateReason = state == LinkState.Active ? Reason.None : Reason.HeldByBrake };
        var undo = new UndoRequest(Guid.Empty, link.Id, SyncActionKind.Update, Side.Severa, ItemFields.All, _kit.Activity.Key, new ChangedValues(PlanKit.Talk with { Title = "Before" }, PlanKit.Talk));
        var input = _kit.Reads([link], isFound ? [Entry("a", Other, "uid")] : [], folder: NewFolder) with { Undos = [undo] };

        Assert.DoesNotContain(PlanKit.Final(input), a => a.UndoId is not null);
    }

    [Fact]
    public void A_pair_that_rests_elsewhere_does_not_keep_a_person_waiting()
    {
        var link = _kit.InSync() with { State = LinkState.Dormant, StateReason = Reason.SwitchedOff };
        var undo = new UndoRequest(Guid.Empty, link.Id, SyncActionKind.Update, Side.Severa, ItemFields.All, _kit.Activity.Key, new ChangedValues(PlanKit.Talk with { Title = "Before" }, PlanKit.Talk));

        Assert.Single(PlanKit.Final(_kit.Reads([link], [], folder: NewFolder) with { Undos = [undo] }), a => a.UndoId is not null);
    }

    [Fact]
    public void Slots_of_another_series_are_not_taken()
    {
        var actions = Plan([SlotLink(1, 1)], [Slot("other", 1, "x") with { Content = Other }]);

        Assert.Equal(SyncActionKind.Sleep, Assert.Single(actions).Kind);
    }

    [Fact]
    public void A_slot_that_ended_before_the_window_waits_for_its_own()
    {
        var past = SlotLink(1, 1) with { Entry = new LinkHalf(ItemKey.Occurrence("series", _kit.Window.Start.AddDays(-9), "old"), "1"), EndsAt = _kit.Window.Start };

        Assert.Equal(SyncActionKind.Sleep, Assert.Single(Plan([past], [Slot("series", 1, "x") with { Content = Other }])).Kind);
        Assert.Equal(SyncActionKind.Rekey, Assert.Single(Plan([past with { EndsAt = _kit.Window.Start.AddMinutes(1) }], [Slot("series", 1, "x") with { Content = Other }])).Kind);
    }

    [Theory]
    [InlineData(LinkState.Active, Reason.None, LinkState.Active, Reason.None)]
    [InlineData(LinkState.Active, Reason.NewInOutlook, LinkState.Active, Reason.NewInOutlook)]
    [InlineData(LinkState.Held, Reason.HeldByBrake, LinkState.Held, Reason.HeldByBrake)]
    [InlineData(LinkState.Dormant, Reason.NotInNewFolder, LinkState.Active, Reason.None)]
    [InlineData(LinkState.Dormant, Reason.TypeNotTicked, LinkState.Dormant, Reason.TypeNotTicked)]
    [InlineData(LinkState.Dismissed, Reason.MeetingDismissed, LinkState.Dismissed, Reason.MeetingDismissed)]
    public void What_was_in_sync_is_compared_at_once_and_what_rested_goes_on_resting(LinkState state, Reason reason, LinkState after, Reason afterReason)
    {
        var link = _kit.InSync() with { State = state, StateReason = reason, Decision = LinkDecision.None };

        var action = Assert.Single(Plan([link], [Entry("a", Other, "uid")]), a => a.Kind == SyncActionKind.Rekey);

        var wakes = after is LinkState.Active or LinkState.Held;
        Assert.Equal(
            link with
            {
                State = after, StateReason = afterReason, Entry = new LinkHalf(ItemKey.Of("a"), ""), Epoch = NewFolder,
                SetAside = wakes ? SetAside.UntilSecondWrite(PlanKit.Now) : null,
            },
            action.Link);
    }

    [Theory]
    [InlineData("new", "new")]
    [InlineData(null, "uid")]
    public void Its_uid_is_learnt_and_never_forgotten(string? read, string remembered) =>
        Assert.Equal(remembered, Assert.Single(Plan([_kit.InSync()], [Entry("a", PlanKit.Talk, read)])).Link.Uid);

    [Fact]
    public void A_pair_that_rested_and_is_not_found_goes_on_resting() =>
        Assert.Empty(Plan([_kit.InSync() with { State = LinkState.Dormant, StateReason = Reason.TypeNotTicked, Activity = new LinkHalf(_kit.Activity.Key, "1") }], []));

    [Theory]
    [InlineData(LinkState.Active, false)]
    [InlineData(LinkState.Held, false)]
    [InlineData(LinkState.Dormant, true)]
    public void Nothing_new_is_made_while_pairs_in_sync_are_matched(LinkState state, bool isMade)
    {
        var link = _kit.InSync() with { State = state, StateReason = state == LinkState.Dormant ? Reason.TypeNotTicked : Reason.HeldByBrake };

        var actions = Plan([link], [Entry("a", PlanKit.Talk, "uid"), Entry("b", Other, "new")]);

        Assert.Equal(isMade, actions.Any(a => a.Kind == SyncActionKind.Create));
    }

    [Theory]
    [InlineData("", NewFolder)]
    [InlineData(PlanKit.Folder, "")]
    [InlineData(NewFolder, NewFolder)]
    public void Only_another_folder_is_another_folder(string known, string read)
    {
        var input = _kit.Reads([_kit.InSync() with { Epoch = known }], folder: read);

        Assert.False(Rematching.IsForeign(input, input.Links[0]));
    }

    [Fact]
    public void A_pair_without_an_entry_is_in_no_folder() =>
        Assert.False(Rematching.IsForeign(_kit.Reads([], folder: NewFolder), _kit.InSync() with { Entry = null }));

    private static Guid Id(int i) => new(i, 3, 0, new byte[8]);

    private static IEnumerable<(string, Guid)> Rekeyed(IEnumerable<SyncAction> actions) =>
        actions.Where(a => a.Kind == SyncActionKind.Rekey).Select(a => (a.Link.Entry!.Key.Id, a.Link.Id));

    private IReadOnlyList<SyncAction> Plan(IReadOnlyList<Link> links, IReadOnlyList<CalendarItem> entries) =>
        PlanKit.Final(_kit.Reads(links, entries, folder: NewFolder));

    private void AssertMatched(string id, params IReadOnlyList<CalendarItem> entries) => Assert.Equal([(id, PlanKit.PairId)], Rekeyed(Plan([_kit.InSync()], entries)));

    private CalendarItem Entry(string id, ItemContent content, string? uid) => _kit.Entry with { Key = ItemKey.Of(id), Version = "7", Content = content, Uid = uid };

    private CalendarItem Stamped(string id, ItemContent content, string? uid, int minutes = 0) => Entry(id, content, uid) with
    {
        ModifiedAt = PlanKit.Now.AddMinutes(minutes),
        Stamp = Creations.Stamped(_kit.Policy, _kit.InSync(), _kit.Activity),
    };

    private CalendarItem Slot(string series, double days, string id) => Entry(id, PlanKit.Talk, "of " + series) with { Key = ItemKey.Occurrence(series, PlanKit.Now.AddDays(days), id) };

    private Link SlotLink(int i, double days) => _kit.InSync() with
    {
        Id = Id(i), Uid = "of series", Entry = new LinkHalf(ItemKey.Occurrence("series", PlanKit.Now.AddDays(days), $"old {i}"), "1"),
        Activity = new LinkHalf(ItemKey.Of($"activity {i}"), "1"), EndsAt = PlanKit.Now.AddDays(days),
    };
}
