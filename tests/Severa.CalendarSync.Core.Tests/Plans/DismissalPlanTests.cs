using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>R16: what was dismissed stays so when its link is lost.</summary>
public sealed class DismissalPlanTests
{
    private readonly PlanKit _kit = new();

    [Fact]
    public void An_entry_is_known_by_its_id()
    {
        var action = Assert.Single(Plan([_kit.Entry], [], Dismissed(entry: _kit.Entry.Key)));

        Assert.Equal((SyncActionKind.Dismiss, Side.Outlook, Reason.MeetingDismissed, PlanKit.PairId), (action.Kind, action.Target, action.Reason, action.Link.Id));
        Assert.Equal((LinkState.Dismissed, Reason.MeetingDismissed, Origin.Severa), (action.Link.State, action.Link.StateReason, action.Link.Origin));
        Assert.Equal(new LinkHalf(_kit.Entry.Key, "1"), action.Link.Entry);
        Assert.Equal(_kit.Policy.Fingerprint.Of(_kit.Entry.Content), action.Link.Base.Outlook);
        Assert.Null(action.Link.Activity);
    }

    [Fact]
    public void An_activity_is_known_by_its_id()
    {
        var action = Assert.Single(Plan([], [_kit.Activity], Dismissed(activity: _kit.Activity.Key)));

        Assert.Equal((SyncActionKind.Dismiss, Side.Severa), (action.Kind, action.Target));
        Assert.Equal(new LinkHalf(_kit.Activity.Key, "1"), action.Link.Activity);
        Assert.Equal(_kit.Policy.Fingerprint.Of(_kit.Activity.Content), action.Link.Base.Severa);
        Assert.Null(action.Link.Entry);
    }

    [Theory]
    [InlineData("uid", false, true)]
    [InlineData("other", false, false)]
    [InlineData(null, false, false)]
    [InlineData("uid", true, false)]
    public void A_single_entry_is_known_by_its_uid_under_another_id(string? uid, bool isOccurrence, bool isKnown)
    {
        var key = isOccurrence ? ItemKey.Occurrence("uid", PlanKit.Now.AddDays(1), "another") : ItemKey.Of("another");
        var actions = Plan([_kit.Entry with { Key = key, Uid = uid }], [], Dismissed(entry: ItemKey.Of("entry"), uid: "uid"));

        Assert.Equal(isKnown ? SyncActionKind.Dismiss : SyncActionKind.Create, Assert.Single(actions).Kind);
    }

    [Fact]
    public void A_dismissal_without_a_uid_is_not_that_of_every_entry_without_one()
    {
        var actions = Plan([_kit.Entry with { Key = ItemKey.Of("another"), Uid = null }], [], Dismissed(entry: ItemKey.Of("entry")));

        Assert.Equal(SyncActionKind.Create, Assert.Single(actions).Kind);
    }

    [Fact]
    public void A_pair_that_is_known_or_under_way_is_not_dismissed_again()
    {
        var dismissal = Dismissed(entry: ItemKey.Of("another"));
        var another = _kit.Entry with { Key = ItemKey.Of("another"), Uid = "another" };

        Assert.DoesNotContain(PlanKit.Final(_kit.Reads([_kit.InSync()], [_kit.Entry, another]) with { Dismissals = [dismissal] }), a => a.Kind == SyncActionKind.Dismiss);
        Assert.DoesNotContain(PlanKit.Final(_kit.Reads([], [another], []) with { Dismissals = [dismissal], Pending = [_kit.InSync()] }), a => a.Kind == SyncActionKind.Dismiss);
    }

    [Fact]
    public void What_was_made_for_the_pair_since_says_that_it_was_woken()
    {
        var made = _kit.Activity with { MadeForLink = PlanKit.PairId };

        Assert.DoesNotContain(Plan([_kit.Entry], [made], Dismissed(entry: _kit.Entry.Key)), a => a.Kind == SyncActionKind.Dismiss);
        Assert.Contains(Plan([_kit.Entry with { MadeForLink = PlanKit.PairId }], [], Dismissed(entry: _kit.Entry.Key)), a => a.Kind == SyncActionKind.Dismiss);
    }

    [Fact]
    public void A_meeting_wakes_when_its_activity_is_there_again_and_what_the_organiser_changed_meanwhile_travels()
    {
        var link = DismissedMeeting();
        _kit.UserEditsEntry(c => c with { Title = "Moved on" });

        var action = Assert.Single(PlanKit.Final(_kit.Reads([link], activities: [_kit.Activity with { MadeForLink = link.Id }])));

        Assert.Equal((SyncActionKind.Update, Side.Severa, ItemFields.Title), (action.Kind, action.Target, action.Fields));
        Assert.Equal((LinkState.Active, Reason.None, _kit.Activity.Key), (action.Link.State, action.Link.StateReason, action.Link.Activity!.Key));
    }

    [Fact]
    public void A_meeting_that_wakes_unchanged_is_told_as_brought_back()
    {
        var link = DismissedMeeting() with { Activity = new LinkHalf(_kit.Activity.Key, "") };

        var action = Assert.Single(_kit.Plan(link));

        Assert.Equal((SyncActionKind.Wake, Reason.BroughtBackByPerson, LinkState.Active), (action.Kind, action.Reason, action.Link.State));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_activity_stays_where_its_meeting_is_gone_by_now_and_waits_where_that_is_not_certain(bool isCertain)
    {
        var link = DismissedMeeting();
        var input = _kit.Reads([link], isCertain ? [] : [_kit.Entry], [_kit.Activity with { MadeForLink = link.Id }]);
        var actions = PlanKit.Final(isCertain ? input : _kit.Asked(input, Side.Outlook, link.Entry!.Key, new Sighting.Gone()));

        Assert.Equal(isCertain ? [(SyncActionKind.Sleep, Reason.MeetingNeverMadeAnew)] : [], actions.Select(a => (a.Kind, a.Reason)));
    }

    [Theory]
    [InlineData(LinkDecision.None, true, Reason.KeptForSeveraEdits)]
    [InlineData(LinkDecision.BringBack, true, Reason.KeptForSeveraEdits)]
    [InlineData(LinkDecision.BringBack, false, Reason.MeetingNeverMadeAnew)]
    public void The_activity_stays_where_its_meeting_was_cancelled_meanwhile_or_is_gone_whatever_else_was_asked_for(LinkDecision decision, bool isThere, Reason reason)
    {
        var link = DismissedMeeting() with { Decision = decision };
        _kit.Entry = _kit.Entry with { Entry = new EntryFacts(HasAttendees: true, IsCancelled: true), Version = "2" };

        var action = Assert.Single(PlanKit.Final(_kit.Reads([link], isThere ? null : [], [_kit.Activity with { MadeForLink = link.Id }])));

        Assert.Equal((SyncActionKind.Sleep, reason), (action.Kind, action.Reason));
    }

    private Link DismissedMeeting()
    {
        _kit.Entry = _kit.Entry with { Entry = new EntryFacts(HasAttendees: true) };
        return _kit.InSync() with { State = LinkState.Dismissed, StateReason = Reason.MeetingDismissed, Activity = null };
    }

    private static Dismissal Dismissed(ItemKey? entry = null, ItemKey? activity = null, string? uid = null) =>
        new(PlanKit.PairId, entry, activity, uid, Origin.Severa, Reason.MeetingDismissed, PlanKit.Now);

    private IReadOnlyList<SyncAction> Plan(IReadOnlyList<CalendarItem> entries, IReadOnlyList<CalendarItem> activities, Dismissal dismissal) =>
        PlanKit.Final(_kit.Reads([], entries, activities) with { Dismissals = [dismissal] });
}
