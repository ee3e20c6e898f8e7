using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// Which side changed what since both last agreed, and whose change counts (R5, R8, R9, R24). Each side is compared with
/// its own last reading, under today's rules; left is never compared with right to find a change.
/// </summary>
internal static class PairComparison
{
    private static readonly ServerClock Exact = new(TimeSpan.Zero, TimeSpan.Zero);

    public static PairChanges Of(PlanInput input, Link link, CalendarItem entry, CalendarItem activity)
    {
        var policy = input.Policy;
        var print = policy.Fingerprint;
        var projectedEntry = Projection.ToSevera(entry, policy, activity.Activity);
        var projectedActivity = Projection.ToOutlook(activity, policy, entry.Entry, projectedEntry.IsWithheld);
        var (fromEntry, fromActivity) = (print.Of(projectedEntry.Content), print.Of(projectedActivity.Content));
        var (readEntry, readActivity) = (print.Of(entry.Content), print.Of(activity.Content));

        var isMeeting = entry.Entry is { HasAttendees: true };
        var isOwner = activity.Activity is not { IsOwner: false };
        var isOwnersMeeting = activity.Activity is { IsOwner: false, OwnerHasMeeting: true };
        const ItemFields settable = ItemFields.Text | ItemFields.When;

        // What the activity may not change in Outlook: everything of a meeting, what is masked, what Severa holds shortened
        // (a participant cannot set that back, so it reaches his entry once somebody changed it).
        var closedToSevera = (isMeeting ? ItemFields.All : projectedActivity.Masked) | (isOwner ? link.Base.LossyInSevera : ItemFields.None);
        // What the entry may not change in Severa: what Outlook holds shortened, and the owner's meeting (R24).
        var closedToOutlook = isMeeting ? ItemFields.None : link.Base.LossyInOutlook | (isOwnersMeeting ? settable : ItemFields.None);
        var canBeRead = link.Origin == Origin.Outlook && projectedEntry.Content.Privacy == Privacy.Private && activity.Content.Privacy == Privacy.Normal;
        // Another type is private by now (R2), or nobody remembers what was: the activity crossed no border, and where it can be read it gets
        // the type of today.
        var ruled = IsPrivacyOfRules(input, link, activity, readActivity, canBeRead) ? ItemFields.Privacy : ItemFields.None;
        var hidden = canBeRead ? ruled : ItemFields.None;
        var inOutlook = ((fromEntry.DifferenceTo(link.Base.OutlookProjected) & ~projectedEntry.Masked) | hidden) & ~closedToOutlook;
        var inSevera = fromActivity.DifferenceTo(link.Base.SeveraProjected) & ~closedToSevera & ~ruled;

        var sameInSevera = ItemFields.All & ~fromEntry.DifferenceTo(readActivity);
        var sameInOutlook = ItemFields.All & ~fromActivity.DifferenceTo(readEntry) & ~ItemFields.ShowAs;

        // Only the owner's link sets an activity back (R24).
        var setBackInSevera = isOwner
            ? readActivity.DifferenceTo(link.Base.Severa) & closedToSevera & settable & ~sameInSevera
            : ItemFields.None;
        var setBackInOutlook = readEntry.DifferenceTo(link.Base.Outlook) & closedToOutlook & settable & ~sameInOutlook;

        var both = inOutlook & inSevera;
        var conflicting = both & ~(sameInSevera | sameInOutlook);
        var outlookWins = Winner(input, entry, activity) == Side.Outlook;

        var toSevera = ((inOutlook & ~inSevera) | (outlookWins ? conflicting : ItemFields.None)) & ~sameInSevera;
        var toOutlook = ((inSevera & ~inOutlook) | (outlookWins ? ItemFields.None : conflicting)) & ~sameInOutlook;
        if (!isOwner)
        {
            // A participant's meeting or privacy says nothing about the shared activity.
            toSevera &= isMeeting ? ItemFields.None : ~ItemFields.Privacy;
        }

        return new PairChanges(
            projectedEntry, projectedActivity, toSevera | setBackInSevera, toOutlook | setBackInOutlook,
            conflicting, setBackInSevera, setBackInOutlook, isMeeting)
        {
            IsOwnersMeeting = isOwnersMeeting,
            OwnMeetingDiffers = !isOwner && isMeeting && sameInSevera.MissesAnyOf(settable),
        };
    }

    /// <summary>The activity is private, or not any more, and nobody changed its type; where it can be read, any doubt says so.</summary>
    private static bool IsPrivacyOfRules(PlanInput input, Link link, CalendarItem activity, FieldHashes read, bool canBeRead)
    {
        var isUntouched = link.Activity?.Version == activity.Version && link.SetAside is null;
        // Also where a pair had to wait while others were compared by new rules.
        var isUnknown = input.HasNewRules || link.SetAside is not null || link.Base.Severa.Privacy.Length == 0 || link.Activity is not { Version.Length: > 0 };
        return read.Privacy != link.Base.Severa.Privacy && (isUntouched || (canBeRead && isUnknown));
    }

    /// <summary>R9: latest by provider time, corrected for the clocks; within the uncertainty, and for occurrences always, Outlook.</summary>
    private static Side Winner(PlanInput input, CalendarItem entry, CalendarItem activity)
    {
        switch (input.Policy.Winner)
        {
            case ConflictWinner.Outlook:
                return Side.Outlook;
            case ConflictWinner.Severa:
                return Side.Severa;
        }

        var (outlook, severa) = (input.Outlook.Clock ?? Exact, input.Severa.Clock ?? Exact);
        var lead = activity.ModifiedAt - severa.Ahead - (entry.ModifiedAt - outlook.Ahead);
        var measured = outlook.Uncertainty + severa.Uncertainty;
        var uncertainty = measured > input.Policy.ClockUncertainty ? measured : input.Policy.ClockUncertainty;
        return !entry.Key.IsOccurrence && lead > uncertainty ? Side.Severa : Side.Outlook;
    }
}

/// <summary>What <see cref="PairComparison"/> found.</summary>
internal sealed record PairChanges(
    Projected ProjectedEntry,
    Projected ProjectedActivity,
    ItemFields ToSevera,
    ItemFields ToOutlook,
    ItemFields Conflicting,
    ItemFields SetBackInSevera,
    ItemFields SetBackInOutlook,
    bool IsMeeting)
{
    /// <summary>The reader only takes part, and the owner's entry is a meeting: the activity is not his to change (R24).</summary>
    public bool IsOwnersMeeting { get; init; }

    /// <summary>A participant's own meeting says something else than the shared activity: noted, never written (R24).</summary>
    public bool OwnMeetingDiffers { get; init; }
}
