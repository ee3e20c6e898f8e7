using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>One half is gone, and the side confirmed it: delete the other, make it anew, or keep it (R7, R8, R10, R25).</summary>
internal static class GoneRules
{
    public static SyncAction EntryGone(PlanInput input, Link link, CalendarItem activity)
    {
        if (IsKept(activity))
        {
            return Sleep(link, Reason.KeptForBusinessData, activity) with { Link = Asleep(link, Reason.KeptForBusinessData) with { Entry = null } };
        }

        return PairRules.IsEdited(input.Policy, link, activity)
            ? EntryAnew(input, link, activity, Reason.EditBeatsDeleteInOutlook)
            : Delete(link, Side.Severa, Reason.DeletedInOutlook, activity);
    }

    /// <summary>The activity stays although its entry is gone.</summary>
    public static bool Stays(PlanInput input, Link link, CalendarItem activity) => IsKept(activity) || PairRules.IsEdited(input.Policy, link, activity);

    public static SyncAction ActivityGone(PlanInput input, Link link, CalendarItem entry)
    {
        if (entry.Entry is { HasAttendees: true })
        {
            return new SyncAction
            {
                Kind = SyncActionKind.Dismiss,
                Target = Side.Outlook,
                Reason = Reason.MeetingDismissed,
                Link = link with
                {
                    State = LinkState.Dismissed,
                    StateReason = Reason.MeetingDismissed,
                    Entry = new LinkHalf(entry.Key, entry.Version),
                    Activity = null,
                    SetAside = null,
                    Decision = LinkDecision.None,
                },
                Title = entry.Content.Title,
            };
        }

        return PairRules.IsEdited(input.Policy, link, entry)
            ? ActivityAnew(input, link, entry, Reason.EditBeatsDeleteInSevera)
            : Delete(link, Side.Outlook, Reason.DeletedInSevera, entry);
    }

    /// <summary>The entry is there, but cancelled or declined: its activity leaves Severa.</summary>
    public static SyncAction EntryOff(PlanInput input, Link link, CalendarItem activity, Reason reason)
    {
        var kept = activity.Activity switch
        {
            { HasBusinessData: true, IsOwner: true } => Reason.KeptForBusinessData,
            _ when PairRules.IsEdited(input.Policy, link, activity) => Reason.KeptForSeveraEdits,
            _ => Reason.None,
        };
        return kept == Reason.None ? Delete(link, Side.Severa, reason, activity) : Sleep(link, kept, activity);
    }

    /// <summary>The entry is made anew where the rules still want one (R4), and never a meeting (R10); else the pair rests with what stays.</summary>
    public static SyncAction EntryAnew(PlanInput input, Link link, CalendarItem activity, Reason reason)
    {
        var outOfScope = link.Origin == Origin.Severa ? ScopeRules.OfActivity(input.Policy, activity) : Reason.None;
        var outside = outOfScope == Reason.None && link.IsMeeting ? Reason.MeetingNeverMadeAnew : outOfScope;
        return outside == Reason.None ? Creations.Entry(input, link, activity, reason) : Sleep(link with { Entry = null }, outside, activity);
    }

    /// <summary>The activity is made anew where the rules still want one (R3); else the pair rests with what stays.</summary>
    public static SyncAction ActivityAnew(PlanInput input, Link link, CalendarItem entry, Reason reason)
    {
        var outside = ScopeRules.OfEntry(input.Policy, entry);
        return outside == Reason.None ? Creations.Activity(input, link, entry, reason) : Sleep(link with { Activity = null }, outside, entry);
    }

    public static SyncAction Forget(Link link) => new()
    {
        Kind = SyncActionKind.Forget,
        Target = Side.Severa,
        Reason = Reason.DeletedOnBothSides,
        Link = link,
    };

    public static SyncAction Sleep(Link link, Reason reason, CalendarItem? item) => new()
    {
        Kind = SyncActionKind.Sleep,
        Target = Side.Severa,
        Reason = reason,
        Link = Asleep(link, reason),
        Title = item?.Content.Title ?? "",
    };

    /// <summary>A person had it removed: the pair rests with the half that stays (R12).</summary>
    public static SyncAction CopyRemoved(Link link, Side target, CalendarItem item) =>
        Delete(link, target, Reason.CopyRemovedByPerson, item) with
        {
            Link = Asleep(link, link.StateReason).WithHalf(target, new LinkHalf(item.Key, item.Version)),
        };

    /// <summary>Base and versions stay as they are: the pair wakes with them. What was not finished is read again then.</summary>
    private static Link Asleep(Link link, Reason reason) => link with
    {
        State = LinkState.Dormant,
        StateReason = reason,
        SetAside = null,
        Decision = LinkDecision.None,
        Entry = link.SetAside is null ? link.Entry : link.Entry?.Unread(),
        Activity = link.SetAside is null ? link.Activity : link.Activity?.Unread(),
    };

    private static bool IsKept(CalendarItem activity) => activity.Activity is { HasBusinessData: true, IsOwner: true };

    private static SyncAction Delete(Link link, Side target, Reason reason, CalendarItem item) => new()
    {
        Kind = SyncActionKind.Delete,
        Target = target,
        Reason = reason,
        Link = link.WithHalf(target, new LinkHalf(item.Key, item.Version)),
        Current = item,
        Title = item.Content.Title,
    };
}
