using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>A series with more occurrences in the window than allowed is left out as a whole, never cut short.</summary>
internal sealed class SeriesBudget
{
    private readonly Dictionary<string, ItemKey> _firstOf;

    public SeriesBudget(PlanInput input) => _firstOf = input.Outlook.Keys
        .Where(k => k.IsOccurrence)
        .GroupBy(k => k.Series!, StringComparer.Ordinal)
        .Where(g => g.Count() > input.Policy.MaxOccurrences)
        .ToDictionary(g => g.Key, g => g.MinBy(k => k.OriginalStart)!, StringComparer.Ordinal);

    public bool IsExceeded(ItemKey? key) => key?.Series is { } series && _firstOf.ContainsKey(series);

    /// <summary>One line in the history is enough for one series.</summary>
    public bool IsFirst(ItemKey key) => _firstOf[key.Series!].Equals(key);
}
