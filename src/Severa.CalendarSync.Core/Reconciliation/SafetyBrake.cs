using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// R13: too many deletions, or new times, wait for a person; everything else goes on.
/// One confirmed change of one series counts as one.
/// </summary>
public static class SafetyBrake
{
    private static readonly Side[] BothSides = [Side.Outlook, Side.Severa];

    /// <summary>The plan deletes or moves something: otherwise nobody needs to count.</summary>
    public static bool Concerns(SyncPlan plan) => plan.Actions.Any(a => IsDeletion(a) || IsNewTime(a));

    /// <param name="plan">What the run wants to do.</param>
    /// <param name="links">The links as they are.</param>
    /// <param name="recent">What was written lately.</param>
    /// <param name="limits">The limits of the settings.</param>
    /// <param name="holdAllDeletions">No deletion goes without a person: the user has just switched on again, or state was lost.</param>
    public static SyncPlan Check(SyncPlan plan, IReadOnlyList<Link> links, RecentWrites recent, BrakeLimits limits, bool holdAllDeletions)
    {
        // What a person has decided is not asked for again.
        var known = links.ToDictionary(l => l.Id);
        var open = plan.Actions.Where(a => a.UndoId is null && !(known.GetValueOrDefault(a.Link.Id) is { } link && IsDecided(a, link))).ToList();
        var stops = recent.AreDeletionsStopped || AreTooManyForAll(open, recent, limits);
        var active = links.Count(l => l.State is LinkState.Active);
        var heldSides = BothSides.Where(s => holdAllDeletions || stops || AreTooMany(open, s, active, recent.Deletions(s), limits)).ToHashSet();
        // Nobody waits for a decision while colleagues read what has become private: the new time goes with the rest.
        var hidden = Withholding.In(plan.Actions, known);
        var moved = open.FindAll(a => IsNewTime(a) && !hidden.Contains(a.Link.Id));
        var newTimes = Count(moved);
        var holdTimes = newTimes + recent.NewTimes > Math.Max(limits.NewTimes, limits.NewTimeShare * active);

        var reason = stops ? Reason.HeldByOrganization : Reason.HeldByBrake;
        var held = new Dictionary<Guid, Reason>();
        foreach (var action in open.Where(a => IsDeletion(a) && heldSides.Contains(a.Target)).Concat(holdTimes ? moved : []))
        {
            held[action.Link.Id] = IsDeletion(action) ? reason : Reason.HeldNewTime;
        }

        return plan with
        {
            Actions = [.. plan.Actions.Where(a => !held.ContainsKey(a.Link.Id) && !(stops && IsReleased(a, known))), .. Held(plan, held, known)],
            StopsDeletions = stops,
        };
    }

    /// <summary>One action a pair, in the plan's order.</summary>
    private static IEnumerable<SyncAction> Held(SyncPlan plan, Dictionary<Guid, Reason> held, Dictionary<Guid, Link> known) => plan.Actions
        .Where(a => held.ContainsKey(a.Link.Id) && (IsDeletion(a) || IsNewTime(a)))
        .DistinctBy(a => a.Link.Id)
        .Select(a => Held(a, held[a.Link.Id], known.GetValueOrDefault(a.Link.Id, a.Link)));

    private static bool AreTooMany(List<SyncAction> actions, Side side, int active, int recent, BrakeLimits limits)
    {
        var deletions = actions.Where(a => IsDeletion(a) && a.Target == side).ToList();
        var counted = Count(deletions);
        if (counted == 0)
        {
            return false;
        }

        var limit = Math.Max(limits.Deletions, limits.DeletionShare * active);
        // In several runs as in one: what was left of them was as many as went before.
        var empties = active + recent >= limits.EmptiedSide && deletions.Count >= active && counted + recent > 1;
        return counted + recent > limit || empties;
    }

    private static bool AreTooManyForAll(List<SyncAction> actions, RecentWrites recent, BrakeLimits limits)
    {
        var counted = Count(actions.Where(IsDeletion));
        return counted > 0 && counted + recent.OrganizationDeletions > Math.Max(limits.OrganizationDeletions, limits.OrganizationShare * recent.OrganizationLinks);
    }

    /// <summary>Who decided about a new time has not decided about a deletion, and only who wants it gone has decided that.</summary>
    internal static bool IsDecided(SyncAction action, Link link) => (IsDeletion(action), link is { State: LinkState.Held, StateReason: Reason.HeldNewTime }) switch
    {
        (true, false) => link.Decision is LinkDecision.Release or LinkDecision.RemoveCopy,
        (false, true) => link.Decision != LinkDecision.None,
        _ => false,
    };

    private static bool IsDeletion(SyncAction action) => action.Kind == SyncActionKind.Delete;

    /// <summary>A released deletion keeps its decision, and goes once the administrator lets deletions go on.</summary>
    private static bool IsReleased(SyncAction action, Dictionary<Guid, Link> known) =>
        IsDeletion(action) && known.GetValueOrDefault(action.Link.Id) is { Decision: LinkDecision.Release };

    private static bool IsNewTime(SyncAction action) =>
        action.Kind == SyncActionKind.Update && action.Fields.Has(ItemFields.When)
        && !PairReasons.Adopted.Contains(action.Reason);

    private static int Count(IEnumerable<SyncAction> actions) => actions.Select(a => LinkIds.OfChange(a.Link)).Distinct().Count();

    private static SyncAction Held(SyncAction action, Reason reason, Link known)
    {
        // The link keeps its base and versions: what is held has not happened. But an entry that lives on under another key keeps that.
        var isRekeyed = action.Link.Entry is { } entry && !entry.Key.Equals(known.Entry?.Key);
        var link = isRekeyed ? known with { Entry = action.Link.Entry, Uid = action.Link.Uid, Epoch = action.Link.Epoch } : known;
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
