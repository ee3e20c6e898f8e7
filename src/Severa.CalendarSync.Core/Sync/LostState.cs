using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>
/// A ledger from an older backup does not know what was made since. A run that meets many such items takes nothing for deleted
/// without a person (architecture.md, "Restore").
/// </summary>
internal static class LostState
{
    /// <summary>So many unknown pairs are no accident any more.</summary>
    private const int Tolerated = 5;

    public static bool IsLost(SyncPolicy policy, IReadOnlyList<Link> links, LedgerSnapshot snapshot, SideReading outlook, SideReading severa)
    {
        var known = links.Select(l => l.Id).Concat(snapshot.Dismissals.Select(d => d.LinkId)).ToHashSet();
        var stamped = outlook.ReadItems().Where(i => policy.IsOurs(i.Stamp)).Select(i => i.Stamp!.LinkId);
        var made = severa.ReadItems().Where(i => i.Activity is { IsOwner: true }).Select(i => i.MadeForLink).OfType<Guid>();
        return stamped.Concat(made).Where(id => !known.Contains(id)).Distinct().Count() > Tolerated;
    }
}
