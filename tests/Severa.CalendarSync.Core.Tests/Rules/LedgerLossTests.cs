using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Core.Tests.Rules;

/// <summary>R16: a ledger that is thrown away, or yesterday's put back, in the middle of a working installation.</summary>
public sealed class LedgerLossTests(ITestOutputHelper output)
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task A_ledger_thrown_away_doubles_and_loses_nothing()
    {
        await WorkAsync();
        var before = Shown();

        _world.Ledger.Lose();
        await _world.SettleAsync();

        TellWritesSince(before.Told);
        Assert.Equal(before.Outlook, Shown().Outlook);
        Assert.Equal(before.Severa, Shown().Severa);
        await CheckQuietAsync();
    }

    [Fact]
    public async Task A_ledger_thrown_away_with_edits_waiting_keeps_every_value()
    {
        await WorkAsync();
        _world.Outlook.UserChanges(Entry("Plain"), c => c with { Place = "Oulu" });
        _world.Severa.UserChanges(Activity("Weekly"), c => c with { Notes = "bring cake" });
        var told = _world.Ledger.History.Count;

        _world.Ledger.Lose();
        await _world.SettleAsync();

        TellWritesSince(told);
        var values = _world.Outlook.Visible.Concat(_world.Severa.Visible).SelectMany(i => new[] { i.Content.Place, i.Content.Notes })
            .Concat(_world.Ledger.Conflicts.SelectMany(c => new[] { c.OutlookValue, c.SeveraValue })).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["Oulu", "bring cake"], StringComparer.Ordinal), values);
        Assert.Equal((9, 8), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
        await CheckQuietAsync();
    }

    [Fact]
    public async Task Yesterdays_ledger_after_a_day_of_work_doubles_and_loses_nothing()
    {
        await WorkAsync();
        var yesterday = _world.Ledger.Links.ToDictionary();

        // A day of work on both sides: new, edited, moved, deleted, dismissed, all of it synced.
        _world.Outlook.UserAdds(_world.At("New in Outlook", days: 20));
        _world.Severa.UserAdds(_world.At("New in Severa", days: 21));
        _world.Outlook.UserChanges(Entry("Plain"), c => c with { Title = "Plain, edited", Place = "Oulu" });
        _world.Severa.UserChanges(Activity("Visit"), c => c with { When = _world.At("x", days: 9).When });
        _world.Outlook.UserDeletes(Entry("Long notes"));
        _world.Severa.UserDeletes(Activity("Other meeting"));
        await _world.SettleAsync();
        var before = Shown();

        _world.Ledger.Lose();
        yesterday.ToList().ForEach(p => _world.Ledger.Links.Add(p.Key, p.Value));
        await _world.SettleAsync();

        TellWritesSince(before.Told);
        Assert.Equal(before.Outlook, Shown().Outlook);
        Assert.Equal(before.Severa, Shown().Severa);
        await CheckQuietAsync();
    }

    /// <summary>An installation that works: plain, withheld, shortened, shared, an occurrence series, a meeting and a dismissed one.</summary>
    private async Task WorkAsync()
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null, SeveraTraits = _world.Policy.SeveraTraits with { MaxNotes = 50 } };
        _world.Severa.Traits = _world.Policy.SeveraTraits;
        _world.Outlook.UserAdds(_world.At("Plain", place: "Turku"));
        _world.Outlook.UserAdds(_world.At("Doctor", days: 2, notes: "blood test", privacy: Privacy.Private));
        _world.Outlook.UserAdds(_world.At("Long notes", days: 3, notes: new string('x', 80)));
        _world.Outlook.UserAdds(_world.At("Dismissed meeting", days: 4), new EntryFacts(HasAttendees: true));
        _world.Outlook.UserAdds(_world.At("Other meeting", days: 5), new EntryFacts(HasAttendees: true));
        for (var week = 0; week < 2; week++)
        {
            var content = _world.At("Weekly", days: 6 + (7 * week));
            _world.Outlook.UserAdds(content, series: "weekly", originalStart: content.When.Start);
        }

        _world.Severa.UserAdds(_world.At("Visit", days: 7));
        _world.Severa.UserAdds(_world.At("Workshop", days: 8), activity: new ActivityFacts(TestWorld.Meeting, IsOwner: false, HasBusinessData: true));
        await _world.SettleAsync();
        _world.Severa.UserDeletes(Activity("Dismissed meeting"));
        await _world.SettleAsync();
        Assert.Equal((9, 8), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
        _world.Outlook.UserDeletes(Entry("Dismissed meeting"));
        _world.Outlook.UserAdds(_world.At("Dismissed again", days: 4), new EntryFacts(HasAttendees: true));
        await _world.SettleAsync();
        _world.Severa.UserDeletes(Activity("Dismissed again"));
        _world.Outlook.UserDeletes(Entry("Weekly"));
        await _world.SettleAsync();
        _world.Outlook.UserAdds(_world.At("Second plain", days: 15));
        await _world.SettleAsync();
    }

    private StoredItem Entry(string title) => _world.Outlook.Visible.First(i => i.Content.Title == title);

    private StoredItem Activity(string title) => _world.Severa.Visible.First(i => i.Content.Title == title);

    private (List<string> Outlook, List<string> Severa, int Told) Shown() => (
        [.. _world.Outlook.Visible.Select(i => i.Key.Token + " " + i.Content).Order(StringComparer.Ordinal)],
        [.. _world.Severa.Visible.Select(i => i.Key.Token + " " + i.Content).Order(StringComparer.Ordinal)],
        _world.Ledger.History.Count);

    private void TellWritesSince(int told)
    {
        foreach (var group in _world.Ledger.History.Skip(told).GroupBy(h => $"{h.Kind} {h.Target}: {h.Reason}"))
        {
            output.WriteLine($"{group.Key}, {string.Join(", ", group.Select(h => $"'{h.Title}'"))}");
        }
    }

    private async Task CheckQuietAsync()
    {
        var writes = _world.Outlook.Writes + _world.Severa.Writes;
        _world.Ledger.IsFullDue = true;
        await _world.RunAsync();
        Assert.Equal(writes, _world.Outlook.Writes + _world.Severa.Writes);
    }
}
