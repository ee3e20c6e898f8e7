using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>R16: a half that was made for a pair is the pair's, although an older ledger does not know it.</summary>
public sealed class OlderLedgerPlanTests
{
    private static readonly ItemContent Other = PlanKit.Talk with { Title = "Something else", When = PlanKit.Hour(5) };

    private readonly PlanKit _kit = new();

    [Theory]
    [InlineData(Reason.KeptForBusinessData, LinkState.Active, Reason.None)]
    [InlineData(Reason.MeetingNeverMadeAnew, LinkState.Active, Reason.None)]
    [InlineData(Reason.TypeNotTicked, LinkState.Dormant, Reason.TypeNotTicked)]
    public void An_entry_that_turns_up_again_wakes_a_pair_that_was_kept_because_it_was_gone(Reason reason, LinkState state, Reason after)
    {
        var link = _kit.InSync() with { Entry = null, Uid = null, State = LinkState.Dormant, StateReason = reason };

        var completed = Completed([link], [Stamped("made", link)], [_kit.Activity]);

        Assert.Equal((new LinkHalf(ItemKey.Of("made"), ""), "uid of made", PlanKit.Folder), (completed.Entry, completed.Uid, completed.Epoch));
        Assert.Equal((state, after), (completed.State, completed.StateReason));
    }

    [Theory]
    [InlineData(PlanKit.Folder, PlanKit.Folder)]
    [InlineData("", "known")]
    public void The_folder_is_the_one_that_was_read_or_else_the_one_that_is_known(string read, string kept)
    {
        var link = _kit.InSync() with { Entry = null, State = LinkState.Dormant, StateReason = Reason.TypeNotTicked, Epoch = "known" };

        Assert.Equal(kept, UnknownHalves.Completed(_kit.Reads([link], [Stamped("made", link)], [_kit.Activity], read)).Single().Epoch);
    }

    [Fact]
    public void An_entry_is_known_by_its_uid_too_when_it_is_the_only_one()
    {
        var link = _kit.InSync() with { Entry = null, State = LinkState.Dormant, StateReason = Reason.KeptForBusinessData };
        var back = _kit.Entry with { Key = ItemKey.Of("back") };

        Assert.Equal(back.Key, Completed([link], [back], [_kit.Activity]).Entry!.Key);
        Assert.Null(Completed([link], [back, back with { Key = ItemKey.Of("second") }], [_kit.Activity]).Entry);
        Assert.Null(Completed([link], [back with { Key = ItemKey.Occurrence("uid", PlanKit.Now, "slot") }], [_kit.Activity]).Entry);
        Assert.Null(Completed([link with { Uid = null }], [back with { Uid = null }], [_kit.Activity]).Entry);
    }

    [Fact]
    public void The_property_is_surer_than_the_uid()
    {
        var link = _kit.InSync() with { Entry = null, State = LinkState.Dormant, StateReason = Reason.KeptForBusinessData };

        Assert.Equal("made", Completed([link], [_kit.Entry with { Key = ItemKey.Of("uid") }, Stamped("made", link)], [_kit.Activity]).Entry!.Key.Id);
    }

    [Fact]
    public void Of_copies_of_what_was_just_made_the_one_that_says_what_it_said()
    {
        var link = _kit.InSync() with { Entry = null, Uid = null, StateReason = Reason.NewInSevera };

        Assert.Equal("b", Completed([link], [Stamped("a", link) with { Content = Other }, Stamped("b", link)], [_kit.Activity]).Entry!.Key.Id);
    }

    [Fact]
    public void What_was_made_for_the_activity_while_the_pair_was_not_known_takes_the_place_of_an_entry_that_is_gone()
    {
        var link = _kit.InSync();
        var made = Stamped("made", link with { Id = Guid.Empty });

        Assert.Equal("made", Completed([link], [made], [_kit.Activity]).Entry!.Key.Id);
        Assert.Equal("entry", Completed([link], [made, made with { Key = ItemKey.Of("second") }], [_kit.Activity]).Entry!.Key.Id);
        Assert.Equal("entry", Completed([link], [_kit.Entry, made], [_kit.Activity]).Entry!.Key.Id);
        Assert.Equal("entry", Completed([link with { State = LinkState.Dormant, StateReason = Reason.TypeNotTicked }], [made], [_kit.Activity]).Entry!.Key.Id);
    }

    [Theory]
    [InlineData(LinkState.Active, true)]
    [InlineData(LinkState.Held, true)]
    [InlineData(LinkState.Dormant, false)]
    public void An_activity_that_was_made_for_the_pair_takes_the_place_of_one_that_is_gone(LinkState state, bool isTaken)
    {
        var link = _kit.InSync() with { State = state, StateReason = state == LinkState.Dormant ? Reason.TypeNotTicked : Reason.None };
        var made = _kit.Activity with { Key = ItemKey.Of("made"), MadeForLink = link.Id };

        Assert.Equal(isTaken ? new LinkHalf(made.Key, "") : link.Activity, Completed([link], [_kit.Entry], [made]).Activity);
        Assert.Equal(link.Activity, Completed([link], [_kit.Entry], [_kit.Activity, made]).Activity);
    }

    [Fact]
    public void An_activity_that_was_made_for_its_entry_alone_is_the_pairs_too()
    {
        var link = _kit.InSync();
        var made = _kit.Activity with { Key = ItemKey.Of("made"), MadeForLink = LinkIds.First(_kit.Policy.MailboxId, Origin.Outlook, _kit.Entry.Key) };

        Assert.Equal("made", Completed([link], [_kit.Entry], [made]).Activity!.Key.Id);
        Assert.Null(Completed([link with { Entry = null, Activity = null, State = LinkState.Dormant, StateReason = Reason.TypeNotTicked }], [], [made]).Activity);
    }

    [Fact]
    public void One_item_is_the_half_of_one_pair()
    {
        var link = _kit.InSync() with { Activity = null, State = LinkState.Dormant, StateReason = Reason.TypeNotTicked };
        var twin = link with { Id = Guid.Empty, Entry = null, Uid = null };
        var made = _kit.Activity with { Key = ItemKey.Of("made"), MadeForLink = link.Id };

        var completed = UnknownHalves.Completed(_kit.Reads([link, link with { Uid = "same pair twice" }, twin], [_kit.Entry], [made]));

        Assert.Single(completed, l => l.Activity is not null);
    }

    [Fact]
    public void What_was_made_for_the_activity_is_the_entry_of_a_pair_that_never_had_one()
    {
        var link = _kit.InSync() with { Entry = null, Uid = null, StateReason = Reason.NewInSevera };

        Assert.Equal("made", Completed([link], [Stamped("made", link with { Id = Guid.Empty })], [_kit.Activity]).Entry!.Key.Id);
    }

    [Fact]
    public void A_pair_that_lacks_only_its_entry_keeps_its_activity()
    {
        var link = _kit.InSync() with { Entry = null, State = LinkState.Dormant, StateReason = Reason.KeptForBusinessData };
        var made = _kit.Activity with { Key = ItemKey.Of("made"), MadeForLink = link.Id };

        Assert.Equal(link.Activity, Completed([link], [_kit.Entry with { Key = ItemKey.Of("back") }], [_kit.Activity, made]).Activity);
    }

    [Fact]
    public void While_a_write_to_it_is_unknown_a_pair_takes_no_entry_by_its_uid_either()
    {
        var link = _kit.InSync() with { Entry = null, State = LinkState.Dormant, StateReason = Reason.KeptForBusinessData };
        var other = link with { Id = Guid.Empty, Uid = "other", Activity = null };
        var input = _kit.Reads([link, other], [_kit.Entry with { Key = ItemKey.Of("back") }], [_kit.Activity]);

        Assert.NotNull(UnknownHalves.Completed(input)[0].Entry);
        Assert.Null(UnknownHalves.Completed(input with { Pending = [link] })[0].Entry);
    }

    [Fact]
    public void Nothing_is_completed_while_a_write_to_the_pair_is_unknown_or_the_mailbox_is_being_matched()
    {
        var link = _kit.InSync() with { Activity = null, StateReason = Reason.NewInOutlook };
        var made = _kit.Activity with { Key = ItemKey.Of("made"), MadeForLink = link.Id };
        var input = _kit.Reads([link], [_kit.Entry], [made]);
        var foreign = link with { Id = Guid.Empty, Epoch = "another", Entry = new LinkHalf(ItemKey.Of("old"), "1") };

        Assert.NotNull(UnknownHalves.Completed(input).Single().Activity);
        Assert.Null(UnknownHalves.Completed(input with { Pending = [link] }).Single().Activity);
        Assert.Null(UnknownHalves.Completed(input with { Links = [link, foreign] })[0].Activity);
        Assert.NotNull(UnknownHalves.Completed(input with { Links = [link, foreign with { State = LinkState.Dormant }] })[0].Activity);
    }

    private Link Completed(IReadOnlyList<Link> links, IReadOnlyList<CalendarItem> entries, IReadOnlyList<CalendarItem> activities) =>
        UnknownHalves.Completed(_kit.Reads(links, entries, activities))[0];

    private CalendarItem Stamped(string id, Link link) => _kit.Entry with
    {
        Key = ItemKey.Of(id), Uid = "uid of " + id, Version = "7", Stamp = Creations.Stamped(_kit.Policy, link, _kit.Activity), MadeForLink = link.Id,
    };
}
