using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Rules;

/// <summary>R12, R27: while its owner is off, a run carries out what he decided, and knows nothing of all else.</summary>
public sealed class OnlyDecisionsTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task Rules_that_changed_meanwhile_are_new_to_the_first_run_after_switching_on()
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.Copy };
        _world.Outlook.UserAdds(_world.At("Salary talk", privacy: Privacy.Private));
        _world.Severa.UserAdds(_world.At("Plan", days: 2));
        await _world.SettleAsync();
        var window = _world.Ledger.Window;
        SetStates(LinkState.Dormant, Reason.SwitchedOff, isOff: true);

        _world.Policy = _world.Policy with { PrivateWithoutType = PrivateRule.Withhold };
        _world.Time.Advance(TimeSpan.FromDays(1));
        _world.Window = new SyncWindow(_world.Window.Start.AddDays(1), _world.Window.End.AddDays(1));
        _world.Undo(SyncActionKind.Create, Side.Outlook);
        Assert.False((await _world.RunAsync()).SawEveryDeletion);
        Assert.Single(_world.Outlook.Visible);
        Assert.Equal(window, _world.Ledger.Window);
        Assert.NotEqual(_world.Policy.Hash, _world.Ledger.PolicyHash);

        SetStates(LinkState.Active, Reason.None, isOff: false);
        await _world.SettleAsync();

        Assert.Contains(_world.Severa.Visible, a => a.Content.Title == "Private appointment");
        Assert.DoesNotContain(_world.Severa.Visible, a => a.Content.Title == "Salary talk");
    }

    private void SetStates(LinkState state, Reason reason, bool isOff)
    {
        _world.Ledger.OnlyDecisions = isOff;
        foreach (var link in _world.Ledger.Links.Values.Where(l => l.State is LinkState.Active or LinkState.Dormant).ToList())
        {
            _world.Ledger.Links[link.Id] = link with { State = state, StateReason = reason };
        }
    }
}
