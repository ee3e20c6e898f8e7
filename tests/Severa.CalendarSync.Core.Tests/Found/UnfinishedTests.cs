using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Found;

/// <summary>What one run leaves unfinished is finished by a later one, whatever happens in between (R17, R18).</summary>
public sealed class UnfinishedTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task A_change_that_failed_travels_after_the_pair_has_rested()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.Outlook.UserChanges(entry, c => c with { Place = "Turku" });
        await RunWithAsync("update", Fault.ItemsFail);
        Decide(l => l with { State = LinkState.Dormant, StateReason = Reason.SwitchedOff, Decision = LinkDecision.RemoveCopy });
        _world.Severa.UserChanges(_world.Severa.Visible.Single(), c => c with { Notes = "mine" });
        _world.Ledger.OnlyDecisions = true;
        await _world.RunAsync();

        (_world.Ledger.OnlyDecisions, _world.Ledger.HoldAllDeletions) = (false, true);
        Decide(l => l with { State = LinkState.Active, StateReason = Reason.None });
        await _world.SettleAsync();

        Assert.Equal(("Turku", "mine"), (_world.Severa.Visible.Single().Content.Place, entry.Content.Notes));
    }

    [Fact]
    public async Task Rules_that_were_changed_and_changed_back_while_a_run_was_killed_are_both_followed()
    {
        _world.Outlook.UserAdds(_world.At("Lunch"));
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        var before = _world.Policy;
        _world.Policy = _world.Policy.WithTicked(TestWorld.Meeting, false);
        _world.Outlook.UserChanges(_world.Outlook.Visible.First(), c => c with { Place = "Turku" });
        _world.Crashes.KillAfter("ledger.intend", 0);
        await Assert.ThrowsAsync<CrashException>(_world.RunAsync);
        _world.Crashes.Restart();
        Assert.Contains(_world.Ledger.Links.Values, l => l.StateReason == Reason.TypeNotTicked);

        _world.Policy = before;
        await _world.SettleAsync();
        _world.Severa.UserChanges(activity, c => c with { Notes = "later" });
        await _world.SettleAsync();

        Assert.All(_world.Ledger.Links.Values, l => Assert.Equal(LinkState.Active, l.State));
        Assert.Single(_world.Outlook.Visible, i => i.Content.Notes == "later");
    }

    [Fact]
    public async Task An_entry_that_cannot_be_read_is_told_once_and_follows_new_rules_when_it_can_be_read_again()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Doctor", privacy: Privacy.Private));
        _world.Policy = _world.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.Copy };
        await _world.SettleAsync();
        entry.IsDamaged = true;
        _world.Policy = _world.Policy with { PrivateTypeId = TestWorld.Personal };
        for (var run = 0; run < 5; run++)
        {
            await _world.RunAsync();
            _world.Time.Advance(TimeSpan.FromHours(5));
        }

        Assert.Single(_world.Ledger.History, h => h.Reason == Reason.DamagedItem);
        Assert.Equal("ErrorItemCorrupt", _world.Ledger.Links.Values.Single().SetAside!.Code);

        entry.IsDamaged = false;
        await _world.SettleAsync();

        Assert.Equal(TestWorld.Personal, _world.Severa.Visible.Single().Activity!.TypeId);
        Assert.Null(_world.Ledger.Links.Values.Single().SetAside);
    }

    [Fact]
    public async Task A_damaged_entry_waits_longer_each_time()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        entry.IsDamaged = true;
        _world.Ledger.IsFullDue = true;
        await _world.RunAsync();
        Assert.Equal((1, _world.Time.GetUtcNow().AddMinutes(1)), (Aside().Attempts, Aside().RetryAt));

        _world.Time.Advance(TimeSpan.FromMinutes(2));
        await _world.RunAsync();

        Assert.Equal((2, _world.Time.GetUtcNow().AddMinutes(4)), (Aside().Attempts, Aside().RetryAt));

        SetAside Aside() => _world.Ledger.Links.Values.Single().SetAside!;
    }

    [Fact]
    public async Task Privacy_that_Severa_refused_is_tried_again_until_colleagues_cannot_read_it()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Doctor", place: "Clinic"));
        await _world.SettleAsync();
        _world.Outlook.UserChanges(entry, c => c with { Place = "Hospital", Privacy = Privacy.Private });
        await RunWithAsync("update", Fault.ItemsRefused);
        Assert.Equal((Privacy.Private, TestWorld.Meeting), (entry.Content.Privacy, _world.Severa.Visible.Single().Activity!.TypeId));

        await _world.SettleAsync();

        Assert.Equal((Privacy.Private, TestWorld.Personal), (entry.Content.Privacy, _world.Severa.Visible.Single().Activity!.TypeId));
    }

    [Theory]
    [InlineData(Fault.ItemsFail)]
    [InlineData(Fault.RequestLost)]
    [InlineData(Fault.AnswerLost)]
    public async Task A_possible_twin_is_listed_as_one_although_the_first_try_to_make_it_failed(Fault fault)
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.Outlook.UserMovesAway(entry);
        _world.Severa.UserChanges(_world.Severa.Visible.Single(), c => c with { When = _world.At("", days: 3).When });
        _world.Ledger.Lose();
        await RunWithAsync("create", fault);

        await _world.SettleAsync();

        Assert.Contains(_world.Ledger.History, h => h is { Kind: SyncActionKind.Create, Target: Side.Severa, Reason: Reason.PossibleTwin });
    }

    [Fact]
    public async Task What_was_overwritten_is_in_the_history_although_nobody_can_see_any_more_whether_it_was()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.Severa.UserChanges(_world.Severa.Visible.Single(), c => c with { Place = "Turku" });
        await RunWithAsync("update", Fault.AnswerLost, Side.Outlook);
        _world.Outlook.UserDeletes(entry);

        await _world.SettleAsync();

        Assert.Contains(_world.Ledger.History, h => h is { Kind: SyncActionKind.Update, Target: Side.Outlook } && h.Values!.Before!.Title == "Lunch");
    }

    [Theory]
    [InlineData(Fault.AnswerLost)]
    [InlineData(Fault.RequestLost)]
    public async Task What_the_user_writes_after_a_write_without_answer_is_newer_than_that_write(Fault fault)
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        var activity = _world.Severa.Visible.Single();
        _world.Severa.UserChanges(activity, c => c with { Title = "Late lunch" });
        await RunWithAsync("update", fault, Side.Outlook);
        _world.Severa.UserChanges(activity, c => c with { Title = "Dinner" });
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        _world.Outlook.UserChanges(entry, c => c with { Place = "Turku" });

        await _world.SettleAsync();

        Assert.Equal(("Dinner", "Turku"), (entry.Content.Title, entry.Content.Place));
        Assert.Equal(("Dinner", "Turku"), (activity.Content.Title, activity.Content.Place));
        Assert.Empty(_world.Ledger.Conflicts);
    }

    private async Task RunWithAsync(string call, Fault fault, Side side = Side.Severa)
    {
        var disturbed = side == Side.Outlook ? _world.Outlook : _world.Severa;
        disturbed.NextFault = name => name == call ? fault : Fault.None;
        await _world.RunAsync();
        disturbed.NextFault = _ => Fault.None;
    }

    private void Decide(Func<Link, Link> change) => _world.Ledger.Links.Values.ToList().ForEach(l => _world.Ledger.Links[l.Id] = change(l));
}
