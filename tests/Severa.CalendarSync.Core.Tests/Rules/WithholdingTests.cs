using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Rules;

/// <summary>R3: what has become private is hidden at once, whatever else of its pair has to wait.</summary>
public sealed class WithholdingTests
{
    private const string Hidden = "Private appointment";

    private readonly TestWorld _world = new();

    /// <summary>How each rule hides an entry that became private: title and privacy of its activity.</summary>
    public static TheoryData<bool, PrivateRule, string, Privacy> Ways => new()
    {
        { true, PrivateRule.Withhold, "Salary talk", Privacy.Private },
        { false, PrivateRule.Withhold, Hidden, Privacy.Normal },
        { false, PrivateRule.DoNotSync, Hidden, Privacy.Normal },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Too_many_new_times_do_not_keep_it_readable(bool hasType, PrivateRule rule, string title, Privacy privacy)
    {
        var entries = await TwoAsync(hasType, rule);

        foreach (var entry in entries)
        {
            _world.Outlook.UserChanges(entry, c => c with { When = Later(c.When), Privacy = entry == entries[0] ? Privacy.Private : c.Privacy });
        }

        await _world.SettleAsync();

        AssertHidden(title, privacy);
        Assert.Single(_world.Ledger.Links.Values, l => l.StateReason == Reason.HeldNewTime);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_held_new_time_does_not_keep_it_readable(bool hasType, PrivateRule rule, string title, Privacy privacy)
    {
        var entries = await TwoAsync(hasType, rule);
        entries.ForEach(entry => _world.Outlook.UserChanges(entry, c => c with { When = Later(c.When) }));
        await _world.RunAsync();
        Assert.All(_world.Ledger.Links.Values, l => Assert.Equal(Reason.HeldNewTime, l.StateReason));

        _world.Outlook.UserChanges(entries[0], c => c with { Privacy = Privacy.Private });
        await _world.SettleAsync();

        AssertHidden(title, privacy);
        Assert.Single(_world.Ledger.Links.Values, l => l.StateReason == Reason.HeldNewTime);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task What_was_hidden_with_its_held_new_time_by_a_call_nobody_answered_waits_no_longer(bool hasType, bool hasHappened)
    {
        var entries = await TwoAsync(hasType, PrivateRule.Withhold);
        entries.ForEach(entry => _world.Outlook.UserChanges(entry, c => c with { When = Later(c.When) }));
        await _world.RunAsync();
        _world.Outlook.UserChanges(entries[0], c => c with { Privacy = Privacy.Private });
        _world.Severa.NextFault = name => name != "update" ? Fault.None : hasHappened ? Fault.AnswerLost : Fault.RequestLost;
        await _world.RunAsync();
        _world.Severa.NextFault = _ => Fault.None;

        await _world.SettleAsync();

        AssertHidden(hasType ? "Salary talk" : Hidden, hasType ? Privacy.Private : Privacy.Normal);
        Assert.Contains(_world.Severa.Visible, a => a.Content.When.Equals(entries[0].Content.When));
        Assert.Single(_world.Ledger.Links.Values, l => l.StateReason == Reason.HeldNewTime);
        Assert.Equal(RunOutcome.Unchanged, (await _world.RunAsync()).Outcome);
    }

    [Fact]
    public async Task Where_private_entries_are_not_synced_one_that_says_nothing_rests_as_it_is()
    {
        _world.Policy = Policy(hasType: false, PrivateRule.DoNotSync);
        var entry = _world.Outlook.UserAdds(_world.At(Hidden));
        await _world.SettleAsync();

        _world.Outlook.UserChanges(entry, c => c with { Privacy = Privacy.Private });
        await _world.SettleAsync();

        Assert.Equal((LinkState.Dormant, Reason.PrivateNotSynced, true), _world.Ledger.Links.Values.Select(l => (l.State, l.StateReason, l.IsWithheld)).Single());
        _world.Ledger.IsFullDue = true;
        Assert.Empty((await _world.PreviewAsync()).Actions);
    }

    [Fact]
    public async Task Where_private_entries_are_not_synced_what_its_owner_made_of_a_type_out_of_scope_is_not_written()
    {
        _world.Policy = Policy(hasType: false, PrivateRule.DoNotSync);
        var activity = _world.Severa.UserAdds(_world.At("Visit"));
        await _world.SettleAsync();

        _world.Policy = _world.Policy.WithTicked(TestWorld.Meeting, false);
        _world.Outlook.UserChanges(_world.Outlook.Visible.Single(), c => c with { Privacy = Privacy.Private });
        await _world.SettleAsync();

        Assert.Equal("Visit", activity.Content.Title);
        Assert.Equal(LinkState.Dormant, _world.Ledger.Links.Values.Single().State);
    }

    [Fact]
    public async Task What_became_public_and_private_again_between_a_call_nobody_answered_and_the_next_run_is_hidden_again()
    {
        _world.Policy = Policy(hasType: false, PrivateRule.DoNotSync) with { Brake = new BrakeLimits() };
        var entry = _world.Outlook.UserAdds(_world.At("Salary talk"));
        await _world.SettleAsync();
        _world.Outlook.UserChanges(entry, c => c with { Privacy = Privacy.Private });
        await _world.SettleAsync();
        _world.Outlook.UserChanges(entry, c => c with { Privacy = Privacy.Normal });
        _world.Severa.NextFault = name => name == "update" ? Fault.AnswerLost : Fault.None;
        await _world.RunAsync();
        Assert.Equal("Salary talk", _world.Severa.Visible.Single().Content.Title);

        _world.Severa.NextFault = _ => Fault.None;
        _world.Outlook.UserChanges(entry, c => c with { Privacy = Privacy.Private });
        await _world.SettleAsync();

        AssertHidden(Hidden, Privacy.Normal);
    }

    [Fact]
    public async Task Text_that_Severa_refuses_to_hide_is_tried_again()
    {
        _world.Policy = Policy(hasType: false, PrivateRule.Withhold) with { Brake = new BrakeLimits() };
        var entry = _world.Outlook.UserAdds(_world.At("Salary talk"));
        await _world.SettleAsync();
        _world.Severa.Refuses = _ => true;
        _world.Outlook.UserChanges(entry, c => c with { Privacy = Privacy.Private, When = Later(c.When) });
        await _world.RunAsync();
        Assert.False(_world.Ledger.Links.Values.Single().IsWithheld);

        _world.Severa.Refuses = _ => false;
        await _world.SettleAsync();

        AssertHidden(Hidden, Privacy.Normal);
    }

    [Fact]
    public async Task A_participants_privacy_of_a_held_new_time_is_his_own()
    {
        _world.Policy = Policy(hasType: false, PrivateRule.Withhold);
        var activity = _world.Severa.UserAdds(_world.At("Workshop"), activity: new ActivityFacts(TestWorld.Meeting, IsOwner: false, HasBusinessData: true));
        await _world.SettleAsync();
        _world.Severa.UserChanges(activity, c => c with { When = Later(c.When) });
        await _world.RunAsync();

        _world.Outlook.UserChanges(_world.Outlook.Visible.Single(), c => c with { Privacy = Privacy.Private });
        await _world.SettleAsync();

        Assert.Equal(Reason.HeldNewTime, _world.Ledger.Links.Values.Single().StateReason);
        Assert.Equal("Workshop", activity.Content.Title);
    }

    [Fact]
    public async Task A_held_new_time_of_an_activity_its_owner_made_public_waits_like_any_other()
    {
        _world.Policy = _world.Policy with { Brake = new BrakeLimits { NewTimes = 1, NewTimeShare = 0 } };
        var meetings = new[] { "Board", "Stand-up" }.Select((title, i) => _world.Outlook.UserAdds(_world.At(title, days: 1 + i, privacy: Privacy.Private), new EntryFacts(HasAttendees: true))).ToList();
        await _world.SettleAsync();
        foreach (var activity in _world.Severa.Visible)
        {
            activity.Activity = _world.OfType(TestWorld.Meeting);
            _world.Severa.Touch(activity);
        }

        await _world.SettleAsync();
        meetings.ForEach(meeting => _world.Outlook.UserChanges(meeting, c => c with { When = Later(c.When) }));
        await _world.RunAsync();
        _world.Ledger.IsFullDue = true;
        await _world.RunAsync();

        Assert.All(_world.Ledger.Links.Values, l => Assert.Equal((LinkState.Held, Reason.HeldNewTime), (l.State, l.StateReason)));
        Assert.DoesNotContain(_world.Severa.Visible, a => meetings.Exists(m => m.Content.When.Equals(a.Content.When)));
    }

    [Fact]
    public async Task A_meeting_that_is_cancelled_while_its_new_time_is_held_leaves_Severa()
    {
        var entries = await TwoAsync(hasType: true, PrivateRule.Withhold);
        entries.ForEach(entry => _world.Outlook.UserChanges(entry, c => c with { When = Later(c.When) }));
        await _world.RunAsync();

        entries[0].Entry = new EntryFacts(HasAttendees: true, IsCancelled: true);
        _world.Outlook.Touch(entries[0]);
        await _world.SettleAsync();

        Assert.Equal(["Stand-up"], _world.Severa.Visible.Select(a => a.Content.Title));
    }

    [Theory]
    [InlineData(true, "Salary talk", Privacy.Private)]
    [InlineData(false, Hidden, Privacy.Normal)]
    public async Task A_program_that_drops_the_mark_again_and_again_does_not_keep_it_readable(bool hasType, string title, Privacy privacy)
    {
        _world.Policy = Policy(hasType, PrivateRule.Withhold);
        var entry = _world.Outlook.UserAdds(_world.At("Salary talk"));
        await _world.RunAsync();

        for (var round = 0; round < 6; round++)
        {
            _world.Outlook.UserChanges(entry, c => c with { Privacy = Privacy.Private });
            await _world.RunAsync();
            AssertHidden(title, privacy);
            _world.Outlook.UserChanges(entry, c => c with { Privacy = Privacy.Normal });
            await _world.RunAsync();
            _world.Time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Contains(_world.Ledger.History, h => h.Reason == Reason.Oscillates);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_private_entries_are_not_synced_the_text_goes_and_the_pair_rests(bool isLedgerLost)
    {
        _world.Policy = Policy(hasType: false, PrivateRule.DoNotSync) with { Brake = new BrakeLimits() };
        var entry = _world.Outlook.UserAdds(_world.At("Salary talk", place: "Room 2", notes: "all of it"));
        await _world.SettleAsync();
        var time = entry.Content.When;

        _world.Outlook.UserChanges(entry, c => c with { Privacy = Privacy.Private, When = Later(c.When) });
        if (isLedgerLost)
        {
            _world.Ledger.Lose();
        }

        await _world.SettleAsync();

        var activity = Assert.Single(_world.Severa.Visible);
        Assert.Equal((Hidden, "", "", time), (activity.Content.Title, activity.Content.Place, activity.Content.Notes, activity.Content.When));
        Assert.Equal((LinkState.Dormant, Reason.PrivateNotSynced), _world.Ledger.Links.Values.Select(l => (l.State, l.StateReason)).Single());

        _world.Outlook.UserChanges(entry, c => c with { Privacy = Privacy.Normal });
        await _world.SettleAsync();

        Assert.Equal(entry.Content, Assert.Single(_world.Severa.Visible).Content);
    }

    private static SyncPolicy Policy(bool hasType, PrivateRule rule) => new TestWorld().Policy with
    {
        PrivateTypeId = hasType ? TestWorld.Personal : null,
        PrivateWithoutType = rule,
        Brake = new BrakeLimits { NewTimes = 0, NewTimeShare = 0 },
    };

    private static When Later(When when) => When.Timed(when.Start.AddHours(2), when.End.AddHours(2));

    /// <summary>Two entries and their activities; no new time goes without a person.</summary>
    private async Task<List<StoredItem>> TwoAsync(bool hasType, PrivateRule rule)
    {
        _world.Policy = Policy(hasType, rule);
        var entries = new List<StoredItem> { _world.Outlook.UserAdds(_world.At("Salary talk")), _world.Outlook.UserAdds(_world.At("Stand-up", days: 2)) };
        await _world.SettleAsync();
        return entries;
    }

    private void AssertHidden(string title, Privacy privacy) =>
        Assert.Contains(_world.Severa.Visible, a => a.Content.Title == title && a.Content.Privacy == privacy);
}
