using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>What one link's two halves and state lead to. Asks for a look-up where it cannot decide yet.</summary>
internal sealed class LinkRules(PlanInput input, ISet<SideKey> suspects)
{
    private static readonly TimeSpan DismissalKept = TimeSpan.FromDays(30);

    public IEnumerable<SyncAction> Plan(Link link)
    {
        var halves = new Halves(input.Outlook.Of(link.Entry), input.Severa.Of(link.Activity));
        if (halves.IsGone)
        {
            return [GoneRules.Forget(link)];
        }

        return link.State switch
        {
            LinkState.Dismissed => Dismissed(link, halves),
            LinkState.Dormant => Dormant(link, halves),
            LinkState.Held => Held(link, halves),
            _ => Active(link, halves, SyncActionKind.Refresh, Reason.OwnWriteSeen),
        };
    }

    private IEnumerable<SyncAction> Active(Link link, Halves halves, SyncActionKind quiet, Reason reason)
    {
        if (halves.Unsure is { } code)
        {
            return [Skip(link, Reason.DamagedItem, code)];
        }

        if (link.SetAside is { } aside && aside.RetryAt > input.Now && !halves.IsNews(link))
        {
            return [];
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
            { Entry: HalfView.None, Activity: HalfView.Present a } => [Creations.Entry(input, link, a.Item, NewOr(link, Reason.NewInSevera))],
            { Entry: HalfView.Present e, Activity: HalfView.None } => [Creations.Activity(input, link, e.Item, NewOr(link, Reason.NewInOutlook))],
            { Entry: HalfView.AsKnown, Activity: HalfView.AsKnown } when link.SetAside is null && quiet == SyncActionKind.Refresh => [],
            _ when !halves.IsNews(link) && halves.BothSeen && link.SetAside is null && quiet == SyncActionKind.Refresh => [],
            _ => LookUp(link, halves),
        };
    }

    private List<SyncAction> BothThere(Link link, CalendarItem entry, CalendarItem activity, SyncActionKind quiet, Reason reason)
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

    private SyncAction ActivityGone(Link link, CalendarItem entry) =>
        ScopeRules.IsOff(ScopeRules.OfEntry(input.Policy, entry)) ? GoneRules.Forget(link) : GoneRules.ActivityGone(input, link, entry);

    private IEnumerable<SyncAction> Dismissed(Link link, Halves halves) =>
        halves.NoneSeen && link.EndsAt + DismissalKept < input.Now ? [GoneRules.Forget(link) with { Reason = Reason.TooOld }] : [];

    private IEnumerable<SyncAction> Dormant(Link link, Halves halves)
    {
        var wakesByItself = link.StateReason is Reason.OutOfWindow or Reason.TypeNotTicked or Reason.ProjectTask or Reason.PrivateNotSynced;
        if (!wakesByItself || halves.Unsure is not null)
        {
            return [];
        }

        var isSeen = link.StateReason == Reason.OutOfWindow
            ? Seen(Side.Outlook, halves.Entry) || Seen(Side.Severa, halves.Activity)
            : halves.Entry is HalfView.Present || halves.Activity is HalfView.Present;
        if (!isSeen)
        {
            return [];
        }

        return Active(link, halves, SyncActionKind.Wake, Reason.BackInScope);
    }

    private IEnumerable<SyncAction> Held(Link link, Halves halves)
    {
        if (link.StateReason == Reason.HeldNewTime)
        {
            return HeldTime(link, halves);
        }

        var survivor = (halves.Entry as HalfView.Present ?? halves.Activity as HalfView.Present)?.Item;
        switch (link.Decision)
        {
            case LinkDecision.Release:
                return Active(link, halves, SyncActionKind.Wake, Reason.ReleasedByPerson);
            case LinkDecision.Discard:
                return Discard(link, halves);
            default:
                // It came back, or its survivor was edited meanwhile: no deletion is left to hold.
                var isBack = halves is { Entry: HalfView.Present, Activity: HalfView.Present };
                var isEdited = survivor is not null && halves.AnyGone && PairRules.IsEdited(input.Policy, link, survivor);
                return isBack || isEdited ? Active(link, halves, SyncActionKind.Wake, Reason.BackInScope) : [];
        }
    }

    private IEnumerable<SyncAction> HeldTime(Link link, Halves halves) => (link.Decision, halves) switch
    {
        (LinkDecision.None, { AnyGone: false }) => [],
        (LinkDecision.Discard, { Entry: HalfView.Present e, Activity: HalfView.Present a }) => SetTimeBack(link, e.Item, a.Item),
        _ => Active(link, halves, SyncActionKind.Wake, Reason.ReleasedByPerson),
    };

    /// <summary>A person refused the new times: the side that moved gets the other's time again.</summary>
    private List<SyncAction> SetTimeBack(Link link, CalendarItem entry, CalendarItem activity)
    {
        var movedInOutlook = input.Policy.Fingerprint.Of(ItemFields.When, entry.Content.When.Canonical) != link.Base.Outlook.When;
        if (movedInOutlook && entry.Entry is { HasAttendees: true })
        {
            return BothThere(link, entry, activity, SyncActionKind.Wake, Reason.MeetingIsReadOnly);
        }

        // As if the other side had changed the time, and the moved side had not.
        var print = input.Policy.Fingerprint;
        var (read, other) = (print.Of(entry.Content), print.Of(activity.Content));
        var asIf = movedInOutlook
            ? link with { Base = link.Base with { OutlookProjected = link.Base.OutlookProjected with { When = read.When }, SeveraProjected = link.Base.SeveraProjected with { When = "" } } }
            : link with { Base = link.Base with { SeveraProjected = link.Base.SeveraProjected with { When = other.When }, OutlookProjected = link.Base.OutlookProjected with { When = "" } } };
        return BothThere(asIf, entry, activity, SyncActionKind.Wake, Reason.DiscardedByPerson);
    }

    private IEnumerable<SyncAction> Discard(Link link, Halves halves) => halves switch
    {
        { Entry: HalfView.Present, Activity: HalfView.Present } => Active(link, halves, SyncActionKind.Wake, Reason.DiscardedByPerson),
        { Entry: HalfView.Gone, Activity: HalfView.Present a } => link.IsMeeting
            ? [GoneRules.Sleep(link with { Entry = null }, Reason.MeetingNeverMadeAnew, a.Item)]
            : [Creations.Entry(input, link, a.Item, Reason.DiscardedByPerson)],
        { Entry: HalfView.Present e, Activity: HalfView.Gone } => [Creations.Activity(input, link, e.Item, Reason.DiscardedByPerson)],
        _ => LookUp(link, halves),
    };

    private IEnumerable<SyncAction> LookUp(Link link, Halves halves)
    {
        Suspect(Side.Outlook, link.Entry, halves.Entry);
        Suspect(Side.Severa, link.Activity, halves.Activity);
        return [];
    }

    private void Suspect(Side side, LinkHalf? half, HalfView view)
    {
        if (half is not null && view is HalfView.Missing or HalfView.AsKnown && !input.View(side).WasLookedUp(half!.Key))
        {
            suspects.Add(new SideKey(side, half.Key));
        }
    }

    private bool Seen(Side side, HalfView view) => view is HalfView.Present || (view is HalfView.AsKnown && input.View(side).IsFull);

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

/// <summary>Both halves of a link as this run knows them.</summary>
internal sealed record Halves(HalfView Entry, HalfView Activity)
{
    public bool IsGone => IsOff(Entry) && IsOff(Activity);

    public bool AnyGone => Entry is HalfView.Gone || Activity is HalfView.Gone;

    public bool BothSeen => Entry is HalfView.Present or HalfView.AsKnown && Activity is HalfView.Present or HalfView.AsKnown;

    public bool NoneSeen => Entry is not (HalfView.Present or HalfView.AsKnown) && Activity is not (HalfView.Present or HalfView.AsKnown);

    public string? Unsure => (Entry as HalfView.Unsure ?? Activity as HalfView.Unsure)?.Code;

    /// <summary>A half was read in a version the ledger does not know, or is gone.</summary>
    public bool IsNews(Link link) => AnyGone || IsNew(Entry, link.Entry) || IsNew(Activity, link.Activity);

    private static bool IsNew(HalfView view, LinkHalf? half) => view is HalfView.Present present && present.Item.Version != half?.Version;

    private static bool IsOff(HalfView view) => view is HalfView.Gone or HalfView.None;
}
