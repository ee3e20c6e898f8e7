using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>What the history says about a write to a pair: every way it comes about has its own reason.</summary>
public sealed class ReasonPlanTests
{
    private readonly PlanKit _kit = new();

    [Fact]
    public void A_new_version_is_a_change_of_its_side()
    {
        var link = _kit.InSync();
        _kit.UserEditsEntry(c => c with { Title = "Walk" });
        _kit.UserEditsActivity(c => c with { Place = "Oulu" });

        Assert.Equal([Reason.ChangedInOutlook, Reason.ChangedInSevera], _kit.Plan(link).Select(a => a.Reason));
    }

    [Fact]
    public void A_known_version_that_differs_by_todays_rules_is_a_change_of_rules()
    {
        _kit.Activity = _kit.Activity with { Content = PlanKit.Talk with { Title = "" } };
        _kit.Entry = _kit.Entry with { Content = PlanKit.Talk with { Title = "(no title)" } };
        var link = _kit.InSync();
        _kit.Policy = _kit.Policy with { UntitledTitle = "(untitled)" };

        Assert.Equal((Side.Outlook, Reason.RulesChanged), _kit.Plan(link).Select(a => (a.Target, a.Reason)).Single());
    }

    [Fact]
    public void A_pair_that_comes_back_says_so()
    {
        var link = _kit.InSync() with { State = LinkState.Dormant, StateReason = Reason.OutOfWindow };
        _kit.Entry = _kit.Entry with { Content = PlanKit.Talk with { Title = "Walk" } };

        Assert.Equal(Reason.BackInScope, Assert.Single(_kit.Plan(link)).Reason);
    }

    [Theory]
    [InlineData(ConflictWinner.Outlook, Side.Severa, Reason.ConflictOutlookWins)]
    [InlineData(ConflictWinner.Severa, Side.Outlook, Reason.ConflictSeveraWins)]
    public void A_conflict_says_who_won(ConflictWinner winner, Side written, Reason reason)
    {
        var link = _kit.InSync();
        _kit.UserEditsEntry(c => c with { Title = "Walk" });
        _kit.UserEditsActivity(c => c with { Title = "Run" });
        _kit.Policy = _kit.Policy with { Winner = winner };

        Assert.Equal((written, reason), _kit.Plan(link).Select(a => (a.Target, a.Reason)).Single());
    }

    [Fact]
    public void A_meeting_is_set_back()
    {
        _kit.Entry = _kit.Entry with { Entry = new EntryFacts(HasAttendees: true) };
        AssertSetBack(Reason.MeetingIsReadOnly, Side.Severa, c => c with { Title = "mine" });
    }

    [Fact]
    public void Notes_of_an_online_meeting_are_set_back()
    {
        _kit.Entry = _kit.Entry with { Entry = new EntryFacts(HasOnlineMeeting: true) };
        AssertSetBack(Reason.OnlineMeetingNotes, Side.Severa, c => c with { Notes = "mine" });
    }

    [Fact]
    public void A_text_that_Severa_holds_shortened_is_set_back()
    {
        var text = new string('x', _kit.Policy.SeveraTraits.MaxNotes + 1);
        _kit.Entry = _kit.Entry with { Content = PlanKit.Talk with { Notes = text } };
        _kit.Activity = _kit.Activity with { Content = PlanKit.Talk with { Notes = PlainText.Cut(text, _kit.Policy.SeveraTraits.MaxNotes) } };
        AssertSetBack(Reason.ShortenedText, Side.Severa, c => c with { Notes = "mine" });
    }

    [Fact]
    public void A_text_that_Outlook_holds_shortened_is_set_back_there()
    {
        var text = new string('x', _kit.Policy.OutlookTraits.MaxNotes + 1);
        _kit.Activity = _kit.Activity with { Content = PlanKit.Talk with { Notes = text } };
        _kit.Entry = _kit.Entry with { Content = PlanKit.Talk with { Notes = PlainText.Cut(text, _kit.Policy.OutlookTraits.MaxNotes) } };
        var link = _kit.InSync();
        _kit.UserEditsEntry(c => c with { Notes = "mine" });

        Assert.Equal((SyncActionKind.SetBack, Side.Outlook, Reason.ShortenedText), _kit.Plan(link).Select(a => (a.Kind, a.Target, a.Reason)).Single());
    }

    [Theory]
    [InlineData(false, false, SyncActionKind.Refresh, Reason.OwnWriteSeen)]
    [InlineData(true, true, SyncActionKind.Refresh, Reason.OwnWriteSeen)]
    [InlineData(false, true, SyncActionKind.Skip, Reason.OwnMeetingDiffers)]
    public void Only_a_participants_own_meeting_is_noted_for_saying_something_else(bool isOwner, bool isMeeting, SyncActionKind kind, Reason reason)
    {
        _kit.Entry = _kit.Entry with { Content = PlanKit.Talk with { Title = "Their words" }, Entry = new EntryFacts(HasAttendees: isMeeting) };
        _kit.Activity = _kit.Activity with { Activity = new ActivityFacts(TestWorld.Meeting, IsOwner: isOwner) };
        var link = _kit.InSync();
        _kit.Entry = _kit.Entry with { Version = "2" };

        Assert.Equal((kind, reason), _kit.Plan(link).Select(a => (a.Kind, a.Reason)).Single());
    }

    [Fact]
    public void The_owners_meeting_is_set_back_in_a_participants_calendar()
    {
        _kit.Activity = _kit.Activity with { Activity = new ActivityFacts(TestWorld.Meeting, IsOwner: false, OwnerHasMeeting: true) };
        var link = _kit.InSync();
        _kit.UserEditsEntry(c => c with { Title = "mine" });

        Assert.Equal((SyncActionKind.SetBack, Side.Outlook, Reason.OwnersMeeting), _kit.Plan(link).Select(a => (a.Kind, a.Target, a.Reason)).Single());
    }

    [Fact]
    public void A_set_back_with_a_change_beside_it_is_an_update()
    {
        _kit.Entry = _kit.Entry with { Entry = new EntryFacts(HasOnlineMeeting: true) };
        var link = _kit.InSync();
        _kit.UserEditsEntry(c => c with { Title = "Walk" });
        _kit.UserEditsActivity(c => c with { Notes = "mine" });

        var action = Assert.Single(_kit.Plan(link));

        Assert.Equal((SyncActionKind.Update, Reason.ChangedInOutlook, ItemFields.Title | ItemFields.Notes), (action.Kind, action.Reason, action.Fields));
        Assert.Equal((ItemFields.Notes, "mine"), action.Conflicts.Select(c => (c.Field, c.SeveraValue)).Single());
    }

    private void AssertSetBack(Reason reason, Side side, Func<ItemContent, ItemContent> change)
    {
        var link = _kit.InSync();
        _kit.UserEditsActivity(change);

        Assert.Equal((SyncActionKind.SetBack, side, reason), _kit.Plan(link).Select(a => (a.Kind, a.Target, a.Reason)).Single());
    }
}
