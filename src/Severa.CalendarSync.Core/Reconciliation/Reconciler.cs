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
        var suspects = new HashSet<SideKey>();
        var pending = input.Pending.Select(l => l.Id).ToHashSet();
        var links = input.Links.Where(l => !pending.Contains(l.Id)).ToList();

        var unlinkedEntries = Unlinked(input, Side.Outlook);
        suspects.UnionWith(Rekeying.Questions(input, unlinkedEntries));
        var rekeyed = Rekeying.Find(input, unlinkedEntries);
        var taken = rekeyed.Values.Select(i => i.Key).ToHashSet();
        var rules = new LinkRules(input, suspects);

        var actions = new List<SyncAction>();
        foreach (var link in links)
        {
            actions.AddRange(rekeyed.TryGetValue(link.Id, out var entry) ? Rekeyed(input, link, entry, suspects) : rules.Plan(link));
        }

        var entries = unlinkedEntries.Where(e => !taken.Contains(e.Key)).ToList();
        actions.AddRange(new NewItems(input, suspects).Plan(entries, Unlinked(input, Side.Severa)));
        return new SyncPlan(actions, [.. suspects.OrderBy(s => s.Side).ThenBy(s => s.Key.Token, StringComparer.Ordinal)]);
    }

    /// <summary>The entry lives on under another key; its changes travel as usual.</summary>
    private static IEnumerable<SyncAction> Rekeyed(PlanInput input, Link link, CalendarItem entry, HashSet<SideKey> suspects)
    {
        var reason = entry.Key.IsOccurrence ? Reason.SeriesChanged : Reason.EntryMoved;
        if (link.State is LinkState.Dismissed or LinkState.Dormant)
        {
            return [new SyncAction
            {
                Kind = SyncActionKind.Rekey,
                Target = Side.Severa,
                Reason = reason,
                Link = link with { Entry = new LinkHalf(entry.Key, ""), Uid = entry.Uid ?? link.Uid },
                Title = entry.Content.Title,
            }];
        }

        switch (input.Severa.Of(link.Activity))
        {
            case HalfView.Present activity:
                return PairRules.Merge(input, link, entry, activity.Item, SyncActionKind.Rekey, reason);
            case HalfView.None:
                // Its activity was never made.
                return [Creations.Activity(input, link, entry, Reason.NewInOutlook)];
            case HalfView.Gone:
                return [GoneRules.ActivityGone(input, link, entry)];
            default:
                suspects.Add(new SideKey(Side.Severa, link.Activity!.Key));
                return [];
        }
    }

    /// <summary>What no link has; a write of unknown outcome may have made some of it, and that waits.</summary>
    private static List<CalendarItem> Unlinked(PlanInput input, Side side)
    {
        var pending = input.Pending.Select(l => l.Id).ToHashSet();
        var linked = input.Links.Concat(input.Pending).Select(l => l.Half(side)?.Key).OfType<ItemKey>().ToHashSet();
        return [.. input.View(side).Items.Where(i => !linked.Contains(i.Key) && !(i.MadeForLink is { } made && pending.Contains(made))).OrderBy(i => i.Key.Token, StringComparer.Ordinal)];
    }
}
