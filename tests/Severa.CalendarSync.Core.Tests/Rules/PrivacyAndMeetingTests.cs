using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Rules;

/// <summary>R3, R5, R7, R8: what colleagues may not read and what the service may not touch.</summary>
public sealed class PrivacyAndMeetingTests
{
    private static readonly EntryFacts Meeting = new(HasAttendees: true);
    private readonly TestWorld _world = new();

    [Fact]
    public async Task A_withheld_entry_that_is_made_anew_is_private_and_so_is_its_activity_by_now()
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null, Brake = new BrakeLimits { Deletions = 0, DeletionShare = 0 } };
        var entry = _world.Outlook.UserAdds(_world.At("Doctor", privacy: Privacy.Private));
        await _world.SettleAsync();
        _world.Outlook.UserDeletes(entry);
        await _world.RunAsync();
        var held = _world.Ledger.Links.Values.Single();
        Assert.Equal(LinkState.Held, held.State);

        _world.Policy = _world.Policy with { PrivateTypeId = TestWorld.Personal };
        _world.Ledger.Links[held.Id] = held with { Decision = LinkDecision.Discard };
        await _world.SettleAsync();

        Assert.Equal(Privacy.Private, _world.Outlook.Visible.Single().Content.Privacy);
        Assert.Equal(TestWorld.Personal, _world.Severa.Visible.Single().Activity!.TypeId);
    }

    [Fact]
    public async Task Without_a_type_for_private_entries_only_the_time_shows()
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null };
        _world.Outlook.UserAdds(_world.At("Dentist", place: "Clinic", notes: "Tooth 12", privacy: Privacy.Private));

        await _world.RunAsync();

        var shown = _world.Severa.Visible.Single();
        Assert.Equal(("Private appointment", "", "", TestWorld.Meeting), (shown.Content.Title, shown.Content.Place, shown.Content.Notes, shown.Activity!.TypeId));
    }

    [Fact]
    public async Task Editing_a_withheld_activity_never_touches_the_text_in_Outlook_but_its_time_travels()
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null };
        var entry = _world.Outlook.UserAdds(_world.At("Dentist", privacy: Privacy.Private));
        await _world.RunAsync();
        var activity = _world.Severa.Visible.Single();

        _world.Severa.UserChanges(activity, c => c with { Title = "Guess", Notes = "n", When = _world.At("x", days: 4).When });
        await _world.RunAsync();

        Assert.Equal(("Dentist", "", Privacy.Private), (entry.Content.Title, entry.Content.Notes, entry.Content.Privacy));
        Assert.Equal(_world.At("x", days: 4).When, entry.Content.When);
        Assert.Equal(("Private appointment", ""), (activity.Content.Title, activity.Content.Notes));
        Assert.DoesNotContain(_world.Ledger.Conflicts, c => c.OutlookValue.Contains("Dentist", StringComparison.Ordinal));
        Assert.Equal(0, (await _world.RunAsync()).Counts.Writes);
    }

    [Fact]
    public async Task An_entry_that_becomes_private_later_is_withheld_at_once()
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null };
        var entry = _world.Outlook.UserAdds(_world.At("Salary talk"));
        await _world.RunAsync();

        _world.Outlook.UserChanges(entry, c => c with { Privacy = Privacy.Private });
        await _world.RunAsync();

        Assert.Equal("Private appointment", _world.Severa.Visible.Single().Content.Title);
        Assert.Equal("Salary talk", entry.Content.Title);
    }

    [Fact]
    public async Task A_Personal_type_that_appears_reveals_the_text_to_it()
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null };
        _world.Outlook.UserAdds(_world.At("Dentist", privacy: Privacy.Private));
        await _world.RunAsync();

        _world.Policy = _world.Policy with { PrivateTypeId = TestWorld.Personal };
        await _world.RunAsync();

        Assert.Equal(("Dentist", TestWorld.Personal), (_world.Severa.Visible.Single().Content.Title, _world.Severa.Visible.Single().Activity!.TypeId));
    }

    [Theory]
    [InlineData(PrivateRule.Copy, "Dentist")]
    [InlineData(PrivateRule.DoNotSync, null)]
    public async Task The_rule_for_private_entries_without_a_type_can_be_set(PrivateRule rule, string? expected)
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null, PrivateWithoutType = rule };
        _world.Outlook.UserAdds(_world.At("Dentist", privacy: Privacy.Private));

        await _world.RunAsync();

        Assert.Equal(expected, _world.Severa.Visible.SingleOrDefault()?.Content.Title);
    }

    [Fact]
    public async Task A_meeting_with_attendees_is_never_written_and_a_Severa_edit_is_set_back()
    {
        _world.Outlook.UserAdds(_world.At("Steering group", place: "Room 1"), Meeting);
        await _world.RunAsync();
        var activity = _world.Severa.Visible.Single();

        _world.Severa.UserChanges(activity, c => c with { Title = "Mine", When = _world.At("x", days: 9).When });
        await _world.RunAsync();

        Assert.Equal(0, _world.Outlook.Writes);
        Assert.Equal(_world.At("Steering group", place: "Room 1"), activity.Content);
        Assert.Contains(_world.Ledger.History, h => h is { Kind: SyncActionKind.SetBack, Reason: Reason.MeetingIsReadOnly });
        Assert.Contains(_world.Ledger.Conflicts, c => c.SeveraValue == "Mine");
    }

    [Fact]
    public async Task Deleting_the_activity_of_a_meeting_dismisses_it_for_good()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Steering group"), Meeting);
        await _world.RunAsync();

        _world.Severa.UserDeletes(_world.Severa.Visible.Single());
        await _world.RunAsync();
        _world.Outlook.UserChanges(entry, c => c with { Title = "Steering group, moved" });
        await _world.SettleAsync();

        Assert.False(entry.IsDeleted);
        Assert.Empty(_world.Severa.Visible);
        Assert.Equal(0, _world.Outlook.Writes);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Cancelled_and_declined_meetings_leave_Severa(bool isCancelled, bool isDeclined)
    {
        var entry = _world.Outlook.UserAdds(_world.At("Steering group"), Meeting);
        await _world.RunAsync();

        entry.Entry = Meeting with { IsCancelled = isCancelled, IsDeclined = isDeclined };
        _world.Outlook.Touch(entry);
        await _world.SettleAsync();

        Assert.Empty(_world.Severa.Visible);
        Assert.False(entry.IsDeleted);
    }

    [Fact]
    public async Task A_meeting_declined_before_the_first_run_never_comes()
    {
        _world.Outlook.UserAdds(_world.At("Steering group"), Meeting with { IsDeclined = true });

        await _world.RunAsync();

        Assert.Empty(_world.Severa.Visible);
    }

    [Fact]
    public async Task Notes_with_a_join_block_are_set_back_not_written()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Call", notes: "Join: https://example.test/1"), new EntryFacts(HasOnlineMeeting: true));
        await _world.RunAsync();
        var activity = _world.Severa.Visible.Single();

        _world.Severa.UserChanges(activity, c => c with { Notes = "mine", Title = "Call 2" });
        await _world.RunAsync();

        Assert.Equal(("Call 2", "Join: https://example.test/1"), (entry.Content.Title, entry.Content.Notes));
        Assert.Equal("Join: https://example.test/1", activity.Content.Notes);
    }

    [Fact]
    public async Task Notes_too_long_for_one_side_never_flow_back_shortened()
    {
        _world.Severa.Traits = _world.Severa.Traits with { MaxNotes = 10 };
        _world.Policy = _world.Policy with { SeveraTraits = _world.Severa.Traits };
        var entry = _world.Outlook.UserAdds(_world.At("Talk", notes: "0123456789 and the rest"));
        await _world.RunAsync();
        var activity = _world.Severa.Visible.Single();

        _world.Severa.UserChanges(activity, c => c with { Notes = "changed", Title = "Talk 2" });
        await _world.RunAsync();

        Assert.Equal(("Talk 2", "0123456789 and the rest"), (entry.Content.Title, entry.Content.Notes));
        Assert.Equal("0123456789", activity.Content.Notes);
    }
}
