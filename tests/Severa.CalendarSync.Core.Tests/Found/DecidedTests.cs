using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Tests.Decisions;

namespace Severa.CalendarSync.Core.Tests.Found;

/// <summary>Found by the decision table: what a person decided is carried out once, and means what he decided (R13).</summary>
public sealed class DecidedTests
{
    [Theory]
    [InlineData(Words.TimeHeld)]
    [InlineData(Words.TimeReleased)]
    [InlineData(Words.TimeDiscarded)]
    public void Who_decided_about_a_new_time_has_not_decided_about_a_deletion(string link)
    {
        var input = new Situation(At(link, Words.Gone, Words.Unchanged)).ToInput();

        var plan = SafetyBrake.Check(Reconciler.Plan(input), input.Links, new RecentWrites(SeveraDeletions: 10), new BrakeLimits(), holdAllDeletions: false);

        Assert.Equal((SyncActionKind.Hold, Reason.HeldByBrake), (Assert.Single(plan.Actions).Kind, plan.Actions[0].Reason));
    }

    [Fact]
    public void A_released_deletion_that_became_a_dismissal_is_settled()
    {
        var action = Plan(At(Words.DeletionReleased, Words.Unchanged, Words.Gone) with { EntryKind = Words.Meeting });

        Assert.Equal((SyncActionKind.Dismiss, LinkDecision.None), (action.Kind, action.Link.Decision));
    }

    [Theory]
    [InlineData(Words.TypeNotTicked)]
    [InlineData(Words.Before)]
    public void What_cannot_be_brought_back_is_settled_all_the_same(string scope)
    {
        var action = Plan(At(Words.WakeUp, Words.Unchanged, Words.Unchanged) with { Scope = scope });

        Assert.Equal((SyncActionKind.Sleep, LinkDecision.None), (action.Kind, action.Link.Decision));
    }

    [Fact]
    public void The_history_does_not_say_that_a_copy_was_made_because_its_type_is_not_ticked()
    {
        var action = Plan(At(Words.NotTicked, Words.None, Words.Unchanged));

        Assert.Equal((SyncActionKind.Create, Reason.BackInScope), (action.Kind, action.Reason));
    }

    private static SyncAction Plan(Combination combination) => Assert.Single(Reconciler.Plan(new Situation(combination).ToInput()).Actions);

    private static Combination At(string link, string entry, string activity) =>
        new(link, entry, activity, Words.Plain, Words.Own, Words.Severa, Words.Inside);
}
