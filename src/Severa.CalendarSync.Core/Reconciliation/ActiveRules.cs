using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>A link that is in sync, or about to be again. Asks for a look-up where it cannot decide yet.</summary>
internal sealed class ActiveRules(PlanInput input, ISet<SideKey> suspects)
{
    private readonly SeriesBudget _budget = new(input);

    /// <param name="link">The pair.</param>
    /// <param name="halves">Its halves.</param>
    /// <param name="quiet">What to call it when nothing has to be written: Refresh, Wake or Rekey.</param>
    /// <param name="reason">Why the pair is looked at, where it is not for a change.</param>
    public IEnumerable<SyncAction> Plan(Link link, Halves halves, SyncActionKind quiet, Reason reason)
    {
        if (halves.Unsure is { } code)
        {
            return [Skip(link, Reason.DamagedItem, code)];
        }

        if (link.SetAside is { } aside && aside.RetryAt > input.Now && !halves.IsNews(link))
        {
            return [];
        }

        if (_budget.IsExceeded(link.Entry?.Key))
        {
            return link.State == LinkState.Dormant ? [] : [GoneRules.Sleep(link, Reason.SeriesTooLong, null) with { IsTold = _budget.IsFirst(link.Entry!.Key) }];
        }

        return halves switch
        {
            // Both ended before the window begins: out of scope, nobody needs to be asked.
            { Entry: HalfView.Missing, Activity: HalfView.Missing } when link.EndsAt <= input.Window.Start =>
                [GoneRules.Sleep(link, Reason.OutOfWindow, null)],
            { Entry: HalfView.Present e, Activity: HalfView.Present a } => BothThere(link, e.Item, a.Item, quiet, reason),
            // Deleted, or moved and to be found under another id? Only a full reading can tell; the next one will report it.
            { Entry: HalfView.Gone } when !input.Outlook.IsFull => [],
            { Entry: HalfView.Gone, Activity: HalfView.Present a } => [GoneRules.EntryGone(input, link, a.Item)],
            { Entry: HalfView.Present e, Activity: HalfView.Gone } => [ActivityGone(link, e.Item)],
            { Entry: HalfView.None, Activity: HalfView.Present a } => MissingEntry(link, a.Item),
            { Entry: HalfView.Present e, Activity: HalfView.None } => MissingActivity(link, e.Item),
            { Entry: HalfView.AsKnown, Activity: HalfView.AsKnown } when link.SetAside is null && quiet == SyncActionKind.Refresh => [],
            _ when !halves.IsNews(link) && halves.BothSeen && link.SetAside is null && quiet == SyncActionKind.Refresh => [],
            _ => LookUp(link, halves),
        };
    }

    public List<SyncAction> BothThere(Link link, CalendarItem entry, CalendarItem activity, SyncActionKind quiet, Reason reason)
    {
        var ofEntry = ScopeRules.OfEntry(input.Policy, entry);
        if (ScopeRules.IsOff(ofEntry))
        {
            return [GoneRules.EntryOff(input, link, activity, ofEntry)];
        }

        var outside = ScopeRules.OutsideRules(input.Policy, link, entry, activity);
        if (outside != Reason.None)
        {
            return link.State == LinkState.Dormant ? [] : [GoneRules.Sleep(link, outside, activity)];
        }

        var actions = PairRules.Merge(input, link, entry, activity, quiet, reason).ToList();
        var isInWindow = ScopeRules.IsInWindow(input, entry) || ScopeRules.IsInWindow(input, activity);
        if (isInWindow || actions.Exists(a => a.Writes))
        {
            // Moved beyond the window: the change is written to the other side first.
            return actions;
        }

        return link.State == LinkState.Dormant ? [] : [GoneRules.Sleep(link, Reason.OutOfWindow, entry)];
    }

    public IEnumerable<SyncAction> LookUp(Link link, Halves halves)
    {
        Ask(Side.Outlook, link.Entry, halves.Entry);
        Ask(Side.Severa, link.Activity, halves.Activity);
        return [];
    }

    private SyncAction ActivityGone(Link link, CalendarItem entry) =>
        ScopeRules.IsOff(ScopeRules.OfEntry(input.Policy, entry)) ? GoneRules.Forget(link) : GoneRules.ActivityGone(input, link, entry);

    private void Ask(Side side, LinkHalf? half, HalfView view)
    {
        if (half is not null && view is HalfView.Missing or HalfView.AsKnown && !input.View(side).WasLookedUp(half!.Key))
        {
            suspects.Add(new SideKey(side, half.Key));
        }
    }

    /// <summary>Never made yet; the rules may have changed since it was wanted.</summary>
    private SyncAction[] MissingEntry(Link link, CalendarItem activity)
    {
        var outside = !ScopeRules.IsInWindow(input, activity) ? Reason.OutOfWindow
            : link.Origin == Origin.Severa ? ScopeRules.OfActivity(input.Policy, activity)
            : Reason.None;
        return outside == Reason.None ? [Creations.Entry(input, link, activity, NewOr(link, Reason.NewInSevera))]
            : link.State == LinkState.Dormant ? []
            : [GoneRules.Sleep(link, outside, activity)];
    }

    private SyncAction[] MissingActivity(Link link, CalendarItem entry)
    {
        var rule = ScopeRules.OfEntry(input.Policy, entry);
        var outside = rule == Reason.None && !ScopeRules.IsInWindow(input, entry) ? Reason.OutOfWindow : rule;
        return ScopeRules.IsOff(outside) ? [GoneRules.Forget(link)]
            : outside == Reason.None ? [Creations.Activity(input, link, entry, NewOr(link, Reason.NewInOutlook))]
            : link.State == LinkState.Dormant ? []
            : [GoneRules.Sleep(link, outside, entry)];
    }

    private static Reason NewOr(Link link, Reason reason) => link.StateReason == Reason.None ? reason : link.StateReason;

    private static SyncAction Skip(Link link, Reason reason, string code) => new()
    {
        Kind = SyncActionKind.Skip,
        Target = Side.Severa,
        Reason = reason,
        Link = link,
        Code = code,
    };
}
