using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Rules;

/// <summary>R13: what waits for a person, in one mailbox, over a day, and in the whole organisation.</summary>
public sealed class BrakeTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task A_weekly_series_of_26_is_one_change_and_so_is_the_next()
    {
        _world.Outlook.UserAdds(_world.At("Stays", hours: 5));
        foreach (var series in new[] { "a", "b" })
        {
            for (var week = 0; week < 26; week++)
            {
                var content = _world.At("Weekly " + series, days: week * 7 / 2, hours: series == "a" ? 1 : 3);
                _world.Outlook.UserAdds(content, series: series, originalStart: content.When.Start);
            }
        }

        await _world.SettleAsync();
        foreach (var series in new[] { "a", "b" })
        {
            _world.Outlook.Visible.Where(i => i.Series == series).ToList().ForEach(_world.Outlook.UserDeletes);
            await _world.RunAsync();
        }

        Assert.DoesNotContain(_world.Ledger.Links.Values, l => l.State == LinkState.Held);
        Assert.Single(_world.Severa.Visible);
    }

    [Fact]
    public async Task A_calendar_that_is_emptied_bit_by_bit_waits_with_what_is_left()
    {
        var entries = Enumerable.Range(0, 6).Select(i => _world.Outlook.UserAdds(_world.At($"Entry {i}", days: 1 + i))).ToList();
        await _world.SettleAsync();
        foreach (var entry in entries)
        {
            _world.Outlook.UserDeletes(entry);
            _world.Time.Advance(TimeSpan.FromMinutes(5));
            await _world.RunAsync();
        }

        Assert.Equal("Entry 5", _world.Severa.Visible.Single().Content.Title);
        Assert.Single(_world.Ledger.Links.Values, l => l.State == LinkState.Held);
    }

    [Fact]
    public async Task New_times_that_a_person_refused_do_not_count_against_the_next_one()
    {
        var entries = Enumerable.Range(0, 30).Select(i => _world.Outlook.UserAdds(_world.At($"Entry {i}", days: 1 + i))).ToList();
        await _world.SettleAsync();
        entries.Take(25).ToList().ForEach(Postpone);
        await _world.RunAsync();
        Assert.Equal(25, _world.Ledger.Links.Values.Count(l => l.StateReason == Reason.HeldNewTime));

        Decide(LinkDecision.Discard);
        await _world.RunAsync();
        Postpone(entries[29]);
        await _world.RunAsync();

        Assert.DoesNotContain(_world.Ledger.Links.Values, l => l.State == LinkState.Held);
        Assert.Equal(entries[29].Content.When, _world.Severa.Visible.Single(a => a.Content.Title == "Entry 29").Content.When);

        void Postpone(StoredItem entry) =>
            _world.Outlook.UserChanges(entry, c => c with { When = When.Timed(c.When.Start.AddHours(2), c.When.End.AddHours(2)) });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_switching_on_again_every_deletion_waits(bool isJustSwitchedOn)
    {
        var entry = _world.Outlook.UserAdds(_world.At("Lunch"));
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();
        _world.Outlook.UserDeletes(entry);
        _world.Severa.UserDeletes(activity);

        _world.Ledger.HoldAllDeletions = isJustSwitchedOn;
        await _world.RunAsync();

        Assert.Equal(isJustSwitchedOn ? 2 : 0, _world.Ledger.Links.Values.Count(l => l.State == LinkState.Held));
        Assert.Equal(isJustSwitchedOn ? 1 : 0, _world.Outlook.Visible.Count());
        Assert.Equal(isJustSwitchedOn ? 1 : 0, _world.Severa.Visible.Count());
    }

    [Fact]
    public async Task Deletions_of_one_day_add_up()
    {
        var entries = Enumerable.Range(0, 60).Select(i => _world.Outlook.UserAdds(_world.At($"Entry {i}", days: 1 + i))).ToList();
        await _world.SettleAsync();
        entries.Take(8).ToList().ForEach(_world.Outlook.UserDeletes);
        await _world.RunAsync();
        Assert.Equal(52, _world.Severa.Visible.Count());

        entries.Skip(8).Take(8).ToList().ForEach(_world.Outlook.UserDeletes);
        _world.Time.Advance(TimeSpan.FromHours(2));
        await _world.RunAsync();
        Assert.Equal(8, _world.Ledger.Links.Values.Count(l => l.State == LinkState.Held));
        Assert.Equal(52, _world.Severa.Visible.Count());
    }

    [Fact]
    public async Task Released_deletions_do_not_count_against_the_next_ones()
    {
        var entries = Enumerable.Range(0, 40).Select(i => _world.Outlook.UserAdds(_world.At($"Entry {i}", days: 1 + i))).ToList();
        await _world.SettleAsync();
        entries.Take(15).ToList().ForEach(_world.Outlook.UserDeletes);
        await _world.RunAsync();
        Decide(LinkDecision.Release);
        await _world.RunAsync();
        Assert.Equal(25, _world.Severa.Visible.Count());
        Assert.Equal(15, _world.Ledger.History.Count(h => h is { Kind: SyncActionKind.Delete, Reason: Reason.ReleasedByPerson }));

        _world.Outlook.UserDeletes(entries[20]);
        await _world.RunAsync();
        Assert.Equal(24, _world.Severa.Visible.Count());
    }

    [Fact]
    public async Task Too_many_deletions_in_the_organisation_stop_them_everywhere()
    {
        var entries = Enumerable.Range(0, 30).Select(i => _world.Outlook.UserAdds(_world.At($"Entry {i}", days: 1 + i))).ToList();
        await _world.SettleAsync();
        (_world.Ledger.OtherDeletions, _world.Ledger.OtherLinks) = (199, 10_000);
        entries.Take(2).ToList().ForEach(_world.Outlook.UserDeletes);
        _world.Outlook.UserChanges(entries[5], c => c with { Title = "still travels" });

        var report = await _world.RunAsync();

        Assert.True(report.StopsDeletions);
        Assert.Equal(30, _world.Severa.Visible.Count());
        Assert.Contains(_world.Severa.Visible, a => a.Content.Title == "still travels");
        Assert.All(_world.Ledger.Links.Values.Where(l => l.State == LinkState.Held), l => Assert.Equal(Reason.HeldByOrganization, l.StateReason));
    }

    [Fact]
    public async Task While_deletions_are_stopped_a_release_waits_for_the_administrator()
    {
        var entries = Enumerable.Range(0, 30).Select(i => _world.Outlook.UserAdds(_world.At($"Entry {i}", days: 1 + i))).ToList();
        await _world.SettleAsync();
        _world.Ledger.AreDeletionsStopped = true;
        _world.Outlook.UserDeletes(entries[0]);
        await _world.RunAsync();
        Decide(LinkDecision.Release);
        await _world.RunAsync();
        Assert.Equal(30, _world.Severa.Visible.Count());

        _world.Ledger.AreDeletionsStopped = false;
        await _world.RunAsync();
        Assert.Equal(29, _world.Severa.Visible.Count());
    }

    [Fact]
    public async Task One_percent_of_all_links_is_allowed_where_that_is_more()
    {
        var entries = Enumerable.Range(0, 30).Select(i => _world.Outlook.UserAdds(_world.At($"Entry {i}", days: 1 + i))).ToList();
        await _world.SettleAsync();
        (_world.Ledger.OtherDeletions, _world.Ledger.OtherLinks) = (300, 50_000);
        _world.Outlook.UserDeletes(entries[0]);

        Assert.False((await _world.RunAsync()).StopsDeletions);
        Assert.Equal(29, _world.Severa.Visible.Count());
    }

    [Fact]
    public async Task A_run_that_meets_many_pairs_its_ledger_does_not_know_deletes_nothing_without_a_person()
    {
        var old = _world.Outlook.UserAdds(_world.At("Known"));
        await _world.SettleAsync();
        var yesterday = _world.Ledger.Links.ToDictionary();
        Enumerable.Range(0, 8).ToList().ForEach(i => _world.Severa.UserAdds(_world.At($"Visit {i}", days: 2 + i)));
        await _world.SettleAsync();

        // Yesterday's ledger comes back, and today the entry was deleted.
        _world.Ledger.Links.Clear();
        yesterday.ToList().ForEach(p => _world.Ledger.Links.Add(p.Key, p.Value));
        _world.Outlook.UserDeletes(old);
        _world.Ledger.IsFullDue = true;
        await _world.RunAsync();

        Assert.Equal((8, 9), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
        Assert.Single(_world.Ledger.Links.Values, l => l.State == LinkState.Held);
    }

    [Fact]
    public async Task A_held_new_time_of_a_changed_series_still_knows_its_occurrences()
    {
        var slots = Enumerable.Range(0, 3).Select(week =>
        {
            var content = _world.At("Weekly", days: 1 + (7 * week));
            return _world.Outlook.UserAdds(content, series: "s", originalStart: content.When.Start);
        }).ToList();
        await _world.SettleAsync();
        var activities = _world.Severa.Visible.Select(a => a.Id).ToList();
        _world.Policy = _world.Policy with { Brake = new BrakeLimits { NewTimes = 0, NewTimeShare = 0 } };

        foreach (var slot in slots)
        {
            slot.OriginalStart = slot.OriginalStart!.Value.AddHours(2);
            _world.Outlook.UserChanges(slot, c => c with { When = When.Timed(c.When.Start.AddHours(2), c.When.End.AddHours(2)) });
        }

        await _world.RunAsync();
        Assert.All(_world.Ledger.Links.Values, l => Assert.Equal(Reason.HeldNewTime, l.StateReason));
        Decide(LinkDecision.Release);
        await _world.SettleAsync();

        Assert.Equal(activities, _world.Severa.Visible.Select(a => a.Id));
        Assert.Equal(slots.Select(e => e.Content.When), _world.Severa.Visible.Select(a => a.Content.When));
    }

    private void Decide(LinkDecision decision)
    {
        foreach (var link in _world.Ledger.Links.Values.Where(l => l.State == LinkState.Held).ToList())
        {
            _world.Ledger.Links[link.Id] = link with { Decision = decision };
        }
    }
}
