using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>Counts what a run does.</summary>
internal sealed class RunTally
{
    private RunCounts _counts = new();

    public int SetAside { get; set; }

    public bool RunAgainNow { get; set; }

    /// <summary>Links of another calendar folder were matched, and nothing was made (R19).</summary>
    public bool HasMatchedAnew { get; set; }

    public List<TimeSpan> Lags { get; } = [];

    public DateTimeOffset? AgainAt { get; private set; }

    public RunCounts Counts => _counts with { SetAside = SetAside };

    public bool HasRest => SetAside > 0 || RunAgainNow;

    public void RunAgainAt(DateTimeOffset at) => AgainAt = AgainAt is { } known && known < at ? known : at;

    public void Count(SyncAction action) => _counts = (action.Kind, action.Target) switch
    {
        (SyncActionKind.Create, Side.Outlook) => _counts with { CreatedInOutlook = _counts.CreatedInOutlook + 1 },
        (SyncActionKind.Create, _) => _counts with { CreatedInSevera = _counts.CreatedInSevera + 1 },
        (SyncActionKind.Update, Side.Outlook) => WithConflicts(action) with { UpdatedInOutlook = _counts.UpdatedInOutlook + 1 },
        (SyncActionKind.Update, _) => WithConflicts(action) with { UpdatedInSevera = _counts.UpdatedInSevera + 1 },
        (SyncActionKind.SetBack, _) => _counts with { SetBack = _counts.SetBack + 1 },
        (SyncActionKind.Delete, Side.Outlook) => _counts with { DeletedInOutlook = _counts.DeletedInOutlook + 1 },
        (SyncActionKind.Delete, _) => _counts with { DeletedInSevera = _counts.DeletedInSevera + 1 },
        (SyncActionKind.Adopt, _) => _counts with { Adopted = _counts.Adopted + 1 },
        (SyncActionKind.Hold, _) => _counts with { Held = _counts.Held + 1 },
        _ => _counts,
    };

    private RunCounts WithConflicts(SyncAction action) => _counts with { Conflicts = _counts.Conflicts + action.Conflicts.Count };
}
