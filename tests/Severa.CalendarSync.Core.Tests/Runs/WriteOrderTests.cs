using CsCheck;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Core.Tests.Plans;

namespace Severa.CalendarSync.Core.Tests.Runs;

/// <summary>Which writes go together in one call, and in which order.</summary>
public sealed class WriteOrderTests
{
    [Fact]
    public void Updates_come_first_then_what_is_new_then_deletions_each_side_for_itself()
    {
        SyncActionKind[] kinds = [SyncActionKind.Delete, SyncActionKind.Create, SyncActionKind.SetBack, SyncActionKind.Update];
        var actions = kinds.SelectMany(k => new[] { Side.Severa, Side.Outlook }.Select(s => Action(k, s)));

        Assert.Equal(
            ["SetBack Outlook, Update Outlook", "SetBack Severa, Update Severa", "Create Outlook", "Create Severa", "Delete Outlook", "Delete Severa"],
            WriteOrder.Batches(actions).Select(b => string.Join(", ", b.Select(a => $"{a.Kind} {a.Target}"))));
    }

    [Theory]
    [InlineData(SyncActionKind.Update, Side.Outlook, false, new[] { 50, 1 })]
    [InlineData(SyncActionKind.Update, Side.Severa, true, new[] { 50, 1 })]
    [InlineData(SyncActionKind.Create, Side.Outlook, true, new[] { 50, 1 })]
    [InlineData(SyncActionKind.Update, Side.Outlook, true, new[] { 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 1 })]
    [InlineData(SyncActionKind.Delete, Side.Outlook, true, new[] { 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 1 })]
    public void A_call_has_fifty_writes_or_five_to_occurrences_in_Outlook(SyncActionKind kind, Side side, bool isOccurrence, int[] sizes)
    {
        var key = isOccurrence ? ItemKey.Occurrence("series", PlanKit.Now, "slot") : ItemKey.Of("entry");

        Assert.Equal(sizes, WriteOrder.Batches(Enumerable.Range(0, 51).Select(_ => Action(kind, side, key))).Select(b => b.Length));
    }

    [Fact]
    public void Occurrences_make_room_for_each_other_whatever_days_they_move_to() => Gen
        .Select(Gen.Int[0, 12].Array[8], Gen.Int[0, 12].Array[8], Gen.Bool.Array[8], Gen.Bool)
        .Sample(
            (daysBefore, daysAfter, isDeleted, isAllDay) =>
            {
                var (before, after) = (Days(daysBefore), Days(daysAfter.Where((_, i) => !isDeleted[i])));
                var stays = Enumerable.Range(0, 8).Where(i => !isDeleted[i]).ToList();
                var actions = Enumerable.Range(0, 8).Select(i => isDeleted[i]
                    ? Move(i, before[i], before[i], isAllDay) with { Kind = SyncActionKind.Delete }
                    : Move(i, before[i], after[stays.IndexOf(i)], isAllDay));
                var now = Enumerable.Range(0, 8).ToDictionary(i => (long)i, i => before[i]);
                foreach (var action in WriteOrder.Batches(actions.Reverse()).SelectMany(b => b))
                {
                    var slot = (action.Link.Entry!.Key.OriginalStart!.Value - PlanKit.Now).Days;
                    now.Remove(slot);
                    if (action.Kind != SyncActionKind.Delete)
                    {
                        now[slot] = after[stays.IndexOf(slot)];
                    }

                    var inTurn = now.OrderBy(o => o.Key).Select(o => o.Value).ToList();
                    Assert.Equal(inTurn.Distinct().Order(), inTurn);
                }
            },
            iter: 500);

    [Theory]
    [InlineData(0, new int[0])]
    [InlineData(1, new[] { 1 })]
    [InlineData(200, new[] { 200 })]
    [InlineData(201, new[] { 200, 1 })]
    public void What_is_only_recorded_goes_by_two_hundred(int count, int[] sizes)
    {
        var actions = Enumerable.Range(0, count).Select(i => Action(SyncActionKind.Rekey, Side.Severa, ItemKey.Of($"entry {i}")));

        Assert.Equal(sizes, WriteOrder.Records(actions.Select((a, i) => a with { Link = a.Link with { Id = new Guid(i, 0, 0, new byte[8]) } })).Select(b => b.Count));
    }

    [Fact]
    public void What_writes_nothing_is_never_sent()
    {
        foreach (var kind in Enum.GetValues<SyncActionKind>().Where(k => !Action(k, Side.Severa).Writes))
        {
            var error = Assert.Throws<InvalidOperationException>(() => { _ = SideCalls.WriteAsync(null!, [Action(kind, Side.Severa)], [], default); });
            Assert.Equal($"{kind} writes nothing.", error.Message);
        }
    }

    /// <summary>Days of their own, in turn.</summary>
    private static List<int> Days(IEnumerable<int> days) => [.. days.Order().Select((d, i) => d + i)];

    private static SyncAction Move(int slot, int before, int after, bool isAllDay) =>
        Action(SyncActionKind.Update, Side.Outlook, ItemKey.Occurrence("series", PlanKit.Now.AddDays(slot), $"slot {slot}")) with
        {
            Fields = ItemFields.When,
            Content = new ItemContent { Title = "Series", When = On(after, isAllDay) },
            Current = new CalendarItem { Key = ItemKey.Of("read"), Version = "1", ModifiedAt = PlanKit.Now, Content = new ItemContent { Title = "Series", When = On(before, isAllDay) } },
        };

    private static When On(int day, bool isAllDay) => isAllDay
        ? When.AllDay(DateOnly.FromDateTime(PlanKit.Now.UtcDateTime).AddDays(day), DateOnly.FromDateTime(PlanKit.Now.UtcDateTime).AddDays(day + 1))
        : When.Timed(PlanKit.Now.AddDays(day), PlanKit.Now.AddDays(day).AddHours(1));

    private static SyncAction Action(SyncActionKind kind, Side target, ItemKey? entry = null)
    {
        var link = new PlanKit().InSync();
        return new SyncAction { Kind = kind, Target = target, Reason = Reason.None, Link = entry is null ? link : link with { Entry = new LinkHalf(entry, "1") } };
    }
}
