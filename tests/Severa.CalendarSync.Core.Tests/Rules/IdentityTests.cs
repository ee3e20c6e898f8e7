using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Rules;

/// <summary>R6, R11, R15 to R17: which item is which, and what an error is not.</summary>
public sealed class IdentityTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task A_series_that_moved_an_hour_keeps_its_activities()
    {
        var occurrences = Enumerable.Range(0, 5).Select(i => Occurrence(i * 7)).ToList();
        await _world.RunAsync();
        var activities = _world.Severa.Visible.ToList();

        foreach (var occurrence in occurrences)
        {
            // The organiser changed the series: every slot has a new original start.
            occurrence.OriginalStart = occurrence.OriginalStart!.Value.AddHours(1);
            _world.Outlook.UserChanges(occurrence, c => c with { When = When.Timed(c.When.Start.AddHours(1), c.When.End.AddHours(1)) });
        }

        await _world.SettleAsync();

        Assert.Equal(activities.Select(a => a.Id), _world.Severa.Visible.Select(a => a.Id));
        Assert.Equal(occurrences.Select(o => o.Content.When), _world.Severa.Visible.Select(a => a.Content.When));
    }

    [Fact]
    public async Task A_series_that_moves_while_a_run_looks_one_of_its_slots_up_keeps_its_activities()
    {
        var occurrences = Enumerable.Range(0, 2).Select(i => Occurrence(i * 7)).ToList();
        await _world.RunAsync();
        _world.Severa.UserChanges(_world.Severa.Visible.First(), c => c with { Place = "Turku" });
        _world.Outlook.NextFault = name =>
        {
            if (name == "lookup")
            {
                // The reading has shown every slot as known; by now each has a new original start.
                occurrences.ForEach(o =>
                {
                    o.OriginalStart = o.OriginalStart!.Value.AddHours(1);
                    _world.Outlook.Touch(o);
                });
                occurrences.Clear();
            }

            return Fault.None;
        };
        _world.Ledger.IsFullDue = true;
        await _world.RunAsync();
        Assert.Empty(occurrences);
        await _world.SettleAsync();

        Assert.Equal((2, 2), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
        Assert.Single(_world.Outlook.Visible, i => i.Content.Place == "Turku");
    }

    [Fact]
    public async Task Deleting_one_occurrence_deletes_one_activity()
    {
        var occurrences = Enumerable.Range(0, 5).Select(i => Occurrence(i * 7)).ToList();
        await _world.RunAsync();

        _world.Outlook.UserDeletes(occurrences[2]);
        await _world.SettleAsync();

        Assert.Equal(4, _world.Severa.Visible.Count());
    }

    [Fact]
    public async Task A_copy_that_carries_our_property_is_a_new_entry()
    {
        _world.Severa.UserAdds(_world.At("Visit"));
        await _world.RunAsync();
        var original = _world.Outlook.Visible.Single();

        var copy = _world.Outlook.UserCopies(original, original.Content with { When = _world.At("x", days: 5).When });
        await _world.SettleAsync();

        Assert.Equal((2, 2), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
        Assert.Equal(2, _world.Ledger.Links.Count);
    }

    [Fact]
    public async Task An_entry_moved_away_and_back_keeps_its_activity()
    {
        _world.Severa.UserAdds(_world.At("Ours"));
        _world.Outlook.UserAdds(_world.At("Theirs", days: 2));
        await _world.RunAsync();
        var activities = _world.Severa.Visible.Select(a => a.Id).ToList();

        foreach (var entry in _world.Outlook.Visible.ToList())
        {
            _world.Outlook.UserMovesAway(entry);
        }

        await _world.SettleAsync();

        Assert.Equal(activities, _world.Severa.Visible.Select(a => a.Id));
        Assert.Equal(2, _world.Outlook.Visible.Count());
    }

    [Fact]
    public async Task After_lost_state_nothing_is_doubled()
    {
        for (var i = 0; i < 5; i++)
        {
            _world.Outlook.UserAdds(_world.At("Stand-up")); // twins
            _world.Severa.UserAdds(_world.At($"Visit {i}", days: 3));
        }

        await _world.RunAsync();
        _world.Ledger.Lose();
        await _world.SettleAsync();

        Assert.Equal((10, 10, 10), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count(), _world.Ledger.Links.Count));
    }

    [Fact]
    public async Task What_exists_on_both_sides_at_the_first_run_is_matched_before_anything_is_made()
    {
        _world.Outlook.UserAdds(_world.At("Lunch"));
        _world.Outlook.UserAdds(_world.At("Lunch"));
        _world.Severa.UserAdds(_world.At("Lunch", place: "Canteen"));

        await _world.SettleAsync();

        Assert.Equal((2, 2), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
        Assert.Contains(_world.Ledger.Conflicts, c => c is { Field: ItemFields.Place, SeveraValue: "Canteen" });
    }

    [Fact]
    public async Task An_error_is_never_a_deletion()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Talk"));
        await _world.RunAsync();

        entry.IsDamaged = true;
        _world.Outlook.Touch(entry);
        await _world.RunAsync();

        Assert.Single(_world.Severa.Visible);
    }

    [Fact]
    public async Task Another_calendar_folder_under_the_address_stops_the_mailbox()
    {
        _world.Outlook.UserAdds(_world.At("Talk"));
        await _world.RunAsync();

        _world.Outlook.Epoch = "folder-2";
        _world.Outlook.Items.Clear();
        _world.Ledger.IsFullDue = true;
        var report = await _world.RunAsync();

        Assert.Equal((RunOutcome.Failed, 17), (report.Outcome, report.ErrorNumber));
        Assert.Single(_world.Severa.Visible);
    }

    [Fact]
    public async Task Once_the_owner_has_proved_the_other_folder_its_entries_are_matched_not_made()
    {
        for (var i = 0; i < 12; i++)
        {
            _world.Outlook.UserAdds(_world.At($"Talk {i}", days: 1 + i));
            _world.Severa.UserAdds(_world.At($"Visit {i}", days: 1 + i, hours: 3));
        }

        await _world.RunAsync();

        _world.Outlook.Epoch = "folder-2";
        _world.Outlook.Items.ForEach(i => i.Id = "moved-" + i.Id);
        _world.Ledger.Epoch = "folder-2";
        _world.Ledger.IsFullDue = true;
        Assert.All((await _world.PreviewAsync()).Actions, a => Assert.Equal(SyncActionKind.Rekey, a.Kind));
        Assert.All(_world.Ledger.Links.Values, l => Assert.Equal("folder-1", l.Epoch));
        await _world.SettleAsync();

        Assert.Equal((24, 24, 24), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count(), _world.Ledger.Links.Count));
        Assert.All(_world.Ledger.Links.Values, l => Assert.Equal("folder-2", l.Epoch));
    }

    [Fact]
    public async Task One_bad_item_waits_alone_and_is_tried_again_later()
    {
        _world.Outlook.UserAdds(_world.At("Bad"));
        _world.Severa.NextFault = name => name == "create" ? Fault.ItemsFail : Fault.None;
        var report = await _world.RunAsync();
        Assert.Equal((RunOutcome.SucceededWithRest, 1), (report.Outcome, report.Counts.SetAside));
        Assert.NotNull(report.RunAgainAt);

        _world.Severa.NextFault = _ => Fault.None;
        _world.Time.Advance(TimeSpan.FromMinutes(2));
        await _world.RunAsync();

        Assert.Single(_world.Severa.Visible);
    }

    [Fact]
    public async Task A_write_refused_for_good_is_set_back_and_not_repeated()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Weekly"));
        await _world.RunAsync();
        _world.Outlook.Refuses = _ => true;

        _world.Severa.UserChanges(_world.Severa.Visible.Single(), c => c with { When = _world.At("x", days: 8).When });
        await _world.RunAsync();
        Assert.Equal(entry.Content.When, _world.Severa.Visible.Single().Content.When);
        Assert.Contains(_world.Ledger.History, h => h.Reason == Reason.RefusedByOutlook);

        var writes = _world.Outlook.Writes + _world.Severa.Writes;
        await _world.SettleAsync();
        Assert.Equal(writes, _world.Outlook.Writes + _world.Severa.Writes);
    }

    [Fact]
    public async Task A_busy_server_fails_the_run_with_its_number_and_its_wish()
    {
        _world.Outlook.NextFault = _ => Fault.Busy;

        var report = await _world.RunAsync();

        Assert.Equal((RunOutcome.Failed, 22, TimeSpan.FromSeconds(30)), (report.Outcome, report.ErrorNumber, report.RetryAfter));
    }

    [Fact]
    public async Task Ids_that_differ_by_letter_case_only_are_two_items()
    {
        var first = _world.Outlook.UserAdds(_world.At("First"));
        var second = _world.Outlook.UserAdds(_world.At("Second", days: 2));
        Assert.Equal(first.Id, second.Id, ignoreCase: true);
        await _world.RunAsync();

        _world.Outlook.UserDeletes(first);
        await _world.SettleAsync();

        Assert.Equal("Second", _world.Severa.Visible.Single().Content.Title);
    }

    private StoredItem Occurrence(int day) => _world.Outlook.UserAdds(
        _world.At("Weekly", days: day + 1), series: "weekly", originalStart: _world.Time.Start.AddDays(day + 1));
}
