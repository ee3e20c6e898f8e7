using Severa.CalendarSync.Web.Notifications;

namespace Severa.CalendarSync.Web.Tests.Notifications;

public sealed class GroupPlanTests
{
    [Fact]
    public void New_ones_fill_groups_one_after_another()
    {
        var plan = GroupPlan.Divide([], ["a", "b", "c", "d", "e"], 2);

        Assert.Equal(["a b", "c d", "e"], Told(plan));
    }

    [Fact]
    public void Whoever_has_a_place_keeps_it_and_gaps_are_filled()
    {
        var plan = GroupPlan.Divide([["a", "b"], ["c", "d"], ["e"]], ["0", "a", "c", "d", "e", "f"], 2);

        Assert.Equal(["a 0", "c d", "e f"], Told(plan));
    }

    [Fact]
    public void An_empty_group_keeps_its_place()
    {
        Assert.Equal(["", "c"], Told(GroupPlan.Divide([["a", "b"], ["c"]], ["c"], 2)));
    }

    [Fact]
    public void Case_of_addresses_does_not_matter()
    {
        Assert.Equal(["a@x.test"], Told(GroupPlan.Divide([["a@x.test"]], ["A@X.test"], 2)));
    }

    [Fact]
    public void A_group_that_is_too_large_now_gives_some_away()
    {
        Assert.Equal(["a b", "c"], Told(GroupPlan.Divide([["a", "b", "c"]], ["a", "b", "c"], 2)));
    }

    private static IEnumerable<string> Told(IReadOnlyList<IReadOnlyList<string>> plan) => plan.Select(group => string.Join(' ', group));
}
