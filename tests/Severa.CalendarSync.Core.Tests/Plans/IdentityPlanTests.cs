using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>An entry that lives on under another key (R6, R15): what is recorded of it, whatever state its pair is in.</summary>
public sealed class IdentityPlanTests
{
    private readonly PlanKit _kit = new();

    [Fact]
    public void Without_a_change_the_new_key_is_recorded_once_and_told()
    {
        var action = Assert.Single(PlanKit.Final(Moved(_kit.InSync())));

        Assert.Equal((SyncActionKind.Rekey, Reason.EntryMoved, true), (action.Kind, action.Reason, action.IsTold));
        Assert.Equal(new LinkHalf(ItemKey.Of("elsewhere"), "2"), action.Link.Entry);
    }

    [Fact]
    public void With_a_change_the_new_key_is_durable_before_the_write_and_told_by_it()
    {
        var actions = PlanKit.Final(Moved(_kit.InSync(), c => c with { Title = "Walk" }));

        Assert.Equal([(SyncActionKind.Rekey, false), (SyncActionKind.Update, true)], actions.Select(a => (a.Kind, a.IsTold)));
        Assert.Equal(new LinkHalf(ItemKey.Of("elsewhere"), ""), actions[0].Link.Entry);
        Assert.Equal(_kit.InSync().Base.Severa, actions[0].Link.Base.Severa);
    }

    [Theory]
    [InlineData(LinkState.Dismissed, Reason.MeetingDismissed)]
    [InlineData(LinkState.Dormant, Reason.SwitchedOff)]
    public void A_pair_that_rests_goes_on_resting_under_the_new_key(LinkState state, Reason reason)
    {
        var link = _kit.InSync() with { State = state, StateReason = reason };

        var action = Assert.Single(PlanKit.Final(Moved(link, c => c with { Title = "Walk" })));

        Assert.Equal(SyncActionKind.Rekey, action.Kind);
        Assert.Equal(link with { Entry = new LinkHalf(ItemKey.Of("elsewhere"), "") }, action.Link);
    }

    [Theory]
    [InlineData("other", "other")]
    [InlineData(null, "uid")]
    public void Its_uid_is_learnt_and_never_forgotten(string? read, string remembered)
    {
        var link = _kit.InSync() with { State = LinkState.Dormant, StateReason = Reason.SwitchedOff };
        var stamp = Creations.Stamped(_kit.Policy, link, _kit.Activity);
        var moved = _kit.Entry with { Key = ItemKey.Of("elsewhere"), Version = "2", Uid = read, Stamp = stamp };

        Assert.Equal(remembered, Assert.Single(PlanKit.Final(_kit.Reads([link], [moved]))).Link.Uid);
    }

    [Fact]
    public void Of_two_alike_the_older_one_was_moved_where_nothing_is_left_but_to_make_a_third()
    {
        var link = _kit.InSync();
        _kit.UserEditsActivity(c => c with { Title = "Walk" });
        var stamped = _kit.Entry with { Content = _kit.Activity.Content, Stamp = Creations.Stamped(_kit.Policy, link, _kit.Activity) };
        var newer = stamped with { Key = ItemKey.Of("a"), ModifiedAt = PlanKit.Now };
        var older = stamped with { Key = ItemKey.Of("b"), ModifiedAt = PlanKit.Now.AddMinutes(-5) };

        var moved = PlanKit.Final(_kit.Reads([link], [newer, older])).First(a => a.Link.Id == link.Id);

        Assert.Equal(older.Key, moved.Link.Entry!.Key);
    }

    [Fact]
    public void Two_entries_with_the_property_of_one_that_is_gone_are_no_moved_original()
    {
        var link = _kit.InSync();
        var stamp = Creations.Stamped(_kit.Policy, link, _kit.Activity);
        var copies = new[] { "one", "two" }.Select(id => _kit.Entry with { Key = ItemKey.Of(id), Uid = id, Stamp = stamp }).ToList();

        var actions = PlanKit.Final(_kit.Reads([link], copies));

        Assert.DoesNotContain(actions, a => a.Kind == SyncActionKind.Rekey);
        Assert.Single(actions, a => a.Kind == SyncActionKind.Delete && a.Reason == Reason.DeletedInOutlook);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_two_entries_with_the_property_the_one_that_says_what_the_activity_says_is_the_original(bool isRead)
    {
        var link = _kit.InSync();
        var stamp = Creations.Stamped(_kit.Policy, link, _kit.Activity);
        var copy = _kit.Entry with { Key = ItemKey.Of("copy"), Uid = "copy", Stamp = stamp, Content = PlanKit.Talk with { When = PlanKit.Hour(3) } };
        var original = _kit.Entry with { Key = ItemKey.Of("original"), Uid = "other", Stamp = stamp };
        var input = _kit.Reads([link], [copy, original]);
        var unread = new SideView(Side.Severa, new SideReading.Delta([], []) { Cursor = "" });

        var plan = Reconciler.Plan(isRead ? input : input with { Severa = unread });

        Assert.Equal(isRead ? 0 : 1, plan.Suspects.Count);
        Assert.Equal(isRead ? ["original"] : [], plan.Actions.Where(a => a.Kind == SyncActionKind.Rekey).Select(a => a.Link.Entry!.Key.Id));
        Assert.DoesNotContain(plan.Actions, a => a.Kind == SyncActionKind.Delete);
    }

    [Fact]
    public void Two_entries_with_the_uid_of_one_that_is_gone_are_no_moved_original()
    {
        var copies = new[] { "one", "two" }.Select(id => _kit.Entry with { Key = ItemKey.Of(id) }).ToList();

        Assert.DoesNotContain(PlanKit.Final(_kit.Reads([_kit.InSync()], copies)), a => a.Kind == SyncActionKind.Rekey);
    }

    [Fact]
    public void While_a_write_to_the_pair_is_unknown_its_new_key_is_recorded_and_nothing_else()
    {
        var link = _kit.InSync();
        var input = Moved(link, c => c with { Title = "Walk" });

        var action = Assert.Single(PlanKit.Final(input with { Pending = [link] }));

        Assert.Equal((SyncActionKind.Rekey, ItemKey.Of("elsewhere")), (action.Kind, action.Link.Entry!.Key));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void What_may_be_an_entry_that_could_not_be_read_is_not_taken_for_new(bool hasUid, bool hasStamp)
    {
        var link = _kit.InSync();
        var maybe = _kit.Entry with
        {
            Key = ItemKey.Of("maybe"),
            Uid = hasUid ? link.Uid : "other",
            Stamp = hasStamp ? Creations.Stamped(_kit.Policy, link, _kit.Activity) : null,
        };
        var stranger = maybe with { Key = ItemKey.Of("stranger"), Uid = null, Stamp = null };
        var reading = new SideReading.Full(_kit.Window, [new Seen.Unreadable(_kit.Entry.Key, "Damaged"), new Seen.Fresh(maybe), new Seen.Fresh(stranger)]) { Cursor = "", Epoch = PlanKit.Folder };

        var plan = Reconciler.Plan(_kit.Reads([link]) with { Outlook = new SideView(Side.Outlook, reading) });

        Assert.Equal([stranger.Key], plan.Actions.Where(a => a.Kind == SyncActionKind.Create).Select(a => a.Link.Entry!.Key));
    }

    [Theory]
    [InlineData(LinkState.Active, false)]
    [InlineData(LinkState.Dormant, true)]
    public void A_slot_of_a_series_of_which_one_could_not_be_read_waits(LinkState state, bool isMade)
    {
        var known = ItemKey.Occurrence("series", PlanKit.Now.AddDays(1), "known");
        var link = _kit.InSync() with { Entry = new LinkHalf(known, "1"), State = state, StateReason = state == LinkState.Dormant ? Reason.TypeNotTicked : Reason.None };
        var fresh = _kit.Entry with { Key = ItemKey.Occurrence("series", PlanKit.Now.AddDays(8), "fresh"), Content = PlanKit.Talk with { When = PlanKit.Hour(8) } };
        var reading = new SideReading.Full(_kit.Window, [new Seen.Unreadable(known, "Damaged"), new Seen.Fresh(fresh)]) { Cursor = "", Epoch = PlanKit.Folder };

        var plan = Reconciler.Plan(_kit.Reads([link]) with { Outlook = new SideView(Side.Outlook, reading) });

        Assert.Equal(isMade, plan.Actions.Any(a => a.Kind == SyncActionKind.Create));
    }

    [Theory]
    [InlineData(Reason.HeldByBrake, false)]
    [InlineData(Reason.HeldNewTime, true)]
    public void What_is_held_goes_on_waiting_under_a_new_key_and_is_looked_at(Reason reason, bool hasActivity)
    {
        var link = _kit.InSync() with { State = LinkState.Held, StateReason = reason };
        var input = Moved(link, c => c with { When = PlanKit.Hour(3) });

        var action = Assert.Single(PlanKit.Final(hasActivity ? input : input with { Severa = _kit.Reads([link], activities: []).Severa }));

        Assert.Equal(SyncActionKind.Rekey, action.Kind);
        Assert.Equal(link with { Entry = new LinkHalf(ItemKey.Of("elsewhere"), ""), SetAside = SetAside.UntilSecondWrite(PlanKit.Now) }, action.Link);
    }

    [Fact]
    public void The_only_entry_with_the_property_is_the_moved_one_whatever_it_says_by_now()
    {
        var link = _kit.InSync();
        var moved = _kit.Entry with
        {
            Key = ItemKey.Of("elsewhere"), Uid = "another", Version = "2", Content = PlanKit.Talk with { Title = "Edited", When = PlanKit.Hour(6) },
            Stamp = Creations.Stamped(_kit.Policy, link, _kit.Activity),
        };

        Assert.Equal([SyncActionKind.Rekey, SyncActionKind.Update], PlanKit.Final(_kit.Reads([link], [moved])).Select(a => a.Kind));
    }

    private PlanInput Moved(Link link, Func<ItemContent, ItemContent>? change = null)
    {
        var moved = _kit.Entry with { Key = ItemKey.Of("elsewhere"), Version = "2", Content = (change ?? (c => c))(_kit.Entry.Content) };
        return _kit.Reads([link], [moved]);
    }
}
