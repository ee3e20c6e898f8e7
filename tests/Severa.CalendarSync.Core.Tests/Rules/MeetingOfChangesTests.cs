using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Rules;

/// <summary>R9 to R13, R25: how changes meet, and what is never deleted.</summary>
public sealed class MeetingOfChangesTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task Different_fields_changed_on_both_sides_both_survive()
    {
        var (entry, activity) = await LinkedAsync();

        _world.Outlook.UserChanges(entry, c => c with { Place = "Turku" });
        _world.Severa.UserChanges(activity, c => c with { Notes = "Bring slides" });
        await _world.RunAsync();

        Assert.Equal(("Turku", "Bring slides"), (entry.Content.Place, entry.Content.Notes));
        Assert.Equal(entry.Content, activity.Content);
        Assert.Empty(_world.Ledger.Conflicts);
    }

    [Theory]
    [InlineData(ConflictWinner.Outlook, 0, "outlook")]
    [InlineData(ConflictWinner.Severa, 0, "severa")]
    [InlineData(ConflictWinner.Latest, 60, "severa")]
    [InlineData(ConflictWinner.Latest, 3, "outlook")] // within the uncertainty
    public async Task The_same_field_changed_on_both_sides_has_a_winner_and_the_loser_is_kept(ConflictWinner winner, int secondsLater, string expected)
    {
        _world.Policy = _world.Policy with { Winner = winner };
        var (entry, activity) = await LinkedAsync();

        _world.Outlook.UserChanges(entry, c => c with { Title = "outlook" });
        _world.Time.Advance(TimeSpan.FromSeconds(secondsLater));
        _world.Severa.UserChanges(activity, c => c with { Title = "severa" });
        await _world.RunAsync();

        Assert.Equal((expected, expected), (entry.Content.Title, activity.Content.Title));
        var conflict = Assert.Single(_world.Ledger.Conflicts);
        Assert.Equal(("outlook", "severa"), (conflict.OutlookValue, conflict.SeveraValue));
    }

    [Fact]
    public async Task Equal_edits_are_no_conflict()
    {
        var (entry, activity) = await LinkedAsync();

        _world.Outlook.UserChanges(entry, c => c with { Title = "same" });
        _world.Severa.UserChanges(activity, c => c with { Title = "same" });
        var report = await _world.RunAsync();

        Assert.Equal(0, report.Counts.Writes);
        Assert.Empty(_world.Ledger.Conflicts);
    }

    [Theory]
    [InlineData(Side.Outlook)]
    [InlineData(Side.Severa)]
    public async Task An_edit_beats_a_delete(Side deletedSide)
    {
        var (entry, activity) = await LinkedAsync();

        if (deletedSide == Side.Outlook)
        {
            _world.Outlook.UserDeletes(entry);
            _world.Severa.UserChanges(activity, c => c with { Title = "kept" });
        }
        else
        {
            _world.Severa.UserDeletes(activity);
            _world.Outlook.UserChanges(entry, c => c with { Title = "kept" });
        }

        await _world.SettleAsync();

        Assert.Equal("kept", _world.Outlook.Visible.Single().Content.Title);
        Assert.Equal("kept", _world.Severa.Visible.Single().Content.Title);
    }

    [Fact]
    public async Task An_edited_activity_of_a_deleted_meeting_stays_dormant()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Steering group"), new EntryFacts(HasAttendees: true));
        await _world.RunAsync();

        _world.Outlook.UserDeletes(entry);
        _world.Severa.UserChanges(_world.Severa.Visible.Single(), c => c with { Notes = "mine" });
        await _world.SettleAsync();

        Assert.Empty(_world.Outlook.Visible);
        Assert.Single(_world.Severa.Visible);
        Assert.Equal(Reason.MeetingNeverMadeAnew, _world.Ledger.Links.Values.Single().StateReason);
    }

    [Fact]
    public async Task An_activity_with_a_customer_stays_when_its_entry_goes()
    {
        var (entry, activity) = await LinkedAsync();
        activity.Activity = activity.Activity! with { HasBusinessData = true };

        _world.Outlook.UserDeletes(entry);
        await _world.SettleAsync();

        Assert.False(activity.IsDeleted);
        Assert.Equal((LinkState.Dormant, Reason.KeptForBusinessData), (_world.Ledger.Links.Values.Single().State, _world.Ledger.Links.Values.Single().StateReason));
    }

    [Fact]
    public async Task Leaving_the_window_deletes_nothing_and_coming_back_makes_nothing_new()
    {
        var (entry, activity) = await LinkedAsync();
        var window = _world.Window;

        _world.Window = new SyncWindow(_world.Time.Start.AddDays(10), _world.Time.Start.AddDays(100));
        _world.Ledger.IsFullDue = true;
        await _world.SettleAsync();
        Assert.Equal(Reason.OutOfWindow, _world.Ledger.Links.Values.Single().StateReason);

        _world.Outlook.UserChanges(entry, c => c with { Title = "changed outside" });
        _world.Window = window;
        _world.Ledger.IsFullDue = true;
        await _world.SettleAsync();

        Assert.Equal("changed outside", activity.Content.Title);
        Assert.Equal((1, 1), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
    }

    [Fact]
    public async Task An_entry_moved_beyond_the_window_has_its_change_written_first()
    {
        var (entry, activity) = await LinkedAsync();

        _world.Outlook.UserChanges(entry, c => c with { When = _world.At("x", days: 400).When });
        await _world.SettleAsync();

        Assert.Equal(_world.At("x", days: 400).When, activity.Content.When);
        Assert.Equal((1, 1), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
    }

    [Fact]
    public async Task Unticking_a_type_makes_its_pairs_dormant_and_ticking_it_wakes_them()
    {
        var activity = _world.Severa.UserAdds(_world.At("Visit"));
        await _world.RunAsync();
        var ticked = _world.Policy;

        _world.Policy = ticked.WithTicked(TestWorld.Meeting, false);
        await _world.SettleAsync();
        _world.Severa.UserChanges(activity, c => c with { Title = "Visit 2" });
        await _world.SettleAsync();
        Assert.Equal("Visit", _world.Outlook.Visible.Single().Content.Title);

        _world.Policy = ticked;
        await _world.SettleAsync();
        Assert.Equal("Visit 2", _world.Outlook.Visible.Single().Content.Title);
    }

    [Fact]
    public async Task Unticking_the_default_type_makes_nothing_new_in_the_next_three_runs()
    {
        _world.Outlook.UserAdds(_world.At("Mine"));
        _world.Severa.UserAdds(_world.At("Theirs", days: 2));
        await _world.RunAsync();

        _world.Policy = _world.Policy.WithTicked(TestWorld.Meeting, false);
        for (var i = 0; i < 3; i++)
        {
            _world.Ledger.IsFullDue = true;
            await _world.RunAsync();
        }

        Assert.Equal((2, 2), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
    }

    [Fact]
    public async Task Too_many_deletions_are_held_while_an_edit_still_travels()
    {
        var entries = Enumerable.Range(0, 200).Select(i => _world.Outlook.UserAdds(_world.At($"Entry {i}", days: 1 + (i / 10), hours: i % 10))).ToList();
        await _world.RunAsync();

        entries.Take(199).ToList().ForEach(_world.Outlook.UserDeletes);
        _world.Outlook.UserChanges(entries[199], c => c with { Title = "still travels" });
        var report = await _world.RunAsync();

        Assert.Equal((199, 0), (report.Counts.Held, report.Counts.DeletedInSevera));
        Assert.Equal(200, _world.Severa.Visible.Count());
        Assert.Contains(_world.Severa.Visible, i => i.Content.Title == "still travels");
    }

    [Theory]
    [InlineData(LinkDecision.Release, 0)]
    [InlineData(LinkDecision.Discard, 20)]
    public async Task A_person_releases_or_discards_held_deletions(LinkDecision decision, int left)
    {
        var entries = Enumerable.Range(0, 20).Select(i => _world.Outlook.UserAdds(_world.At($"Entry {i}", days: 1 + i))).ToList();
        await _world.RunAsync();
        entries.ForEach(_world.Outlook.UserDeletes);
        await _world.RunAsync();
        Assert.Equal(20, _world.Severa.Visible.Count());

        foreach (var link in _world.Ledger.Links.Values.ToList())
        {
            _world.Ledger.Links[link.Id] = link with { Decision = decision };
        }

        await _world.SettleAsync();

        Assert.Equal((left, left), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
    }

    [Fact]
    public async Task Deleting_one_weekly_series_of_26_is_not_held()
    {
        for (var i = 0; i < 30; i++)
        {
            _world.Outlook.UserAdds(_world.At($"Other {i}", days: 1 + i));
        }

        var series = Enumerable.Range(0, 26).Select(i => Occurrence("weekly", i * 6)).ToList();
        await _world.RunAsync();

        series.ForEach(_world.Outlook.UserDeletes);
        var report = await _world.RunAsync();

        Assert.Equal((0, 26), (report.Counts.Held, report.Counts.DeletedInSevera));
    }

    [Fact]
    public async Task Many_new_times_at_once_are_held_until_a_person_decides()
    {
        var entries = Enumerable.Range(0, 40).Select(i => _world.Outlook.UserAdds(_world.At($"Entry {i}", days: 1 + i))).ToList();
        await _world.RunAsync();

        entries.ForEach(e => _world.Outlook.UserChanges(e, c => c with { When = When.Timed(c.When.Start.AddHours(2), c.When.End.AddHours(2)) }));
        var report = await _world.RunAsync();
        Assert.Equal((40, 0), (report.Counts.Held, report.Counts.UpdatedInSevera));

        foreach (var link in _world.Ledger.Links.Values.ToList())
        {
            _world.Ledger.Links[link.Id] = link with { Decision = LinkDecision.Release };
        }

        await _world.SettleAsync();
        Assert.True(_world.Severa.Visible.All(a => entries.Exists(e => e.Content.Equals(a.Content))));
    }

    private StoredItem Occurrence(string series, int day) => _world.Outlook.UserAdds(
        _world.At("Weekly", days: day + 1, hours: 5), series: series, originalStart: _world.Time.Start.AddDays(day + 1).AddHours(5));

    private async Task<(StoredItem Entry, StoredItem Activity)> LinkedAsync()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Talk"));
        await _world.RunAsync();
        return (entry, _world.Severa.Visible.Single());
    }
}
