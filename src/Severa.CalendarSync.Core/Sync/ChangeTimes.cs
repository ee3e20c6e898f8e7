using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>When the sides say the items of one reading were changed: for measuring, never for a decision.</summary>
internal sealed class ChangeTimes(params IReadOnlyList<SideReading> readings)
{
    public static readonly ChangeTimes Unknown = new();

    private Dictionary<ItemKey, DateTimeOffset>? _times;

    /// <summary>The change that a create or update passes on; null where the run did not read it.</summary>
    public DateTimeOffset? Behind(SyncAction action)
    {
        var source = action.Kind is SyncActionKind.Create or SyncActionKind.Update ? action.Link.Half(action.Target.Other())?.Key : null;
        return source is not null && Times.TryGetValue(source, out var at) ? at : null;
    }

    private Dictionary<ItemKey, DateTimeOffset> Times => _times ??= readings
        .SelectMany(reading => reading.ReadItems())
        .GroupBy(item => item.Key)
        .ToDictionary(same => same.Key, same => same.Max(item => item.ModifiedAt));
}
