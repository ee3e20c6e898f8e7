using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// The decision of a run: what both sides show and what the ledger remembers become a list of actions with reasons.
/// Pure: no clock, no chance, no I/O; the same input gives the same plan. The method is that of Unison
/// (Balasubramaniam and Pierce, "What is a file synchronizer?", 1998): compare each side with its own last
/// agreed state, carry over what one side changed, and never guess about the rest.
/// </summary>
public static class Reconciler
{
    /// <returns>
    /// The plan. While <see cref="SyncPlan.Suspects"/> is not empty the caller looks those keys up and plans again:
    /// nothing is decided about them before.
    /// </returns>
    public static SyncPlan Plan(PlanInput input)
    {
        input = input with { Links = UnknownHalves.Completed(input) };
        var suspects = new HashSet<SideKey>();
        List<SyncAction> actions = input.OnlyDecisions ? [.. new UndoRules(input, suspects).Plan([]), .. Decided(input, suspects)] : Compared(input, suspects);
        return new SyncPlan(
            OscillationRules.Check(input, actions),
            [.. suspects.OrderBy(s => s.Side).ThenBy(s => s.Key.Token, StringComparer.Ordinal)]);
    }

    /// <summary>The user is off: the copies he wants removed, and nothing else.</summary>
    private static IEnumerable<SyncAction> Decided(PlanInput input, HashSet<SideKey> suspects)
    {
        var (rules, busy) = (new LinkRules(input, new SeriesBudget(input), suspects), Busy(input));
        return input.Links.Where(l => l is { State: LinkState.Dormant, Decision: LinkDecision.RemoveCopy } && !busy.Contains(l.Id)).SelectMany(rules.Plan);
    }

    /// <summary>Pairs that a write of unknown outcome or a request of a person has to do with: nothing else is decided about them.</summary>
    private static HashSet<Guid> Busy(PlanInput input) => [.. input.Pending.Select(l => l.Id), .. input.Undos.Select(u => u.LinkId)];

    private static List<SyncAction> Compared(PlanInput input, HashSet<SideKey> suspects)
    {
        // Busy pairs too may have an entry that was moved: it is theirs under its new key, and nothing new.
        var (links, busy) = (input.Links.Concat(input.Pending).DistinctBy(l => l.Id).ToList(), Busy(input));

        // Another calendar folder: its ids say nothing about the links of the old one (R19).
        var foreign = links.FindAll(l => Rematching.IsForeign(input, l));
        var own = links.Except(foreign).ToList();
        var entries = Unlinked(input, Side.Outlook, foreign);

        suspects.UnionWith(Rekeying.Questions(input, own, entries));
        // An occurrence keeps its key in another folder: it is its old link's before it can be the next slot of one that vanished.
        var rematched = Rematching.Find(input, foreign, entries);
        var rekeyed = Rekeying.Find(input, own, [.. entries.Where(e => !rematched.ContainsEntry(e))]);
        var rest = entries.FindAll(e => !rekeyed.ContainsEntry(e) && !rematched.ContainsEntry(e));

        var budget = new SeriesBudget(input);
        var rules = new LinkRules(input, budget, suspects);
        var found = own.Where(rekeyed.Contains).Concat(foreign.Where(l => rematched.Contains(l) || l.State is LinkState.Active or LinkState.Held));
        var moved = found.Select(l => l.Id).Except(input.Pending.Select(l => l.Id)).ToHashSet();
        var actions = new UndoRules(input, suspects).Plan(moved).ToList();
        foreach (var link in own)
        {
            actions.AddRange((rekeyed.Of(link), busy.Contains(link.Id) && !moved.Contains(link.Id)) switch
            {
                ({ } entry, true) => [LinkRules.RekeyOnly(link, entry, rekeyed.Reason(link))],
                (null, true) => [],
                ({ } entry, false) => rules.Rekeyed(link, entry, rekeyed.Reason(link)),
                (null, false) => rules.Plan(link),
            });
        }

        actions.AddRange(foreign.Where(l => moved.Contains(l.Id)).SelectMany(l => Rematching.Plan(input, l, rematched.Of(l))));
        actions.AddRange(foreign.Where(l => l.Decision != LinkDecision.None && !moved.Contains(l.Id) && !busy.Contains(l.Id)).SelectMany(rules.Plan));
        var isRematch = foreign.Exists(l => l.State is LinkState.Active or LinkState.Held);
        if (isRematch)
        {
            // Nothing is made before the next run: what a pair lacks may be among what the others leave.
            actions.RemoveAll(a => a is { Kind: SyncActionKind.Create, UndoId: null });
        }

        // What an undo finds made already is nothing new.
        var undone = actions.Where(a => a.UndoId is not null).SelectMany(a => new[] { a.Link.Entry?.Key, a.Link.Activity?.Key }).OfType<ItemKey>().ToHashSet();
        var newEntries = rest.FindAll(e => !undone.Contains(e.Key));
        var newActivities = Unlinked(input, Side.Severa, []).FindAll(a => !undone.Contains(a.Key));
        if (newEntries.Count + newActivities.Count > 0)
        {
            actions.AddRange(new NewItems(input, budget, suspects).Plan(newEntries, newActivities, mayCreate: !isRematch));
        }

        return actions;
    }

    /// <summary>What no link has; a write of unknown outcome may have made some of it, and that waits.</summary>
    internal static List<CalendarItem> Unlinked(PlanInput input, Side side, List<Link> except)
    {
        var pending = input.Pending.Select(l => l.Id).ToHashSet();
        var linked = input.Links.Except(except).Concat(input.Pending).Select(l => l.Half(side)?.Key).OfType<ItemKey>().ToHashSet();
        return [.. input.View(side).Items.Where(i => !linked.Contains(i.Key) && !(i.MadeForLink is { } made && pending.Contains(made))).OrderBy(i => i.Key.Token, StringComparer.Ordinal)];
    }
}
