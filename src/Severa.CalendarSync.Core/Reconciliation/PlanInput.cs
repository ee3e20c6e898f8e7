using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Everything a plan is made from.</summary>
public sealed record PlanInput
{
    public required SideView Outlook { get; init; }

    public required SideView Severa { get; init; }

    public required IReadOnlyList<Link> Links { get; init; }

    /// <summary>Links of writes whose outcome is still unknown: they and their items are left alone.</summary>
    public IReadOnlyList<Link> Pending { get; init; } = [];

    public required SyncPolicy Policy { get; init; }

    public required SyncWindow Window { get; init; }

    public required DateTimeOffset Now { get; init; }

    public SideView View(Side side) => side == Side.Outlook ? Outlook : Severa;
}
