using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// New items of both sides that agree in title or time, but not in both: perhaps one thing that was edited while the ledger
/// did not know it. They are made on the other side as usual, and listed for a person to look at (R16).
/// </summary>
internal sealed class PossibleTwins
{
    private readonly HashSet<ItemKey> _twins = [];

    public PossibleTwins(Adoptions adoptions, IReadOnlyList<CalendarItem> entries, IReadOnlyList<CalendarItem> activities)
    {
        Find(item => adoptions.ContentOf(item).When.Canonical);
        Find(item => adoptions.ContentOf(item).Title);

        void Find(Func<CalendarItem, string> of)
        {
            var byValue = activities.ToLookup(of, StringComparer.Ordinal);
            foreach (var entry in entries.Where(e => byValue.Contains(of(e))))
            {
                _twins.Add(entry.Key);
                _twins.UnionWith(byValue[of(entry)].Select(a => a.Key));
            }
        }
    }

    public bool Has(CalendarItem item) => _twins.Contains(item.Key);
}
