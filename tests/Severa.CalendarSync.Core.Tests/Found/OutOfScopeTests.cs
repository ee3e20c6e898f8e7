using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Found;

/// <summary>Found by the decision table: a pair that is out of scope is neither deleted nor made again (R3, R4, R12).</summary>
public sealed class OutOfScopeTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task A_removed_copy_is_not_made_again_while_its_type_is_not_ticked()
    {
        var activity = await ActivityOfUntickedTypeAsync();
        Decide(LinkDecision.RemoveCopy);
        await _world.RunAsync();
        Assert.Empty(_world.Outlook.Visible);

        _world.Severa.UserChanges(activity, c => c with { Title = "Call, later" });
        await RunThriceAsync();

        Assert.Empty(_world.Outlook.Visible);
    }

    [Fact]
    public async Task Clearing_away_the_entry_of_an_unticked_type_does_not_delete_the_activity()
    {
        var activity = await ActivityOfUntickedTypeAsync();
        _world.Outlook.UserDeletes(_world.Outlook.Visible.Single());

        _world.Severa.Touch(activity);
        await RunThriceAsync();

        Assert.Equal("Call", Assert.Single(_world.Severa.Visible).Content.Title);
    }

    [Fact]
    public async Task An_edited_activity_of_an_unticked_type_gets_no_new_entry()
    {
        var activity = await ActivityOfUntickedTypeAsync();
        _world.Outlook.UserDeletes(_world.Outlook.Visible.Single());

        _world.Severa.UserChanges(activity, c => c with { Title = "Call, later" });
        await RunThriceAsync();

        Assert.Empty(_world.Outlook.Visible);
        Assert.Single(_world.Severa.Visible);
    }

    [Fact]
    public async Task Clearing_away_the_activity_of_a_private_entry_that_is_not_synced_does_not_delete_the_entry()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Doctor", privacy: Privacy.Private));
        await _world.SettleAsync();
        _world.Policy = _world.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.DoNotSync };
        await _world.SettleAsync();
        Assert.Equal(LinkState.Dormant, _world.Ledger.Links.Values.Single().State);

        _world.Severa.UserDeletes(_world.Severa.Visible.Single());
        _world.Outlook.Touch(entry);
        await RunThriceAsync();

        Assert.Single(_world.Outlook.Visible);
    }

    [Fact]
    public async Task An_entry_that_becomes_private_is_not_synced_whoever_made_it()
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.DoNotSync };
        var activity = _world.Severa.UserAdds(_world.At("Out"));
        await _world.SettleAsync();

        _world.Outlook.UserChanges(_world.Outlook.Visible.Single(), c => c with { Title = "Doctor", Privacy = Privacy.Private });
        await _world.SettleAsync();

        Assert.Equal("Private appointment", activity.Content.Title);
        Assert.Equal((LinkState.Dormant, Reason.PrivateNotSynced), _world.Ledger.Links.Values.Select(l => (l.State, l.StateReason)).Single());
    }

    [Fact]
    public async Task A_deleted_personal_activity_is_not_made_again_for_all_to_read()
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.DoNotSync };
        var activity = _world.Severa.UserAdds(_world.At("Doctor"), activity: _world.OfType(TestWorld.Personal));
        await _world.SettleAsync();

        _world.Severa.UserDeletes(activity);
        _world.Outlook.UserChanges(_world.Outlook.Visible.Single(), c => c with { When = _world.At("x", days: 5).When });
        await RunThriceAsync();

        Assert.Empty(_world.Severa.Visible);
        Assert.Single(_world.Outlook.Visible);
    }

    [Fact]
    public async Task A_private_entry_that_is_not_synced_is_not_doubled_after_the_links_are_lost()
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.DoNotSync };
        _world.Outlook.UserAdds(_world.At("Doctor", privacy: Privacy.Private));
        _world.Severa.UserAdds(_world.At("Doctor"));

        await _world.SettleAsync();

        Assert.Single(_world.Outlook.Visible);
        Assert.Single(_world.Severa.Visible);
    }

    [Fact]
    public async Task A_project_task_gets_no_entry_although_it_was_edited_after_its_entry_was_deleted()
    {
        var activity = _world.Severa.UserAdds(_world.At("Call"));
        await _world.SettleAsync();

        _world.Outlook.UserDeletes(_world.Outlook.Visible.Single());
        activity.Activity = _world.OfType(TestWorld.Project);
        _world.Severa.UserChanges(activity, c => c with { Title = "Build" });
        await RunThriceAsync();

        Assert.Empty(_world.Outlook.Visible);
        Assert.Single(_world.Severa.Visible);
    }

    /// <summary>Made while its type was ticked, and dormant since.</summary>
    private async Task<StoredItem> ActivityOfUntickedTypeAsync()
    {
        var ticked = _world.Policy;
        var activity = _world.Severa.UserAdds(_world.At("Call"), activity: _world.OfType(TestWorld.Holiday));
        await _world.SettleAsync();
        var unticked = new ActivityTypeRule(TestWorld.Holiday, ActivityCategory.Absence, GoesToOutlook: false);
        _world.Policy = ticked with { Types = ticked.Types.Values.Where(t => t.Id != unticked.Id).Append(unticked).ToDictionary(t => t.Id) };
        await _world.SettleAsync();
        Assert.Equal(Reason.TypeNotTicked, _world.Ledger.Links.Values.Single().StateReason);
        return activity;
    }

    private void Decide(LinkDecision decision)
    {
        var link = _world.Ledger.Links.Values.Single();
        _world.Ledger.Links[link.Id] = link with { Decision = decision };
    }

    private async Task RunThriceAsync()
    {
        for (var run = 0; run < 3; run++)
        {
            _world.Ledger.IsFullDue = true;
            await _world.RunAsync();
        }
    }
}
