using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>A plan for people: how many of each, and one line per pair.</summary>
/// <param name="Counts">How many of each.</param>
/// <param name="Lines">One per pair, the first 500.</param>
/// <param name="More">How many more there are.</param>
/// <param name="Fingerprint">What the reader agrees to; no contents can be read from it.</param>
public sealed record PreviewView(IReadOnlyList<PreviewCount> Counts, IReadOnlyList<PreviewLine> Lines, int More, string Fingerprint)
{
    /// <summary>Enough to judge by; the counts tell the rest.</summary>
    private const int MostLines = 500;

    public static PreviewView Of(SyncPlan plan)
    {
        var told = plan.Actions.Where(a => a.Kind is not (SyncActionKind.Refresh or SyncActionKind.Rekey or SyncActionKind.Forget)).ToList();
        var counts = told.GroupBy(a => (a.Kind, a.Target)).OrderBy(g => g.Key.Kind).ThenBy(g => g.Key.Target)
            .Select(g => new PreviewCount(g.Key.Kind, g.Key.Target, g.Count()))
            .ToList();
        var lines = told.OrderBy(a => a.Kind).ThenBy(a => a.Target).ThenBy(a => a.Title, StringComparer.CurrentCulture)
            .Select(a => new PreviewLine(a.Kind, a.Target, a.Reason, a.Kind == SyncActionKind.Create ? ItemFields.None : a.Fields, a.Title))
            .ToList();
        return new PreviewView(counts, [.. lines.Take(MostLines)], Math.Max(0, lines.Count - MostLines), plan.Fingerprint);
    }
}

public sealed record PreviewCount(SyncActionKind Kind, Side Target, int Count);

public sealed record PreviewLine(SyncActionKind Kind, Side Target, Reason Reason, ItemFields Fields, string Title);
