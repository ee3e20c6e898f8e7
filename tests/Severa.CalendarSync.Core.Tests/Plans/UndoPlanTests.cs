using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>What a request to undo leads to, and what becomes of its pair (R25).</summary>
public sealed class UndoPlanTests
{
    private static readonly Guid RequestId = new(9, 0, 0, [0, 0, 0, 0, 0, 0, 0, 9]);

    private readonly PlanKit _kit = new();

    [Fact]
    public void What_was_made_goes_and_the_pair_is_dismissed()
    {
        var action = Assert.Single(Plan(_kit.InSync(), Undo(SyncActionKind.Create, after: PlanKit.Talk)));

        Assert.Equal((SyncActionKind.Delete, Side.Severa, Reason.UndoneByPerson, RequestId), (action.Kind, action.Target, action.Reason, action.UndoId));
        Assert.Equal((LinkState.Dismissed, Reason.UndoneByPerson), (action.Link.State, action.Link.StateReason));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public void An_activity_with_business_data_or_of_another_owner_stays(bool hasBusinessData, bool isOwner)
    {
        _kit.Activity = _kit.Activity with { Activity = new ActivityFacts(TestWorld.Meeting, isOwner, hasBusinessData) };

        AssertSettled(Reason.KeptForBusinessData, Plan(_kit.InSync(), Undo(SyncActionKind.Create, after: PlanKit.Talk)));
    }

    [Fact]
    public void What_was_made_and_is_gone_already_is_dismissed_so_that_it_takes_nothing_with_it()
    {
        var action = Assert.Single(Plan(_kit.InSync(), Undo(SyncActionKind.Create, after: PlanKit.Talk), activities: []));

        Assert.Equal((SyncActionKind.Dismiss, Reason.UndoneByPerson, "Talk"), (action.Kind, action.Reason, action.Title));
        Assert.Null(action.Link.Activity);
    }

    [Theory]
    [InlineData(SyncActionKind.Create, LinkState.Dormant)]
    [InlineData(SyncActionKind.Update, LinkState.Active)]
    [InlineData(SyncActionKind.Update, LinkState.Dormant)]
    public void Of_anything_else_that_is_gone_nothing_is_left_to_undo(SyncActionKind kind, LinkState state)
    {
        var link = _kit.InSync() with { State = state, StateReason = state == LinkState.Dormant ? Reason.SwitchedOff : Reason.None };

        AssertSettled(Reason.NothingToUndo, Plan(link, Undo(kind, PlanKit.Talk, PlanKit.Talk), activities: []));
    }

    [Fact]
    public void A_pair_in_sync_is_looked_at_again_and_one_that_rests_is_read_again()
    {
        var undo = Undo(SyncActionKind.Update, PlanKit.Talk, PlanKit.Talk);
        var waiting = new SetAside("ErrorServerBusy", 2, PlanKit.Now.AddHours(1));

        Assert.Equal(SetAside.UntilSecondWrite(PlanKit.Now), Settled(_kit.InSync(), undo).SetAside);
        Assert.Equal(waiting, Settled(_kit.InSync() with { SetAside = waiting }, undo).SetAside);

        var rests = Settled(_kit.InSync() with { State = LinkState.Dormant, StateReason = Reason.SwitchedOff }, undo);
        Assert.Null(rests.SetAside);
        Assert.Equal(("", ""), (rests.Entry!.Version, rests.Activity!.Version));
    }

    [Theory]
    [InlineData(LinkState.Active, true)]
    [InlineData(LinkState.Dormant, false)]
    [InlineData(LinkState.Dismissed, false)]
    public void Only_a_pair_in_sync_is_looked_at_again_by_the_next_run(LinkState state, bool isLookedAt)
    {
        var link = _kit.InSync() with { State = state, StateReason = state == LinkState.Active ? Reason.None : Reason.UndoneByPerson };

        var action = Assert.Single(Plan(link, Undo(SyncActionKind.Update, Titled("Before"), PlanKit.Talk)));

        Assert.Equal((SyncActionKind.Update, isLookedAt), (action.Kind, action.Link.SetAside is not null));
    }

    [Theory]
    [InlineData(LinkState.Dormant, Reason.SwitchedOff)]
    [InlineData(LinkState.Dismissed, Reason.UndoneByPerson)]
    public void What_rests_is_looked_at_once_after_a_write_nobody_answered(LinkState state, Reason reason)
    {
        var link = _kit.InSync() with { State = state, StateReason = reason, SetAside = new SetAside("UnknownOutcome", 0, PlanKit.Now) };

        var action = Assert.Single(_kit.Plan(link));

        Assert.Equal((SyncActionKind.Refresh, false, link with { SetAside = null }), (action.Kind, action.IsTold, action.Link));
        Assert.Empty(_kit.Plan(link with { SetAside = link.SetAside! with { RetryAt = PlanKit.Now.AddMinutes(1) } }));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("1", 0)]
    public void An_entry_that_was_found_for_what_was_undone_is_remembered_without_a_word(string version, int actions)
    {
        var link = _kit.InSync() with
        {
            State = LinkState.Dismissed, StateReason = Reason.UndoneByPerson, Entry = new LinkHalf(_kit.Entry.Key, version), Activity = null,
        };

        var plan = PlanKit.Final(_kit.Reads([link], activities: []));

        Assert.Equal(actions, plan.Count);
        Assert.All(plan, a => Assert.Equal((false, false, "1"), (a.IsTold, a.Writes, a.Link.Entry!.Version)));
    }

    [Theory]
    [InlineData("Before", "After", "Before")]
    [InlineData(null, "After", "After")]
    [InlineData(null, null, "")]
    public void A_settled_request_is_told_by_what_is_known_of_it(string? before, string? after, string title)
    {
        var undo = Undo(SyncActionKind.Update, Titled(before), Titled(after));

        Assert.Equal(title, Assert.Single(PlanKit.Final(_kit.Reads([], [], []) with { Undos = [undo] })).Title);
    }

    [Theory]
    [InlineData(PrivateRule.Withhold, true, Privacy.Private, false)]
    [InlineData(PrivateRule.DoNotSync, true, Privacy.Private, false)]
    [InlineData(PrivateRule.Copy, true, Privacy.Private, true)]
    [InlineData(PrivateRule.Withhold, false, Privacy.Private, true)]
    [InlineData(PrivateRule.Withhold, true, Privacy.Normal, true)]
    public void Text_goes_back_only_where_colleagues_may_read_it_by_todays_rules(PrivateRule rule, bool isOwner, Privacy ofEntry, bool goesBack)
    {
        _kit.Entry = _kit.Entry with { Content = PlanKit.Talk with { Privacy = ofEntry } };
        _kit.Policy = _kit.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.Copy };
        _kit.Activity = _kit.Activity with { Activity = new ActivityFacts(TestWorld.Meeting, isOwner) };
        var link = _kit.InSync();
        _kit.Policy = _kit.Policy with { PrivateWithoutType = rule };

        foreach (var entries in new[] { [_kit.Entry], Array.Empty<CalendarItem>() })
        {
            var action = Assert.Single(Plan(link, Undo(SyncActionKind.Update, Titled("Surgeon"), PlanKit.Talk), entries));
            Assert.Equal(goesBack, action is { Kind: SyncActionKind.Update, Content.Title: "Surgeon" });
        }
    }

    [Fact]
    public void A_withheld_pair_stays_withheld_whatever_its_entry_says()
    {
        var link = _kit.InSync() with { IsWithheld = true };

        AssertSettled(Reason.ChangedSince, Plan(link, Undo(SyncActionKind.Update, Titled("Surgeon"), PlanKit.Talk)));
    }

    [Fact]
    public void A_private_activity_gets_its_text_back()
    {
        _kit.Policy = _kit.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.DoNotSync };
        _kit.Entry = _kit.Entry with { Content = PlanKit.Talk with { Privacy = Privacy.Private } };
        _kit.Activity = _kit.Activity with { Content = PlanKit.Talk with { Privacy = Privacy.Private }, Activity = new ActivityFacts(TestWorld.Personal) };

        var action = Assert.Single(Plan(_kit.InSync(), Undo(SyncActionKind.Update, Titled("Surgeon"), PlanKit.Talk)));

        Assert.Equal((SyncActionKind.Update, "Surgeon"), (action.Kind, action.Content!.Title));
    }

    [Fact]
    public void A_deletion_is_looked_up_before_anything_is_made_again()
    {
        var undo = Undo(SyncActionKind.Delete, PlanKit.Talk);

        var plan = Reconciler.Plan(_kit.Reads([], [], []) with { Undos = [undo] });

        Assert.Empty(plan.Actions);
        Assert.Equal(new SideKey(Side.Severa, undo.Key), Assert.Single(plan.Suspects));
    }

    [Theory]
    [InlineData(Side.Outlook)]
    [InlineData(Side.Severa)]
    public void What_was_deleted_is_made_again_as_it_was_and_rests(Side target)
    {
        var undo = Undo(SyncActionKind.Delete, PlanKit.Talk, target: target, type: TestWorld.Holiday);

        var action = Assert.Single(PlanKit.Final(Gone(undo)));

        Assert.Equal((SyncActionKind.Create, target, Reason.UndoneByPerson, ItemFields.All), (action.Kind, action.Target, action.Reason, action.Fields));
        Assert.Equal((PlanKit.Talk, "Talk", TestWorld.Holiday, RequestId), (action.Content!, action.Title, action.TypeId!.Value, action.UndoId!.Value));
        Assert.Equal((LinkState.Dismissed, Reason.UndoneByPerson), (action.Link.State, action.Link.StateReason));
        Assert.True(action.Link is { Entry: null, Activity: null });
        Assert.Equal(target == Side.Outlook, action.Stamp is not null);
        Assert.Equal(target == Side.Outlook ? Origin.Outlook : Origin.Severa, action.Link.Origin);
    }

    [Fact]
    public void What_nobody_remembers_cannot_be_made_again() =>
        AssertSettled(Reason.NothingToUndo, PlanKit.Final(_kit.Reads([], [], []) with { Undos = [Undo(SyncActionKind.Delete)] }));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_there_or_cannot_be_asked_for_is_not_made_again(bool isThere)
    {
        var undo = Undo(SyncActionKind.Delete, PlanKit.Talk);
        var answer = isThere ? new Sighting.Present(_kit.Activity with { Key = undo.Key }) : (Sighting)new Sighting.Unknown("ErrorServerBusy");

        var actions = PlanKit.Final(Answered(undo, answer));

        Assert.DoesNotContain(actions, a => a.Kind == SyncActionKind.Create && a.UndoId is not null);
        Assert.Equal(isThere, actions.Any(a => a is { UndoId: not null, Reason: Reason.NothingToUndo }));
    }

    [Fact]
    public void What_was_made_again_before_its_ledger_was_lost_is_only_remembered()
    {
        var undo = Undo(SyncActionKind.Delete, PlanKit.Talk);
        var made = _kit.Activity with { Key = ItemKey.Of("again"), MadeForLink = LinkIds.ForUndo(undo.Id) };

        var action = Assert.Single(PlanKit.Final(Gone(undo, made)));

        Assert.Equal((SyncActionKind.Dismiss, Reason.UndoneByPerson, RequestId), (action.Kind, action.Reason, action.UndoId));
        Assert.Equal(new LinkHalf(made.Key, "1"), action.Link.Activity);
        Assert.True(action is { Content: null, TypeId: null, Stamp: null, Fields: ItemFields.None });
    }

    [Fact]
    public void Other_pairs_do_not_keep_a_deletion_from_being_undone()
    {
        var undo = Undo(SyncActionKind.Delete, Titled("Deleted"));
        var other = _kit.InSync() with { Id = Guid.Empty };
        var input = _kit.Asked(_kit.Reads([other]) with { Undos = [undo] }, undo.Target, undo.Key, new Sighting.Gone());

        Assert.Single(PlanKit.Final(input), a => a is { Kind: SyncActionKind.Create, UndoId: not null });
    }

    [Fact]
    public void Of_several_requests_for_one_pair_the_newest_is_carried_out()
    {
        var link = _kit.InSync();
        var newest = Undo(SyncActionKind.Update, Titled("Newest"), PlanKit.Talk);
        var older = newest with { Id = Guid.Empty, Values = newest.Values with { Before = Titled("Older") } };

        var action = Assert.Single(PlanKit.Final(_kit.Reads([link]) with { Undos = [newest, older] }));

        Assert.Equal((RequestId, "Newest"), (action.UndoId, action.Content!.Title));
    }

    private static ItemContent? Titled(string? title) => title is null ? null : PlanKit.Talk with { Title = title };

    private static UndoRequest Undo(
        SyncActionKind kind, ItemContent? before = null, ItemContent? after = null, Side target = Side.Severa, Guid? type = null) => new(
        RequestId, PlanKit.PairId, kind, target, ItemFields.All, ItemKey.Of(kind == SyncActionKind.Delete ? "deleted" : "activity"),
        new ChangedValues(before, after, type));

    private static void AssertSettled(Reason reason, IReadOnlyList<SyncAction> actions)
    {
        var action = Assert.Single(actions, a => a.UndoId is not null);
        Assert.Equal((SyncActionKind.Skip, reason, RequestId), (action.Kind, action.Reason, action.UndoId));
    }

    private IReadOnlyList<SyncAction> Plan(
        Link link, UndoRequest undo, IReadOnlyList<CalendarItem>? entries = null, IReadOnlyList<CalendarItem>? activities = null) =>
        PlanKit.Final(_kit.Reads([link], entries, activities) with { Undos = [undo] });

    private Link Settled(Link link, UndoRequest undo) => Assert.Single(Plan(link, undo)).Link;

    private PlanInput Gone(UndoRequest undo, params IReadOnlyList<CalendarItem> activities) => Answered(undo, new Sighting.Gone(), activities);

    private PlanInput Answered(UndoRequest undo, Sighting answer, params IReadOnlyList<CalendarItem> activities) =>
        _kit.Asked(_kit.Reads([], [], activities) with { Undos = [undo] }, undo.Target, undo.Key, answer);
}
