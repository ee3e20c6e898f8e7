using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>A link that is in sync, or about to be again. Asks for a look-up where it cannot decide yet.</summary>
internal sealed class ActiveRules(PlanInput input, SeriesBudget budget, ISet<SideKey> suspects)
{
    /// <summary>Some occurrence of a series that no link knows cannot be read.</summary>
    private readonly Lazy<bool> _hidesNewSeries = new(() =>
        input.Outlook.Unreadable.Select(u => u.Key.Series).OfType<string>().Except(DividedSeries.Known(input.Links), StringComparer.Ordinal).Any());

    /// <param name="link">The pair.</param>
    /// <param name="halves">Its halves.</param>
    /// <param name="quiet">What to call it when nothing has to be written: Refresh, Wake or Rekey.</param>
    /// <param name="reason">Why the pair is looked at, where it is not for a change.</param>
    public IEnumerable<SyncAction> Plan(Link link, Halves halves, SyncActionKind quiet, Reason reason)
    {
        if (link.SetAside is { } aside && aside.RetryAt > input.Now && !halves.IsNews(link))
        {
            return [];
        }

        if (halves.Unsure is { } code)
        {
            return [Damaged(link, code)];
        }

        if (IsLeftOut(link) && !IsToBeHidden(link, halves))
        {
            return Rests(link) ? [] : [GoneRules.Sleep(link, Reason.SeriesTooLong, null) with { IsTold = budget.IsFirst(link.Entry!.Key) }];
        }

        return halves switch
        {
            // Both ended before the window begins: out of scope, nobody needs to be asked.
            { Entry: HalfView.Missing, Activity: HalfView.Missing } when link.EndsAt <= input.Window.Start =>
                [GoneRules.Sleep(link, Reason.OutOfWindow, null)],
            { Entry: HalfView.Present e, Activity: HalfView.Present a } => BothThere(link, e.Item, a.Item, quiet, reason),
            { Entry: HalfView.Gone } when MayLiveOn(link) => [],
            // Cancelled or declined, and nothing of it in Severa: nothing is left to remove.
            { Entry: HalfView.Present e, Activity: HalfView.Gone or HalfView.None } when ScopeRules.IsOff(ScopeRules.OfEntry(input.Policy, e.Item)) =>
                [GoneRules.Forget(link)],
            { Entry: HalfView.Gone or HalfView.None, Activity: HalfView.Present a } when Outside(link, a.Item) is not Reason.None and var outside =>
                Alone(link, Side.Outlook, outside, a.Item),
            { Entry: HalfView.Present e, Activity: HalfView.Gone or HalfView.None } when Outside(link, e.Item) is not Reason.None and var outside =>
                Alone(link, Side.Severa, outside, e.Item),
            { Entry: HalfView.Gone, Activity: HalfView.Present a } when MayBeDivided(link) && GoneRules.Stays(input, link, a.Item) => [],
            { Entry: HalfView.Gone, Activity: HalfView.Present a } => [GoneRules.EntryGone(input, link, a.Item)],
            { Entry: HalfView.Present e, Activity: HalfView.Gone } => [GoneRules.ActivityGone(input, link, e.Item)],
            { Entry: HalfView.None, Activity: HalfView.Present a } when link.IsMeeting && reason != Reason.BroughtBackByPerson =>
                Alone(link, Side.Outlook, Reason.MeetingNeverMadeAnew, a.Item),
            { Entry: HalfView.None, Activity: HalfView.Present a } => [Creations.Entry(input, link, a.Item, ToMake(link, quiet, reason, Reason.NewInSevera))],
            // Whatever its activity was before: a new one would get the default type, which others read.
            { Entry: HalfView.Present e, Activity: HalfView.None } when ScopeRules.OfEntry(input.Policy, e.Item) == Reason.PrivateNotSynced =>
                Alone(link, Side.Severa, Reason.PrivateNotSynced, e.Item),
            { Entry: HalfView.Present e, Activity: HalfView.None } => [Creations.Activity(input, link, e.Item, ToMake(link, quiet, reason, Reason.NewInOutlook))],
            { Entry: HalfView.AsKnown, Activity: HalfView.AsKnown } when link.SetAside is null && quiet == SyncActionKind.Refresh => [],
            _ when !halves.IsNews(link) && halves.BothSeen && link.SetAside is null && quiet == SyncActionKind.Refresh => [],
            _ => LookUp(link, halves),
        };
    }

    /// <summary>For a person who wants to keep it: a pair whose meeting was cancelled meanwhile rests, instead of losing its activity.</summary>
    /// <param name="link">The pair.</param>
    /// <param name="halves">Its halves.</param>
    /// <param name="reason">What the person decided.</param>
    /// <param name="kept">Why it rests then.</param>
    public IEnumerable<SyncAction> PlanKeeping(Link link, Halves halves, Reason reason, Reason kept)
    {
        var actions = Plan(link, halves, SyncActionKind.Wake, reason).ToList();
        return actions.Find(a => a.Kind == SyncActionKind.Delete) is { Current: var item } ? [GoneRules.Sleep(link, kept, item)] : actions;
    }

    /// <summary>The entry has become private, and the activity is there and can still be read (R3).</summary>
    public bool IsToBeHidden(Link link, Halves halves) => halves is { Entry: HalfView.Present { Item: var entry }, Activity: HalfView.Present or HalfView.AsKnown }
        && Withholding.IsDue(input.Policy, link, entry, (halves.Activity as HalfView.Present)?.Item);

    /// <summary>Its series has too many occurrences.</summary>
    public bool IsLeftOut(Link link) => budget.IsExceeded(link.Entry?.Key);

    /// <summary>
    /// Its entry is gone: deleted, or moved and to be found under another id? Only a full reading without it can tell, and not while
    /// one of its series cannot be read. The next one will.
    /// </summary>
    public bool MayLiveOn(Link link) => !input.Outlook.IsAbsent(link.Entry!.Key)
        || (link.Entry.Key.Series is { } series && input.Outlook.Unreadable.Any(u => string.Equals(u.Key.Series, series, StringComparison.Ordinal)));

    /// <summary>It may have become an occurrence that cannot be read. What stays anyway can wait for that.</summary>
    private bool MayBeDivided(Link link) => link.Entry!.Key.IsOccurrence && _hidesNewSeries.Value;

    public List<SyncAction> BothThere(Link link, CalendarItem entry, CalendarItem activity, SyncActionKind quiet, Reason reason)
    {
        var outside = ScopeRules.OutsideRules(input.Policy, link, entry, activity);
        // What its owner made in Severa, of a type that is out of scope by now, is not written (R4, R12).
        var isOfScope = link.Origin == Origin.Outlook || ScopeRules.OfActivity(input.Policy, activity) == Reason.None;
        if (outside == Reason.PrivateNotSynced && isOfScope && Withholding.IsDue(input.Policy, link, entry, activity))
        {
            return [Hidden(link, entry, activity)];
        }

        if (outside != Reason.None)
        {
            return Rests(link) ? [] : [GoneRules.Sleep(link, outside, activity)];
        }

        var isInWindow = ScopeRules.IsInWindow(input, entry) || ScopeRules.IsInWindow(input, activity);
        if (link.State == LinkState.Dormant && !isInWindow)
        {
            return Rests(link) ? [] : [GoneRules.Sleep(link, Reason.OutOfWindow, entry)];
        }

        var ofEntry = ScopeRules.OfEntry(input.Policy, entry);
        if (ScopeRules.IsOff(ofEntry))
        {
            return [GoneRules.EntryOff(input, link, activity, ofEntry)];
        }

        var actions = PairRules.Merge(input, link, entry, activity, quiet, reason).ToList();
        if (isInWindow || actions.Exists(a => a.Writes))
        {
            // Moved beyond the window: the change is written to the other side first.
            return actions;
        }

        return [GoneRules.Sleep(link, Reason.OutOfWindow, entry)];
    }

    /// <summary>Private entries are not synced, but this one was: its text is hidden before the pair rests (R3).</summary>
    private SyncAction Hidden(Link link, CalendarItem entry, CalendarItem activity)
    {
        var write = PairRules.Merge(input with { Policy = Withholding.AsIfSynced(input.Policy) }, link, entry, activity, SyncActionKind.Refresh, Reason.PrivateNotSynced)
            .FirstOrDefault(a => a.Target == Side.Severa && a.Fields.Has(ItemFields.Text));
        return write is null
            ? GoneRules.Sleep(link with { IsWithheld = true, Entry = new LinkHalf(entry.Key, entry.Version) }, Reason.PrivateNotSynced, activity)
            : write with
            {
                Fields = write.Fields & ItemFields.Text,
                BaseFields = ItemFields.Text,
                Link = write.Link with { SetAside = SetAside.UntilSecondWrite(input.Now) },
                Conflicts = [.. write.Conflicts.Where(c => ItemFields.Text.Has(c.Field))],
            };
    }

    public IEnumerable<SyncAction> LookUp(Link link, Halves halves)
    {
        Ask(Side.Outlook, link.Entry, halves.Entry);
        Ask(Side.Severa, link.Activity, halves.Activity);
        return [];
    }

    private void Ask(Side side, LinkHalf? half, HalfView view)
    {
        if (half is not null && view is HalfView.Missing or HalfView.AsKnown && !input.View(side).WasLookedUp(half!.Key))
        {
            suspects.Add(new SideKey(side, half.Key));
        }
    }

    /// <summary>An earlier run wanted to make it already, and knew why.</summary>
    private static Reason ToMake(Link link, SyncActionKind quiet, Reason reason, Reason otherwise) =>
        quiet == SyncActionKind.Wake ? reason : link.StateReason == Reason.None ? otherwise : link.StateReason;

    /// <summary>Nothing is left to say about it.</summary>
    private static bool Rests(Link link) => link is { State: LinkState.Dormant, Decision: LinkDecision.None };

    private Reason Outside(Link link, CalendarItem only) =>
        ScopeRules.OutsideRules(input.Policy, link, only.Activity is null ? only : null, only.Activity is null ? null : only) is not Reason.None and var outside ? outside
        : !ScopeRules.IsInWindow(input, only) ? Reason.OutOfWindow
        : Reason.None;

    /// <summary>The half that is left is out of scope: it is neither deleted nor made again on the other side (R12).</summary>
    private static IEnumerable<SyncAction> Alone(Link link, Side missing, Reason outside, CalendarItem item) =>
        Rests(link) ? [] : [GoneRules.Sleep(link.WithHalf(missing, null), outside, item)];

    /// <summary>Set aside, told once, and read again later (R17).</summary>
    public SyncAction Damaged(Link link, string code) => new()
    {
        Kind = SyncActionKind.Skip,
        Target = Side.Severa,
        Reason = Reason.DamagedItem,
        Link = link with { SetAside = LinkUpdates.NextTry(link.SetAside, code, input.Now) },
        Code = code,
        IsTold = link.SetAside?.Code != code,
    };
}
