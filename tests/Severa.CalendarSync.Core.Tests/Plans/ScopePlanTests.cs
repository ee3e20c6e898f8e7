using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>The edges of the window, and pairs that rest (R12).</summary>
public sealed class ScopePlanTests
{
    private readonly PlanKit _kit = new();

    [Theory]
    [InlineData(false, false, SyncActionKind.Delete, Side.Outlook)]
    [InlineData(true, false, SyncActionKind.Create, Side.Severa)]
    [InlineData(false, true, SyncActionKind.Forget, Side.Severa)]
    public void A_released_deletion_goes_unless_its_entry_was_edited_or_is_off_by_now(bool isEdited, bool isOff, SyncActionKind kind, Side target)
    {
        var link = _kit.InSync() with { State = LinkState.Held, StateReason = Reason.HeldByBrake, Decision = LinkDecision.Release, Origin = Origin.Severa };
        _kit.UserEditsEntry(c => isEdited ? c with { Title = "Walk" } : c);
        _kit.Entry = _kit.Entry with { Entry = new EntryFacts(IsDeclined: isOff) };

        var action = Assert.Single(PlanKit.Final(_kit.Reads([link], [_kit.Entry], [])));

        Assert.Equal((kind, target), (action.Kind, action.Target));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_pair_that_neither_side_shows_rests_when_it_ended_before_the_window_begins(int minutesInside, bool rests)
    {
        var link = _kit.InSync() with { EndsAt = _kit.Window.Start.AddMinutes(minutesInside) };
        var nothing = _kit.Reads([link], [], []);
        var unasked = nothing with { Outlook = Unasked(Side.Outlook), Severa = Unasked(Side.Severa) };

        var plan = Reconciler.Plan(unasked);

        Assert.Equal(rests, plan.Actions.Any(a => a is { Kind: SyncActionKind.Sleep, Reason: Reason.OutOfWindow }));
        Assert.Equal(rests ? 0 : 2, plan.Suspects.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pair_of_which_one_half_is_in_the_window_does_not_rest(bool isEntryInside)
    {
        var (inside, outside) = (PlanKit.Talk, PlanKit.Talk with { When = PlanKit.Hour(4000) });
        _kit.Entry = _kit.Entry with { Content = isEntryInside ? inside : outside };
        _kit.Activity = _kit.Activity with { Content = isEntryInside ? outside : inside };
        // The two differ, and stay so: the owner had a write undone.
        var link = _kit.InSync();
        _kit.Entry = _kit.Entry with { Version = "2" };

        Assert.Equal(SyncActionKind.Refresh, Assert.Single(_kit.Plan(link)).Kind);
    }

    [Fact]
    public void A_pair_that_falls_asleep_is_told_by_its_title()
    {
        var link = _kit.InSync() with { Origin = Origin.Severa };
        _kit.Activity = _kit.Activity with { Activity = new ActivityFacts(TestWorld.ToDo), Version = "2" };

        var action = Assert.Single(_kit.Plan(link));

        Assert.Equal((SyncActionKind.Sleep, Reason.TypeNotTicked, "Talk"), (action.Kind, action.Reason, action.Title));
    }

    [Theory]
    [InlineData(false, "1", "2")]
    [InlineData(true, "", "")]
    public void A_pair_that_falls_asleep_between_two_writes_is_read_again_when_it_wakes(bool isUnfinished, string entry, string activity)
    {
        var link = _kit.InSync() with { Origin = Origin.Severa, SetAside = isUnfinished ? SetAside.UntilSecondWrite(PlanKit.Now) : null };
        _kit.Activity = _kit.Activity with { Activity = new ActivityFacts(TestWorld.ToDo), Version = "2" };
        link = link with { Activity = new LinkHalf(_kit.Activity.Key, "2") };

        var asleep = Assert.Single(_kit.Plan(link)).Link;

        Assert.Equal((entry, activity), (asleep.Entry!.Version, asleep.Activity!.Version));
        Assert.Null(asleep.SetAside);
    }

    [Fact]
    public void A_pair_nobody_sees_any_more_falls_asleep_without_a_title()
    {
        var link = _kit.InSync() with { EndsAt = _kit.Window.Start };
        var unasked = _kit.Reads([link], [], []) with { Outlook = Unasked(Side.Outlook), Severa = Unasked(Side.Severa) };

        Assert.Equal("", Assert.Single(Reconciler.Plan(unasked).Actions).Title);
    }

    [Fact]
    public void A_copy_that_may_not_be_removed_stays_without_a_line_in_the_history()
    {
        _kit.Entry = _kit.Entry with { Entry = new EntryFacts(HasAttendees: true) };
        var link = _kit.InSync() with { Origin = Origin.Severa, State = LinkState.Dormant, StateReason = Reason.SwitchedOff, Decision = LinkDecision.RemoveCopy };

        var action = Assert.Single(_kit.Plan(link));

        Assert.Equal((SyncActionKind.Sleep, false, LinkDecision.None), (action.Kind, action.IsTold, action.Link.Decision));
    }

    [Theory]
    [InlineData(Origin.Severa, PlanKit.Folder, null, "activity")]
    [InlineData(Origin.Severa, "another folder", "entry", "activity")]
    [InlineData(Origin.Outlook, PlanKit.Folder, "entry", null)]
    [InlineData(Origin.Outlook, "another folder", "entry", null)]
    public void A_copy_that_is_gone_is_remembered_only_where_it_may_live_on_in_another_folder(Origin origin, string folder, string? entry, string? activity)
    {
        var link = _kit.InSync() with { Origin = origin, State = LinkState.Dormant, StateReason = Reason.SwitchedOff, Decision = LinkDecision.RemoveCopy };
        var input = _kit.Reads([link], origin == Origin.Severa ? [] : null, origin == Origin.Severa ? null : [], folder) with { OnlyDecisions = true };

        var action = Assert.Single(PlanKit.Final(input));

        Assert.Equal((SyncActionKind.Sleep, false, LinkDecision.None), (action.Kind, action.IsTold, action.Link.Decision));
        Assert.Equal((entry, activity), (action.Link.Entry?.Key.Id, action.Link.Activity?.Key.Id));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_dismissal_is_forgotten_a_month_after_its_end_when_nobody_sees_it(int secondsLonger, bool isForgotten)
    {
        var link = _kit.InSync() with
        {
            State = LinkState.Dismissed,
            StateReason = Reason.MeetingDismissed,
            Activity = null,
            EndsAt = PlanKit.Now.AddDays(-30).AddSeconds(-secondsLonger),
        };
        var unasked = _kit.Reads([link], [], []) with { Outlook = Unasked(Side.Outlook) };

        Assert.Equal(isForgotten, Reconciler.Plan(unasked).Actions.Any(a => a is { Kind: SyncActionKind.Forget, Reason: Reason.TooOld }));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_dismissed_meeting_that_ends_later_is_remembered_longer_without_a_line_in_the_history(int daysLater, bool isLonger)
    {
        _kit.Entry = _kit.Entry with { Entry = new EntryFacts(HasAttendees: true) };
        var link = _kit.InSync() with { State = LinkState.Dismissed, StateReason = Reason.MeetingDismissed, Activity = null };
        var was = _kit.Entry.Content.When;
        _kit.UserEditsEntry(c => c with { When = PlanKit.Hour(1 + daysLater) });

        var actions = PlanKit.Final(_kit.Reads([link], activities: []));

        var end = was.Span(_kit.Policy.Zone).End.AddDays(daysLater);
        Assert.Equal(
            isLonger ? [(SyncActionKind.Refresh, Reason.MeetingDismissed, false, link with { EndsAt = end })] : [],
            actions.Select(a => (a.Kind, a.Reason, a.IsTold, a.Link)));
    }

    [Fact]
    public void An_activity_that_is_left_of_what_was_dismissed_counts_too()
    {
        var link = _kit.InSync() with { State = LinkState.Dismissed, StateReason = Reason.UndoneByPerson, Entry = null, EndsAt = PlanKit.Now };

        Assert.Equal(_kit.Activity.Content.When.Span(_kit.Policy.Zone).End, Assert.Single(PlanKit.Final(_kit.Reads([link], []))).Link.EndsAt);
    }

    private SideView Unasked(Side side) => _kit.Reads([], [], []).View(side);
}
