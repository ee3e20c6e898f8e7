using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>
/// Which writes go together in one call, and in which order: updates, then what is new, then deletions. In a series of Outlook
/// each occurrence stays between its neighbours, on a day of its own (Exchange refuses anything else): there deletions make
/// room first, and who stands in another's way goes ahead.
/// </summary>
internal static class WriteOrder
{
    private const int WritesPerBatch = 50;
    private const int RecordsPerBatch = 200;

    /// <summary>Occurrences are written one after another, several calls each: few enough for one lease.</summary>
    private const int OccurrencesPerBatch = 5;

    public static IEnumerable<SyncAction[]> Batches(IEnumerable<SyncAction> actions) => actions
        .GroupBy(a => (Order(a), a.Target, IsOccurrence(a)))
        .OrderBy(g => g.Key)
        .SelectMany(g => g.Key.Item3 ? InTurn(g).Chunk(OccurrencesPerBatch) : g.Chunk(WritesPerBatch));

    /// <summary>
    /// What is only recorded. The slots of one series stay together: a series of which some links are known under new keys,
    /// and some under old ones, could not be told from two.
    /// </summary>
    public static IEnumerable<List<SyncAction>> Records(IEnumerable<SyncAction> actions)
    {
        var batch = new List<SyncAction>();
        foreach (var change in actions.GroupBy(a => LinkIds.OfChange(a.Link)))
        {
            batch.AddRange(change);
            if (batch.Count >= RecordsPerBatch)
            {
                yield return batch;
                batch = [];
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static bool IsOccurrence(SyncAction action) =>
        action is { Target: Side.Outlook, Kind: not SyncActionKind.Create } && action.Link.Entry?.Key.IsOccurrence == true;

    /// <summary>Series by series. What moves on to a later time goes from the last to the first, all else from the first to the last.</summary>
    private static IEnumerable<SyncAction> InTurn(IEnumerable<SyncAction> occurrences) => occurrences
        .OrderBy(a => a.Link.Entry!.Key.Series, StringComparer.Ordinal)
        .ThenBy(a => MovesOn(a) ? -Slot(a) : Slot(a));

    private static long Slot(SyncAction action) => action.Link.Entry!.Key.OriginalStart!.Value.Ticks;

    private static bool MovesOn(SyncAction action) =>
        action.Fields.Has(ItemFields.When) && action is { Content: { } content, Current: { } current } && StartOf(content.When) > StartOf(current.Content.When);

    /// <summary>Whole days and hours compared to the day: neighbours are a day apart.</summary>
    private static DateTime StartOf(When when) => when.IsAllDay ? when.FirstDay.ToDateTime(TimeOnly.MinValue) : when.Start.UtcDateTime;

    private static int Order(SyncAction action) => action.Kind switch
    {
        SyncActionKind.Delete when IsOccurrence(action) => 0,
        SyncActionKind.Update or SyncActionKind.SetBack => 1,
        SyncActionKind.Create => 2,
        _ => 3,
    };
}
