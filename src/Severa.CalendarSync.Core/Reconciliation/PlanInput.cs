using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Everything a plan is made from.</summary>
public sealed record PlanInput
{
    public required SideView Outlook { get; init; }

    public required SideView Severa { get; init; }

    public required IReadOnlyList<Link> Links { get; init; }

    /// <summary>Links of writes whose outcome is still unknown: they and their items are left alone.</summary>
    public IReadOnlyList<Link> Pending { get; init; } = [];

    /// <summary>What was dismissed, as remembered beside the links.</summary>
    public IReadOnlyList<Dismissal> Dismissals { get; init; } = [];

    /// <summary>What the owner wants undone, newest first.</summary>
    public IReadOnlyList<UndoRequest> Undos { get; init; } = [];

    /// <summary>The user is off: nothing but decisions of persons is carried out.</summary>
    public bool OnlyDecisions { get; init; }

    public required SyncPolicy Policy { get; init; }

    public required SyncWindow Window { get; init; }

    /// <summary>The window of the last complete comparison; null before the first.</summary>
    public SyncWindow? WindowBefore { get; init; }

    /// <summary>The pairs were compared by other rules before.</summary>
    public bool HasNewRules { get; init; }

    public required DateTimeOffset Now { get; init; }

    public SideView View(Side side) => side == Side.Outlook ? Outlook : Severa;
}
