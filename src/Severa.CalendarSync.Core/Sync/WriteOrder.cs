using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>Which writes go together in one call, and in which order: updates, then what is new, then deletions.</summary>
internal static class WriteOrder
{
    private const int WritesPerBatch = 50;
    private const int RecordsPerBatch = 200;

    /// <summary>Occurrences are written one after another, several calls each: few enough for one lease.</summary>
    private const int OccurrencesPerBatch = 5;

    public static IEnumerable<SyncAction[]> Batches(IEnumerable<SyncAction> actions) => actions
        .GroupBy(a => (Order(a.Kind), a.Target, IsOccurrence(a)))
        .OrderBy(g => g.Key)
        .SelectMany(g => g.Chunk(g.Key.Item3 ? OccurrencesPerBatch : WritesPerBatch));

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

    private static int Order(SyncActionKind kind) => kind switch
    {
        SyncActionKind.Update or SyncActionKind.SetBack => 0,
        SyncActionKind.Create => 1,
        _ => 2,
    };
}
