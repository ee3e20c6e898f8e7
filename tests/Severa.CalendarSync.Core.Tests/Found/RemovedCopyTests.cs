using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Found;

/// <summary>Found by reading: a copy that was removed on request, by a call nobody answered, takes its original with it later (R12, R18).</summary>
public sealed class RemovedCopyTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task A_copy_that_was_removed_unanswered_is_made_again_when_its_type_is_ticked_again()
    {
        await RemovedUnansweredAsync(Reason.TypeNotTicked);
        await _world.SettleAsync();
        var link = _world.Ledger.Links.Values.Single();
        Assert.Equal((LinkState.Dormant, Reason.TypeNotTicked, LinkDecision.None, null, null), (link.State, link.StateReason, link.Decision, link.Entry, link.SetAside));

        Tick(true);
        await _world.SettleAsync();

        AssertBothAreThere();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Switched_on_again_whether_or_not_it_is_known_yet_that_the_copy_is_gone_it_is_made_again(bool isKnown)
    {
        await RemovedUnansweredAsync(Reason.SwitchedOff);
        if (isKnown)
        {
            _world.Time.Advance(TimeSpan.FromHours(1));
            await _world.RunAsync();
        }

        var link = _world.Ledger.Links.Values.Single();
        _world.Ledger.Links[link.Id] = link with { State = LinkState.Active, StateReason = Reason.None, Decision = LinkDecision.None };
        (_world.Ledger.OnlyDecisions, _world.Ledger.HoldAllDeletions) = (false, true);
        await _world.SettleAsync();

        Assert.DoesNotContain(_world.Ledger.History, h => h.Kind == SyncActionKind.Hold);
        AssertBothAreThere();
    }

    [Fact]
    public async Task A_removal_nobody_answered_can_be_undone()
    {
        await RemovedUnansweredAsync(Reason.TypeNotTicked);
        await _world.SettleAsync();

        _world.Undo(SyncActionKind.Delete);
        await _world.SettleAsync();

        Assert.Equal(Reason.UndoneByPerson, _world.Ledger.SettledUndos.Single().Result);
        AssertBothAreThere();
    }

    [Fact]
    public async Task What_a_person_wants_back_meanwhile_is_made_again()
    {
        await RemovedUnansweredAsync(Reason.KeptForSeveraEdits);
        Decide(l => l with { Decision = LinkDecision.BringBack });

        await _world.SettleAsync();

        AssertBothAreThere();
    }

    private async Task RemovedUnansweredAsync(Reason restsBecause)
    {
        _world.Severa.UserAdds(_world.At("Trip"), activity: _world.OfType(TestWorld.Holiday));
        await _world.SettleAsync();
        Tick(restsBecause != Reason.TypeNotTicked);
        await _world.SettleAsync();
        Decide(l => l with { State = LinkState.Dormant, StateReason = restsBecause, Decision = LinkDecision.RemoveCopy });
        _world.Ledger.OnlyDecisions = restsBecause == Reason.SwitchedOff;
        _world.Outlook.NextFault = name => name == "delete" ? Fault.AnswerLost : Fault.None;
        await _world.RunAsync();
        _world.Outlook.NextFault = _ => Fault.None;
        Assert.Empty(_world.Outlook.Visible);
        Assert.Single(_world.Ledger.OpenIntents);
    }

    private void Tick(bool isTicked) => _world.Policy = _world.Policy.WithTicked(TestWorld.Holiday, isTicked);

    private void Decide(Func<Link, Link> change)
    {
        var link = _world.Ledger.Links.Values.Single();
        _world.Ledger.Links[link.Id] = change(link);
    }

    private void AssertBothAreThere() => Assert.Equal(
        ("Trip", "Trip"), (Assert.Single(_world.Outlook.Visible).Content.Title, Assert.Single(_world.Severa.Visible).Content.Title));
}
