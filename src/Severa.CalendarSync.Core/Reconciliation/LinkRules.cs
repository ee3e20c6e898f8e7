using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>What one link's two halves and state lead to.</summary>
internal sealed class LinkRules
{
    private readonly PlanInput _input;
    private readonly ActiveRules _active;
    private readonly HeldRules _held;
    private readonly RestingRules _resting;

    /// <param name="input">The run.</param>
    /// <param name="budget">Which series are too long.</param>
    /// <param name="suspects">Learns what must be looked up before anything can be decided.</param>
    public LinkRules(PlanInput input, SeriesBudget budget, ISet<SideKey> suspects)
    {
        _input = input;
        _active = new ActiveRules(input, budget, suspects);
        _held = new HeldRules(input, _active);
        _resting = new RestingRules(input, _active);
    }

    public IEnumerable<SyncAction> Plan(Link link)
    {
        var halves = new Halves(_input.Outlook.Of(link.Entry), _input.Severa.Of(link.Activity));
        if (halves.IsGone)
        {
            return [GoneRules.Forget(link)];
        }

        if (link is { Decision: not LinkDecision.None, SetAside.RetryAt: var retryAt } && retryAt > _input.Now)
        {
            // What a person decided failed, and is tried again like any other write (R17).
            return [];
        }

        return link.State switch
        {
            LinkState.Dismissed => LookedAt(link, _resting.Dismissed(link, halves)),
            LinkState.Dormant => LookedAt(link, _resting.Dormant(link, halves)),
            LinkState.Held => LookedAt(link, _held.Plan(link, halves)),
            _ => _active.Plan(link, halves, SyncActionKind.Refresh, Reason.OwnWriteSeen),
        };
    }

    /// <summary>What rests or waits is looked at once after a write of unknown outcome, and goes on so where nothing came of it.</summary>
    private List<SyncAction> LookedAt(Link link, IEnumerable<SyncAction> planned)
    {
        var actions = planned.ToList();
        return actions.Count > 0 || !(link.SetAside?.RetryAt <= _input.Now) ? actions : [new SyncAction
        {
            Kind = SyncActionKind.Refresh,
            Target = Side.Severa,
            Reason = link.StateReason,
            Link = link with { SetAside = null },
            IsTold = false,
        }];
    }

    /// <summary>The entry lives on under another key; its changes travel as usual.</summary>
    public IEnumerable<SyncAction> Rekeyed(Link link, CalendarItem entry, Reason reason)
    {
        if (link.State != LinkState.Active)
        {
            // What waits for a person goes on waiting, and is looked at under its new key.
            var resting = link.State == LinkState.Held ? link with { SetAside = SetAside.UntilSecondWrite(_input.Now) } : link;
            return [RekeyOnly(resting, entry, reason)];
        }

        var actions = _active.Plan(link, new Halves(new HalfView.Present(entry), _input.Severa.Of(link.Activity)), SyncActionKind.Rekey, reason).ToList();
        // Durable before anything is written: after a crash nothing would tell any more that this is the same pair.
        return actions.Exists(a => a.Writes) ? [RekeyOnly(link, entry, reason) with { IsTold = false }, .. actions] : actions;
    }

    /// <summary>The new key, and nothing else: base and version stay those of the old one.</summary>
    public static SyncAction RekeyOnly(Link link, CalendarItem entry, Reason reason) => new()
    {
        Kind = SyncActionKind.Rekey,
        Target = Side.Severa,
        Reason = reason,
        Link = link with { Entry = new LinkHalf(entry.Key, ""), Uid = entry.Uid ?? link.Uid },
        Title = entry.Content.Title,
    };
}
