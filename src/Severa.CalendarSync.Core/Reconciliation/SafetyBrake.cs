using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// What this service wrote lately. One series counts as one (<see cref="HistoryEvent.ChangeId"/>); what a person released,
/// removed or undid does not count.
/// </summary>
/// <param name="OutlookDeletions">In this mailbox within 24 hours.</param>
/// <param name="SeveraDeletions">In this mailbox within 24 hours.</param>
/// <param name="NewTimes">In this mailbox within 24 hours, both sides.</param>
/// <param name="OrganizationDeletions">In all mailboxes within one hour.</param>
/// <param name="OrganizationLinks">All active links there are.</param>
/// <param name="AreDeletionsStopped">Deletions are stopped everywhere until an administrator decides.</param>
public sealed record RecentWrites(
    int OutlookDeletions = 0, int SeveraDeletions = 0, int NewTimes = 0,
    int OrganizationDeletions = 0, int OrganizationLinks = 0, bool AreDeletionsStopped = false)
{
    public int Deletions(Side side) => side == Side.Outlook ? OutlookDeletions : SeveraDeletions;
}

/// <summary>
/// R13: too many deletions, or new times, wait for a person; everything else goes on.
/// One confirmed change of one series counts as one.
/// </summary>
public static class SafetyBrake
{
    /// <summary>The plan deletes or moves something: otherwise nobody needs to count.</summary>
    public static bool Concerns(SyncPlan plan) => plan.Actions.Any(a => IsDeletion(a) || IsNewTime(a));

    public static SyncPlan Check(SyncPlan plan, IReadOnlyList<Link> links, RecentWrites recent, BrakeLimits limits, bool holdAllDeletions)
    {
        // What a person has decided is not asked for again.
        var decided = links.Where(l => l.Decision != LinkDecision.None).Select(l => l.Id).ToHashSet();
        var open = plan.Actions.Where(a => !decided.Contains(a.Link.Id)).ToList();
        var active = links.Count(l => l.State is LinkState.Active);
        var holdDeletions = new[] { Side.Outlook, Side.Severa }
            .Where(s => holdAllDeletions || AreTooMany(open, s, active, recent.Deletions(s), limits))
            .ToHashSet();
        var newTimes = Count(open.Where(IsNewTime));
        var holdTimes = newTimes > 0 && newTimes + recent.NewTimes > Math.Max(limits.NewTimes, limits.NewTimeShare * active);
        if (holdDeletions.Count == 0 && !holdTimes)
        {
            return plan;
        }

        var heldPairs = holdTimes ? open.Where(IsNewTime).Select(a => a.Link.Id).ToHashSet() : [];
        return plan with
        {
            Actions = [.. plan.Actions
                .Where(a => !heldPairs.Contains(a.Link.Id) || IsNewTime(a))
                .Select(a => IsDeletion(a) && holdDeletions.Contains(a.Target) && !decided.Contains(a.Link.Id) ? Held(a, Reason.HeldByBrake, links)
                    : heldPairs.Contains(a.Link.Id) ? Held(a, Reason.HeldNewTime, links)
                    : a)
                .DistinctBy(a => (a.Link.Id, a.Kind, a.Target))],
        };
    }

    private static bool AreTooMany(List<SyncAction> actions, Side side, int active, int recent, BrakeLimits limits)
    {
        var deletions = actions.Where(a => IsDeletion(a) && a.Target == side).ToList();
        var counted = Count(deletions);
        if (counted == 0)
        {
            return false;
        }

        var limit = Math.Max(limits.Deletions, limits.DeletionShare * active);
        var empties = active >= limits.EmptiedSide && deletions.Count >= active && counted > 1;
        return counted + recent > limit || empties;
    }

    private static bool IsDeletion(SyncAction action) => action.Kind == SyncActionKind.Delete;

    private static bool IsNewTime(SyncAction action) =>
        action.Kind == SyncActionKind.Update && action.Fields.Has(ItemFields.When)
        && action.Reason is not (Reason.AdoptedByContent or Reason.AdoptedByStamp);

    private static int Count(IEnumerable<SyncAction> actions) =>
        actions.Select(a => LinkIds.OfChange(a.Link)).Distinct().Count();

    private static SyncAction Held(SyncAction action, Reason reason, IReadOnlyList<Link> links)
    {
        // The link keeps its base and versions: what is held has not happened.
        var link = links.FirstOrDefault(l => l.Id == action.Link.Id) ?? action.Link;
        return action with
        {
            Kind = SyncActionKind.Hold,
            Reason = reason,
            Link = link with { State = LinkState.Held, StateReason = reason, Decision = LinkDecision.None, SetAside = null },
            Conflicts = [],
            IsSecond = false,
            BaseFields = ItemFields.None,
        };
    }
}
