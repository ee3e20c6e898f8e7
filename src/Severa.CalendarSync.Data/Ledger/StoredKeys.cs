using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>An item's key in three columns.</summary>
internal static class StoredKeys
{
    public static ItemKey? Read(string? id, string? series, DateTime? originalStart) =>
        id is null ? null : series is null ? ItemKey.Of(id) : ItemKey.Occurrence(series, originalStart!.Value.ToOffset(), id);
}
