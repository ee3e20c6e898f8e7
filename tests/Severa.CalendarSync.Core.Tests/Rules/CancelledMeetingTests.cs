using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Rules;

/// <summary>R13 and R25: the activity of a cancelled meeting leaves Severa, unless that is held, and never against what a person decided.</summary>
public sealed class CancelledMeetingTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task Its_held_deletion_waits_for_a_person_however_often_the_meeting_is_read()
    {
        await HeldAsync(3);

        _world.Policy = _world.Policy with { UntitledTitle = "Nameless" };
        await _world.SettleAsync();

        Assert.Equal(4, _world.Severa.Visible.Count());
        Assert.Equal(3, Held().Count);
        Assert.Equal(3, _world.Ledger.History.Count(h => h.Kind == SyncActionKind.Hold));
    }

    [Theory]
    [InlineData(LinkDecision.Release, 10)]
    [InlineData(LinkDecision.Discard, 16)]
    public async Task What_is_decided_about_some_is_done_to_these(LinkDecision decision, int left)
    {
        await HeldAsync(15);

        Decide(Held().Take(6), decision);
        await _world.SettleAsync();

        Assert.Equal(left, _world.Severa.Visible.Count());
        Assert.Equal(9, Held().Count);
        Assert.Equal(decision == LinkDecision.Discard ? 6 : 0, _world.Ledger.Links.Values.Count(l => (l.State, l.StateReason) == (LinkState.Dormant, Reason.DiscardedByPerson)));
    }

    [Fact]
    public async Task A_meeting_that_takes_place_after_all_goes_on_as_before()
    {
        var meetings = await HeldAsync(1);

        meetings[0].Entry = new EntryFacts(HasAttendees: true);
        _world.Outlook.UserChanges(meetings[0], c => c with { Title = "After all" });
        await _world.SettleAsync();

        Assert.Contains(_world.Severa.Visible, a => a.Content.Title == "After all");
        Assert.Empty(Held());
    }

    [Fact]
    public async Task What_was_changed_in_Severa_meanwhile_is_no_longer_held_and_stays()
    {
        await HeldAsync(1);

        _world.Severa.UserChanges(_world.Severa.Visible.Single(a => a.Content.Title == "Meeting 0"), c => c with { Title = "With notes of mine" });
        await _world.SettleAsync();

        Assert.Contains(_world.Severa.Visible, a => a.Content.Title == "With notes of mine");
        Assert.Contains(_world.Ledger.Links.Values, l => (l.State, l.StateReason) == (LinkState.Dormant, Reason.KeptForSeveraEdits));
    }

    [Fact]
    public async Task A_deletion_that_is_looked_at_again_because_both_are_there_is_held_no_longer()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        var activity = _world.Severa.Visible.Single();
        _world.Severa.UserDeletes(activity);
        _world.Ledger.HoldAllDeletions = true;
        await _world.SettleAsync();

        activity.IsDeleted = false;
        foreach (var link in Held())
        {
            _world.Ledger.Links[link.Id] = link with { SetAside = new SetAside("Restored", 0, _world.Time.GetUtcNow()) };
        }

        await _world.SettleAsync();

        Assert.Equal((LinkState.Active, null), _world.Ledger.Links.Values.Select(l => (l.State, l.SetAside)).Single());
        Assert.Equal("Lunch", entry.Content.Title);
    }

    [Fact]
    public async Task A_deletion_that_is_looked_at_again_although_the_other_is_gone_goes_on_waiting()
    {
        _world.Outlook.UserAdds(_world.At("Stays", days: 4));
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.SettleAsync();
        _world.Outlook.UserDeletes(entry);
        _world.Ledger.HoldAllDeletions = true;
        await _world.SettleAsync();

        var held = Assert.Single(Held());
        _world.Ledger.Links[held.Id] = held with { SetAside = new SetAside("Restored", 0, _world.Time.GetUtcNow()) };
        await _world.SettleAsync();

        Assert.Equal(held, Assert.Single(Held()));
        Assert.Equal(2, _world.Severa.Visible.Count());
    }

    /// <summary>So many meetings of which the user heard, when he switched on again, that they are cancelled; and one that takes place.</summary>
    private async Task<List<StoredItem>> HeldAsync(int count)
    {
        _world.Outlook.UserAdds(_world.At("Takes place", days: 40), new EntryFacts(HasAttendees: true));
        var meetings = Enumerable.Range(0, count).Select(i => _world.Outlook.UserAdds(_world.At($"Meeting {i}", days: 1 + i), new EntryFacts(HasAttendees: true))).ToList();
        await _world.SettleAsync();
        foreach (var meeting in meetings)
        {
            meeting.Entry = new EntryFacts(HasAttendees: true, IsCancelled: true);
            _world.Outlook.Touch(meeting);
        }

        _world.Ledger.HoldAllDeletions = true;
        await _world.SettleAsync();
        Assert.Equal((count, count + 1), (Held().Count, _world.Severa.Visible.Count()));
        return meetings;
    }

    private List<Link> Held() => [.. _world.Ledger.Links.Values.Where(l => l.State == LinkState.Held)];

    private void Decide(IEnumerable<Link> links, LinkDecision decision)
    {
        foreach (var link in links.ToList())
        {
            _world.Ledger.Links[link.Id] = link with { Decision = decision };
        }
    }
}
