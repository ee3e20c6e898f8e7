using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Found;

/// <summary>"This and all following" (R6), at a bad moment: the slots of the new series keep their activities all the same.</summary>
public sealed class DividedSeriesTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task Killed_at_any_step_while_one_of_its_activities_was_edited()
    {
        for (var step = 1; ; step++)
        {
            var world = new TestWorld();
            var slots = await InSyncAsync(world);
            Divide(world, slots);
            world.Severa.UserChanges(ActivityOf(world, 2), c => c with { Place = "Turku" });
            world.Crashes.KillAt(step);
            try
            {
                await world.RunAsync();
                Assert.True(step > 8);
                return;
            }
            catch (CrashException)
            {
                world.Crashes.Restart();
                await world.SettleAsync();
                AssertPaired(world);
                Assert.Single(world.Outlook.Visible, i => i.Content.Place == "Turku");
            }
        }
    }

    [Fact]
    public async Task While_the_new_time_of_one_of_its_activities_is_held()
    {
        _world.Policy = _world.Policy with { Brake = new BrakeLimits { NewTimes = 0, NewTimeShare = 0 } };
        var slots = await InSyncAsync(_world);
        _world.Severa.UserChanges(ActivityOf(_world, 2), c => c with { When = _world.At("", days: 20).When });
        await _world.RunAsync();
        Assert.Single(_world.Ledger.Links.Values, l => l.State == LinkState.Held);

        Divide(_world, slots);
        await _world.SettleAsync();
        _world.Ledger.Links.Values.Where(l => l.State == LinkState.Held).ToList().ForEach(l => _world.Ledger.Links[l.Id] = l with { Decision = LinkDecision.Discard });
        await _world.SettleAsync();

        AssertPaired(_world);
    }

    [Fact]
    public async Task While_the_making_of_one_of_its_activities_is_to_be_undone()
    {
        var slots = await InSyncAsync(_world);
        Divide(_world, slots);
        _world.Undo(SyncActionKind.Create);

        await _world.RunAsync();
        await _world.SettleAsync();

        Assert.Equal((3, 2), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
    }

    [Fact]
    public async Task While_a_write_to_one_of_its_activities_is_under_way()
    {
        var slots = await InSyncAsync(_world);
        _world.Outlook.UserChanges(slots[2], c => c with { Place = "Turku" });
        _world.Severa.NextFault = name => name == "update" ? Fault.AnswerLost : Fault.None;
        await _world.RunAsync();
        _world.Severa.NextFault = _ => Fault.None;

        Divide(_world, slots);
        await _world.RunAsync();
        await _world.SettleAsync();

        AssertPaired(_world);
    }

    [Fact]
    public async Task While_the_mailbox_moved_and_a_slot_got_a_title_of_its_own()
    {
        var slots = await InSyncAsync(_world);
        Divide(_world, slots, from: 2);
        _world.Outlook.UserChanges(slots[2], c => c with { Title = "Farewell" });
        _world.Outlook.MoveTo("folder-2");
        _world.Ledger.Epoch = "folder-2";

        await _world.SettleAsync();

        AssertPaired(_world);
        Assert.Single(_world.Severa.Visible, i => i.Content.Title == "Farewell");
    }

    [Fact]
    public async Task An_occurrence_of_a_moved_mailbox_is_not_taken_for_the_next_slot_of_one_that_was_deleted()
    {
        var slots = await InSyncAsync(_world);
        _world.Severa.UserChanges(ActivityOf(_world, 1), c => c with { Place = "Turku" });
        _world.Outlook.NextFault = name => name == "update" ? Fault.RequestLost : Fault.None;
        await _world.RunAsync();
        _world.Outlook.NextFault = _ => Fault.None;
        _world.Outlook.MoveTo("folder-2");
        _world.Ledger.Epoch = "folder-2";
        await _world.RunAsync();

        _world.Outlook.UserDeletes(slots[0]);
        await _world.SettleAsync();

        Assert.Equal(["", "Turku"], _world.Outlook.Visible.Select(i => i.Content.Place).Order(StringComparer.Ordinal));
        Assert.Equal(2, _world.Severa.Visible.Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task While_a_slot_of_the_new_series_cannot_be_read_and_its_activity_was_edited(int from)
    {
        var slots = await InSyncAsync(_world);
        slots[2].IsDamaged = true;
        Divide(_world, slots, from);
        _world.Severa.UserChanges(ActivityOf(_world, 2), c => c with { Place = "Turku" });
        await _world.SettleAsync();

        slots[2].IsDamaged = false;
        _world.Ledger.IsFullDue = true;
        await _world.SettleAsync();

        AssertPaired(_world);
        Assert.Equal("Turku", slots[2].Content.Place);
    }

    [Fact]
    public void What_is_only_recorded_keeps_the_slots_of_one_series_together()
    {
        SyncAction[] actions =
        [
            .. Enumerable.Range(0, 150).Select(i => Recorded(ItemKey.Of($"single {i}"))),
            .. Enumerable.Range(0, 100).SelectMany(i => new[] { "a", "b" }.Select(s => Recorded(ItemKey.Occurrence(s, _world.Time.Start.AddDays(i), $"{s}{i}")))),
        ];

        var records = WriteOrder.Records(actions).ToList();

        Assert.Equal([250, 100], records.Select(r => r.Count));
        Assert.Equal(actions.Length, records.SelectMany(r => r).Distinct().Count());
    }

    private static async Task<List<StoredItem>> InSyncAsync(TestWorld world)
    {
        var slots = Enumerable.Range(0, 3).Select(week =>
        {
            var content = world.At("Weekly", days: 1 + (7 * week));
            return world.Outlook.UserAdds(content, series: "old", originalStart: content.When.Start);
        }).ToList();
        await world.SettleAsync();
        return slots;
    }

    /// <summary>The old series ends, and a new one with another UID begins.</summary>
    private static void Divide(TestWorld world, List<StoredItem> slots, int from = 1)
    {
        foreach (var slot in slots.Skip(from))
        {
            world.Outlook.UserMovesAway(slot);
            (slot.Series, slot.Uid) = ("new", "new");
        }
    }

    private static StoredItem ActivityOf(TestWorld world, int week) => world.Severa.Visible.OrderBy(a => a.Content.When.Start).ElementAt(week);

    private static void AssertPaired(TestWorld world)
    {
        Assert.Equal((3, 3), (world.Outlook.Visible.Count(), world.Severa.Visible.Count()));
        Assert.Equal(3, world.Ledger.Links.Values.Count(l => l is { State: LinkState.Active, Entry: not null, Activity: not null }));
    }

    private static SyncAction Recorded(ItemKey key) => new()
    {
        Kind = SyncActionKind.Rekey,
        Target = Side.Severa,
        Reason = Reason.SeriesSplit,
        Link = new Link { Id = Guid.NewGuid(), Origin = Origin.Outlook, Base = LinkBases.Empty, Epoch = "folder-1", Entry = new LinkHalf(key, "1") },
    };
}
