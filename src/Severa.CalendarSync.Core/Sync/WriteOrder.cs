using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>Which writes go together in one call, and in which order: updates, then what is new, then deletions.</summary>
internal static class WriteOrder
{
    private const int WritesPerBatch = 50;

    /// <summary>Occurrences are written one after another, several calls each: few enough for one lease.</summary>
    private const int OccurrencesPerBatch = 5;

    public static IEnumerable<SyncAction[]> Batches(IEnumerable<SyncAction> actions) => actions
        .GroupBy(a => (Order(a.Kind), a.Target, IsOccurrence(a)))
        .OrderBy(g => g.Key)
        .SelectMany(g => g.Chunk(g.Key.Item3 ? OccurrencesPerBatch : WritesPerBatch));

    private static bool IsOccurrence(SyncAction action) =>
        action is { Target: Side.Outlook, Kind: not SyncActionKind.Create } && action.Link.Entry?.Key.IsOccurrence == true;

    private static int Order(SyncActionKind kind) => kind switch
    {
        SyncActionKind.Update or SyncActionKind.SetBack => 0,
        SyncActionKind.Create => 1,
        _ => 2,
    };
}
