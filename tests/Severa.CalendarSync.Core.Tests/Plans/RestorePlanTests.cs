using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>What undo writes back, field by field, and what the pair remembers then (R9, R25).</summary>
public sealed class RestorePlanTests
{
    private readonly PlanKit _kit = new();

    [Theory]
    [InlineData(Side.Outlook)]
    [InlineData(Side.Severa)]
    public void What_is_written_back_is_that_sides_own_reading_from_now_on(Side target)
    {
        var link = _kit.InSync();
        var action = Undo(link, target, Was(c => c with { Title = "Before" }));

        Assert.Equal((SyncActionKind.Update, target, Reason.UndoneByPerson), (action.Kind, action.Target, action.Reason));
        Assert.Equal((ItemFields.Title, ItemFields.Title), (action.Fields, action.BaseFields));
        Assert.Equal(PlanKit.Talk with { Title = "Before" }, action.Content);
        Assert.Equal(SetAside.UntilSecondWrite(PlanKit.Now), action.Link.SetAside);
        var hash = _kit.Policy.Fingerprint.Of(ItemFields.Title, "Before");
        var (own, projected, other) = target == Side.Outlook
            ? (action.Link.Base.Outlook, action.Link.Base.OutlookProjected, action.Link.Base.Severa)
            : (action.Link.Base.Severa, action.Link.Base.SeveraProjected, action.Link.Base.Outlook);
        Assert.Equal((hash, hash, link.Base.Outlook.Title), (own.Title, projected.Title, other.Title));
    }

    [Fact]
    public void A_value_that_lost_a_conflict_travels_on_to_the_other_side()
    {
        var link = _kit.InSync();
        var action = Undo(link, Side.Severa, Was(c => c with { Title = "Before" }), onBothSides: true);

        Assert.Equal((Reason.RestoredByPerson, ItemFields.None, link.Base), (action.Reason, action.BaseFields, action.Link.Base));
    }

    [Fact]
    public void What_is_back_already_is_remembered_and_not_written()
    {
        var action = Undo(_kit.InSync(), Side.Severa, (PlanKit.Talk, PlanKit.Talk with { Title = "After" }));

        Assert.Equal((SyncActionKind.Refresh, ItemFields.None, ItemFields.Title), (action.Kind, action.Fields, action.BaseFields));
    }

    [Fact]
    public void A_field_that_somebody_changed_since_keeps_its_value()
    {
        var action = Undo(_kit.InSync(), Side.Severa, (PlanKit.Talk with { Title = "Before", Place = "Before" }, PlanKit.Talk with { Place = "After" }));

        Assert.Equal(ItemFields.Title, action.Fields);
        Assert.Equal(PlanKit.Talk with { Title = "Before" }, action.Content);
    }

    [Fact]
    public void Only_the_fields_of_the_request_are_written()
    {
        var action = Undo(_kit.InSync(), Side.Severa, Was(c => c with { Title = "Before", Place = "Before" }), ItemFields.Place | ItemFields.When);

        Assert.Equal(ItemFields.Place, action.Fields);
    }

    [Fact]
    public void Notes_with_an_online_meeting_and_how_Outlook_shows_the_time_are_not_written()
    {
        _kit.Entry = _kit.Entry with { Entry = new EntryFacts(HasOnlineMeeting: true) };

        var action = Undo(_kit.InSync(), Side.Outlook, Was(c => c with { Title = "Before", Notes = "Before", ShowAs = ShowAs.Free }));

        Assert.Equal(ItemFields.Title, action.Fields);
    }

    [Theory]
    [InlineData(Privacy.Private, true)]
    [InlineData(Privacy.Normal, false)]
    public void The_type_comes_back_with_the_privacy(Privacy before, bool hasType)
    {
        var action = Undo(_kit.InSync(), Side.Severa, Was(c => c with { Title = "Before", Privacy = before }));

        Assert.Equal(hasType ? TestWorld.Holiday : null, action.TypeId);
    }

    [Fact]
    public void A_meeting_is_never_written_back()
    {
        _kit.Entry = _kit.Entry with { Entry = new EntryFacts(HasAttendees: true) };

        Assert.Equal(Reason.MeetingIsReadOnly, Undo(_kit.InSync(), Side.Outlook, Was(c => c with { Title = "Before" })).Reason);
    }

    [Theory]
    [InlineData(Side.Outlook)]
    [InlineData(Side.Severa)]
    public void A_removed_copy_comes_back_to_its_pair(Side target)
    {
        var other = target.Other();
        var pair = _kit.InSync().WithHalf(target, null) with { State = LinkState.Dormant, StateReason = Reason.SwitchedOff, SetAside = new SetAside("x", 1, PlanKit.Now) };
        var undo = Deleted(target);

        var action = Assert.Single(PlanKit.Final(Answered(undo, [pair], new Sighting.Gone())));

        Assert.Equal((SyncActionKind.Create, target, Reason.UndoneByPerson, undo.Id), (action.Kind, action.Target, action.Reason, action.UndoId));
        Assert.Equal(pair with { SetAside = null }, action.Link);
        Assert.Equal((ItemFields.All, PlanKit.Talk, TestWorld.Holiday, "Talk"), (action.Fields, action.Content, action.TypeId, action.Title));
        Assert.Equal(target == Side.Outlook ? new Stamp(_kit.Policy.Installation, _kit.Policy.MailboxId, pair.Id, "activity", Origin.Outlook) : null, action.Stamp);
        Assert.NotNull(action.Link.Half(other));
    }

    [Fact]
    public void A_participants_copy_that_comes_back_says_that_it_is_one()
    {
        _kit.Activity = _kit.Activity with { Activity = new ActivityFacts(TestWorld.Meeting, IsOwner: false) };
        var pair = _kit.InSync() with { Entry = null, State = LinkState.Dormant, StateReason = Reason.SwitchedOff };
        var input = Answered(Deleted(Side.Outlook), [pair], new Sighting.Gone());
        var unread = input with { Severa = new SideView(Side.Severa, new SideReading.Delta([], []) { Cursor = "", Epoch = "" }) };

        var plan = Reconciler.Plan(unread);

        Assert.DoesNotContain(plan.Actions, a => a.UndoId is not null);
        Assert.Equal([new SideKey(Side.Severa, _kit.Activity.Key)], plan.Suspects);
        Assert.True(Assert.Single(PlanKit.Final(input)).Stamp?.IsParticipants);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_pair_that_has_the_half_or_whose_item_is_there_gets_no_second_one(bool isGone, bool hasHalf)
    {
        var pair = _kit.InSync() with { State = LinkState.Dormant, StateReason = Reason.SwitchedOff };
        var undo = Deleted(Side.Severa);
        var answer = isGone ? new Sighting.Gone() : (Sighting)new Sighting.Present(_kit.Activity with { Key = undo.Key });

        var actions = PlanKit.Final(Answered(undo, [hasHalf ? pair : pair with { Activity = null }], answer));

        Assert.Equal(Reason.NothingToUndo, Assert.Single(actions, a => a.UndoId is not null).Reason);
    }

    [Theory]
    [InlineData(Side.Outlook)]
    [InlineData(Side.Severa)]
    public void What_is_made_again_remembers_what_it_says(Side target)
    {
        var link = Assert.Single(PlanKit.Final(Answered(Deleted(target), [], new Sighting.Gone()))).Link;

        var own = target == Side.Outlook ? link.Base.Outlook : link.Base.Severa;
        Assert.Equal(ItemFields.None, _kit.Policy.Fingerprint.Of(PlanKit.Talk).DifferenceTo(own) & ~ItemFields.ShowAs);
        Assert.Equal(PlanKit.Talk.When.End, link.EndsAt);
    }

    [Fact]
    public void A_private_entry_that_is_made_again_is_remembered_as_withheld()
    {
        _kit.Policy = _kit.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.Withhold };
        var secret = PlanKit.Talk with { Privacy = Privacy.Private };
        var undo = Deleted(Side.Outlook) with { Values = new ChangedValues(secret, null) };

        var link = Assert.Single(PlanKit.Final(Answered(undo, [], new Sighting.Gone()))).Link;

        var print = _kit.Policy.Fingerprint;
        Assert.Equal((print.Of(ItemFields.Title, "Talk"), print.Of(ItemFields.Title, _kit.Policy.WithheldTitle), true), (link.Base.Outlook.Title, link.Base.Severa.Title, link.IsWithheld));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_activity_that_is_made_again_is_remembered_with_the_privacy_of_its_type(bool isPersonal)
    {
        var undo = Deleted(Side.Severa) with { Values = new ChangedValues(PlanKit.Talk with { Title = "" }, null, isPersonal ? TestWorld.Personal : null) };

        var link = Assert.Single(PlanKit.Final(Answered(undo, [], new Sighting.Gone()))).Link;

        var print = _kit.Policy.Fingerprint;
        Assert.Equal((print.Of(ItemFields.Title, ""), print.Of(ItemFields.Title, _kit.Policy.UntitledTitle)), (link.Base.Severa.Title, link.Base.Outlook.Title));
    }

    [Theory]
    [InlineData("Talk", 1, false)]
    [InlineData("Talk", 5, true)]
    [InlineData("Walk", 1, true)]
    public void What_its_other_half_makes_again_by_itself_is_not_made_twice(string title, double days, bool isMade)
    {
        var entry = _kit.Entry with { Content = PlanKit.Talk with { Title = title, When = PlanKit.Hour(days) } };

        var actions = PlanKit.Final(Answered(Deleted(Side.Severa), [], new Sighting.Gone(), [entry]));

        Assert.Equal(isMade, actions.Any(a => a is { Kind: SyncActionKind.Create, UndoId: not null }));
    }

    [Theory]
    [InlineData(Side.Outlook)]
    [InlineData(Side.Severa)]
    public void An_item_that_would_begin_the_same_pair_makes_it_again_by_itself(Side target)
    {
        var content = PlanKit.Talk with { Title = "edited since", When = PlanKit.Hour(9) };
        var (entry, activity) = (_kit.Entry with { Content = content }, _kit.Activity with { Content = content });
        var first = LinkIds.First(_kit.Policy.MailboxId, target == Side.Outlook ? Origin.Severa : Origin.Outlook, target == Side.Outlook ? activity.Key : entry.Key);
        var undo = Deleted(target) with { LinkId = first };

        var actions = PlanKit.Final(Answered(undo, [], new Sighting.Gone(), target == Side.Outlook ? [] : [entry], target == Side.Outlook ? [activity] : []));

        Assert.Equal(Reason.NothingToUndo, Assert.Single(actions, a => a.UndoId is not null).Reason);
    }

    private static UndoRequest Deleted(Side target) => new(
        new Guid(9, 0, 0, new byte[8]), PlanKit.PairId, SyncActionKind.Delete, target, ItemFields.None, ItemKey.Of("deleted"), new ChangedValues(PlanKit.Talk, null, TestWorld.Holiday));

    private static (ItemContent Before, ItemContent After) Was(Func<ItemContent, ItemContent> before) => (before(PlanKit.Talk), PlanKit.Talk);

    private SyncAction Undo(Link link, Side target, (ItemContent Before, ItemContent After) values, ItemFields fields = ItemFields.All, bool onBothSides = false)
    {
        var key = link.Half(target)!.Key;
        var undo = new UndoRequest(Guid.Empty, link.Id, SyncActionKind.Update, target, fields, key, new ChangedValues(values.Before, values.After, TestWorld.Holiday), onBothSides);
        return Assert.Single(PlanKit.Final(_kit.Reads([link]) with { Undos = [undo] }));
    }

    private PlanInput Answered(UndoRequest undo, IReadOnlyList<Link> links, Sighting answer, IReadOnlyList<CalendarItem>? entries = null, IReadOnlyList<CalendarItem>? activities = null)
    {
        var shownEntries = links.Any(l => l.Entry is not null) ? [_kit.Entry] : Array.Empty<CalendarItem>();
        var shownActivities = links.Any(l => l.Activity is not null) ? [_kit.Activity] : Array.Empty<CalendarItem>();
        var input = _kit.Reads(links, entries ?? shownEntries, activities ?? shownActivities) with { Undos = [undo] };
        return _kit.Asked(input, undo.Target, undo.Key, answer);
    }
}
