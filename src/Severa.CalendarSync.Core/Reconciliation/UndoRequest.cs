using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// What the owner wants undone: one write of this service, as the history tells it (R25). A decision the planner respects:
/// the two sides stay apart in what was undone until somebody changes it again.
/// </summary>
/// <param name="Id">The request; ids of what it makes follow from it.</param>
/// <param name="LinkId">The pair.</param>
/// <param name="Kind">What was done: Create, Update, SetBack or Delete.</param>
/// <param name="Target">The side it was written to.</param>
/// <param name="Fields">The fields that were written.</param>
/// <param name="Key">The item that was written.</param>
/// <param name="Values">What was overwritten, and with what.</param>
/// <param name="OnBothSides">Restore a value that lost a conflict: it travels on to the other side like an edit (R9).</param>
public sealed record UndoRequest(
    Guid Id, Guid LinkId, SyncActionKind Kind, Side Target, ItemFields Fields, ItemKey Key, ChangedValues Values, bool OnBothSides = false);
