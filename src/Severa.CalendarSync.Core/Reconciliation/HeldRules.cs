using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Deletions and new times that wait for a person, and what he decided (R13).</summary>
internal sealed class HeldRules(PlanInput input, ActiveRules active)
{
    public IEnumerable<SyncAction> Plan(Link link, Halves halves)
    {
        var isOfTime = link.StateReason == Reason.HeldNewTime;
        var isNews = link.SetAside?.RetryAt <= input.Now || (!isOfTime && halves.IsNews(link));
        if (link.Decision == LinkDecision.None && isNews && !halves.AreRead)
        {
            // Something became of one half: what there is of both is seen first.
            return active.LookUp(link, halves);
        }

        return isOfTime ? HeldTime(link, halves) : HeldDeletion(link, halves);
    }

    private IEnumerable<SyncAction> HeldDeletion(Link link, Halves halves)
    {
        switch (link.Decision)
        {
            case LinkDecision.Release:
                return Released(link, halves);
            case LinkDecision.Discard:
                return Discarded(link, halves);
            default:
                // It came back, or its survivor was edited meanwhile: no deletion is left to hold.
                var survivor = (halves.Entry as HalfView.Present ?? halves.Activity as HalfView.Present)?.Item;
                var isBack = halves is { Entry: HalfView.Present, Activity: HalfView.Present };
                var isEdited = survivor is not null && halves.AnyGone && IsEdited(link, survivor);
                return isBack || isEdited ? Unheld(link, halves) : [];
        }
    }

    /// <summary>A cancelled meeting is still there to be read: its deletion goes on waiting.</summary>
    private List<SyncAction> Unheld(Link link, Halves halves)
    {
        var actions = active.Plan(link, halves, SyncActionKind.Wake, Reason.BackInScope).ToList();
        return actions.Exists(a => a.Kind == SyncActionKind.Delete) ? [] : actions;
    }

    private IEnumerable<SyncAction> HeldTime(Link link, Halves halves) => (link.Decision, halves) switch
    {
        (LinkDecision.None, { AnyGone: false }) => Urgent(link, halves),
        (LinkDecision.Discard, { Entry: HalfView.Present e, Activity: HalfView.Present a }) when !active.IsLeftOut(link) => SetTimeBack(link, e.Item, a.Item),
        (LinkDecision.None, _) => active.Plan(link, halves, SyncActionKind.Wake, Reason.BackInScope),
        // Released; or discarded while a half is not read yet, which asks for it first.
        _ => Released(link, halves),
    };

    /// <summary>Cancelled or declined, or to be hidden: whatever its time, that is carried out at once. All else waits.</summary>
    private IEnumerable<SyncAction> Urgent(Link link, Halves halves)
    {
        if (halves.Entry is HalfView.Present { Item: var entry } && IsOff(entry))
        {
            return active.Plan(link, halves, SyncActionKind.Wake, Reason.BackInScope);
        }

        if (!active.IsToBeHidden(link, halves))
        {
            return [];
        }

        var actions = active.Plan(link, halves, SyncActionKind.Wake, Reason.BackInScope).ToList();
        return Withholding.In(actions, new Dictionary<Guid, Link> { [link.Id] = link }).Count > 0 ? actions : [];
    }

    /// <summary>
    /// Each deletion of a released list is confirmed again; the history says who decided. He decided whatever the scope is by now;
    /// what was edited since is another matter.
    /// </summary>
    private IEnumerable<SyncAction> Released(Link link, Halves halves) => ConfirmedDeletion(link, halves)
        .Select(a => a.Kind is SyncActionKind.Update or SyncActionKind.Delete && SafetyBrake.IsDecided(a, link) ? a with { Reason = Reason.ReleasedByPerson } : a);

    private IEnumerable<SyncAction> ConfirmedDeletion(Link link, Halves halves) => (link.StateReason, halves) switch
    {
        _ when active.IsLeftOut(link) => active.Plan(link, halves, SyncActionKind.Wake, Reason.ReleasedByPerson),
        (not Reason.HeldNewTime, { Entry: HalfView.Gone, Activity: HalfView.Present { Item: var activity } }) when !active.MayLiveOn(link) && !IsEdited(link, activity) =>
            [GoneRules.EntryGone(input, link, activity)],
        (not Reason.HeldNewTime, { Entry: HalfView.Present { Item: var entry }, Activity: HalfView.Gone }) when !IsOff(entry) && !IsEdited(link, entry) =>
            [GoneRules.ActivityGone(input, link, entry)],
        _ => active.Plan(link, halves, SyncActionKind.Wake, Reason.ReleasedByPerson),
    };

    private bool IsEdited(Link link, CalendarItem item) => PairRules.IsEdited(input.Policy, link, item);

    private bool IsOff(CalendarItem entry) => ScopeRules.IsOff(ScopeRules.OfEntry(input.Policy, entry));

    private IEnumerable<SyncAction> Discarded(Link link, Halves halves) => halves switch
    {
        { Entry: HalfView.Present, Activity: HalfView.Present } => active.PlanKeeping(link, halves, Reason.DiscardedByPerson, kept: Reason.DiscardedByPerson),
        { Entry: HalfView.Present e, Activity: HalfView.Gone } when IsOff(e.Item) => [GoneRules.Forget(link)],
        { Entry: HalfView.Gone, Activity: HalfView.Present } when active.MayLiveOn(link) => [],
        { Entry: HalfView.Gone, Activity: HalfView.Present a } => [GoneRules.EntryAnew(input, link, a.Item, Reason.DiscardedByPerson)],
        { Entry: HalfView.Present e, Activity: HalfView.Gone } => [GoneRules.ActivityAnew(input, link, e.Item, Reason.DiscardedByPerson)],
        _ => active.LookUp(link, halves),
    };

    /// <summary>A person refused the new times: the side that moved gets the other's time again.</summary>
    private List<SyncAction> SetTimeBack(Link link, CalendarItem entry, CalendarItem activity)
    {
        var movedInOutlook = input.Policy.Fingerprint.Of(ItemFields.When, entry.Content.When.Canonical) != link.Base.Outlook.When;
        if (movedInOutlook && entry.Entry is { HasAttendees: true })
        {
            return active.BothThere(link, entry, activity, SyncActionKind.Wake, Reason.MeetingIsReadOnly);
        }

        if (!movedInOutlook && activity.Activity is { IsOwner: false, OwnerHasMeeting: true })
        {
            // Not his to refuse: his entry follows (R24).
            return active.BothThere(link, entry, activity, SyncActionKind.Wake, Reason.OwnersMeeting);
        }

        // As if the other side had changed the time, and the moved side had not.
        var print = input.Policy.Fingerprint;
        var (read, other) = (print.Of(entry.Content), print.Of(activity.Content));
        var asIf = movedInOutlook
            ? link with { Base = link.Base with { OutlookProjected = link.Base.OutlookProjected with { When = read.When }, SeveraProjected = link.Base.SeveraProjected with { When = "" } } }
            : link with { Base = link.Base with { SeveraProjected = link.Base.SeveraProjected with { When = other.When }, OutlookProjected = link.Base.OutlookProjected with { When = "" } } };
        return active.BothThere(asIf, entry, activity, SyncActionKind.Wake, Reason.DiscardedByPerson);
    }
}
