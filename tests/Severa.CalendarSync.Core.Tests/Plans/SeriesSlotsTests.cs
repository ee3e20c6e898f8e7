using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>R6: vanished slots and new ones are paired by the same local date, then the nearest, and in their order.</summary>
public sealed class SeriesSlotsTests
{
    private static readonly DateTimeOffset Day = new(2026, 12, 1, 0, 0, 0, TimeSpan.FromHours(2));

    private readonly PlanKit _kit = new();

    [Fact]
    public void Two_of_one_day_keep_their_order_whatever_the_order_of_the_pages() =>
        AssertPairs([15, 9], [16, 10], (9, 10), (15, 16));

    [Fact]
    public void The_same_date_comes_before_the_nearest() => AssertPairs([24.5], [23.5, 47], (24.5, 47));

    [Fact]
    public void The_date_is_the_users() => AssertPairs([1], [-1, 23], (1, 23));

    [Fact]
    public void Of_other_days_the_nearest() => AssertPairs([24, 72], [120, 50], (24, 120), (72, 50));

    [Fact]
    public void Slots_that_are_left_over_stay_for_others()
    {
        var (vanished, slots) = Pair([10], [11, 35], out _);

        Assert.Equal((0, 35.0), (vanished.Count, (Assert.Single(slots).Key.OriginalStart!.Value - Day).TotalHours));
    }

    [Fact]
    public void Links_that_are_left_over_stay_too() => Assert.Single(Pair([10, 35], [11], out _).Vanished);

    private static void AssertPairs(double[] links, double[] slots, params (double Link, double Slot)[] expected)
    {
        var kit = new SeriesSlotsTests();
        kit.Pair(links, slots, out var pairs);
        Assert.Equal(expected, pairs.Order());
    }

    private (List<Link> Vanished, List<CalendarItem> Slots) Pair(double[] linkHours, double[] slotHours, out List<(double Link, double Slot)> pairs)
    {
        List<Link> all = [.. linkHours.Select((h, i) => _kit.InSync() with { Id = new Guid(i + 1, 0, 0, new byte[8]), Entry = new LinkHalf(Key(h), "1") })];
        List<CalendarItem> slots = [.. slotHours.Select(h => _kit.Entry with { Key = Key(h) })];
        var (vanished, found) = (all.ToList(), new Matches());
        SeriesSlots.Pair(_kit.Policy.Zone, vanished, slots, found, Reason.SeriesChanged);
        pairs = [.. all.Where(found.Contains).Select(l => (Hours(l.Entry!.Key), Hours(found.Of(l)!.Key)))];
        return (vanished, slots);
    }

    private static ItemKey Key(double hours) => ItemKey.Occurrence("series", Day.AddHours(hours), $"slot {hours}");

    private static double Hours(ItemKey key) => (key.OriginalStart!.Value - Day).TotalHours;
}
