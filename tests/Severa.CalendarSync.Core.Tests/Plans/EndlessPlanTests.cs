using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>A pair that something corrects again and again is set aside, told once, and tried again later.</summary>
public sealed class EndlessPlanTests
{
    private readonly PlanKit _kit = new();

    [Theory]
    [InlineData(null, 1)]
    [InlineData(2, 3)]
    public void It_is_set_aside_for_the_pause_and_counted(int? before, int attempts)
    {
        var link = Endless(before is { } times ? new SetAside(Oscillation.Code, times, PlanKit.Now) : null);

        var action = Assert.Single(_kit.Plan(link));

        Assert.Equal((SyncActionKind.Skip, Reason.Oscillates, Oscillation.Code), (action.Kind, action.Reason, action.Code));
        Assert.Equal(new SetAside(Oscillation.Code, attempts, PlanKit.Now + Oscillation.Pause), action.Link.SetAside);
    }

    [Fact]
    public void While_it_waits_it_is_not_told_again() =>
        Assert.Empty(_kit.Plan(Endless(new SetAside(Oscillation.Code, 1, PlanKit.Now.AddMinutes(1)))));

    [Fact]
    public void A_pair_that_waits_for_something_else_is_told() =>
        Assert.Equal(Reason.Oscillates, Assert.Single(_kit.Plan(Endless(new SetAside("Other", 1, PlanKit.Now.AddMinutes(1))))).Reason);

    [Fact]
    public void Other_pairs_go_on()
    {
        var link = Endless(null);
        var other = _kit.Entry with { Key = ItemKey.Of("other"), Uid = "other", Content = PlanKit.Talk with { Title = "Other" } };

        var actions = PlanKit.Final(_kit.Reads([link], [_kit.Entry, other]));

        Assert.Equal([SyncActionKind.Create, SyncActionKind.Skip], actions.Select(a => a.Kind));
    }

    /// <summary>What the entry says now was written too often already.</summary>
    private Link Endless(SetAside? aside)
    {
        var link = _kit.InSync();
        _kit.UserEditsEntry(c => c with { Title = "another program" });
        var write = Assert.Single(_kit.Plan(link));
        WriteTrail? trail = null;
        for (var i = 0; i < Oscillation.Tolerated; i++)
        {
            trail = Oscillation.Extended(trail, write, _kit.Policy.Fingerprint, PlanKit.Now);
        }

        return link with { Trail = trail, SetAside = aside };
    }
}
