using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Which pairs and new items the sync is about (R4, R7, R12). Leaving the scope never deletes anything.</summary>
internal static class ScopeRules
{
    /// <summary>
    /// Why this pair is out of scope whatever its time; <see cref="Reason.None"/> when it is in. A half that is not there decides nothing.
    /// </summary>
    public static Reason OutsideRules(SyncPolicy policy, Link link, CalendarItem? entry, CalendarItem? activity)
    {
        if (entry is not null && OfEntry(policy, entry) == Reason.PrivateNotSynced && (link.Origin == Origin.Outlook || IsReadByOthers(policy, link, activity)))
        {
            return Reason.PrivateNotSynced;
        }

        return link.Origin == Origin.Severa && activity is not null ? OfActivity(policy, activity) : Reason.None;
    }

    /// <summary>A participant's privacy is his own (R24), and an activity of category Personal is its owner's own.</summary>
    private static bool IsReadByOthers(SyncPolicy policy, Link link, CalendarItem? activity) => activity is null
        ? link.Base.SeveraProjected.Privacy == policy.Fingerprint.Of(ItemFields.Privacy, nameof(Privacy.Normal))
        : activity.Activity is { IsOwner: true } && activity.Content.Privacy == Privacy.Normal;

    /// <summary>Why an activity made in Severa gets no entry.</summary>
    public static Reason OfActivity(SyncPolicy policy, CalendarItem activity)
    {
        var type = activity.Activity is { } facts && policy.Types.TryGetValue(facts.TypeId, out var known) ? known : null;
        return type switch
        {
            { Category: ActivityCategory.ProjectTask } => Reason.ProjectTask,
            { GoesToOutlook: true } => Reason.None,
            _ => Reason.TypeNotTicked,
        };
    }

    /// <summary>Why an entry gets no activity.</summary>
    public static Reason OfEntry(SyncPolicy policy, CalendarItem entry)
    {
        if (entry.Entry is { IsCancelled: true })
        {
            return Reason.MeetingCancelled;
        }

        if (entry.Entry is { IsDeclined: true })
        {
            return Reason.MeetingDeclined;
        }

        return entry.Content.Privacy == Privacy.Private && policy is { PrivateTypeId: null, PrivateWithoutType: PrivateRule.DoNotSync }
            ? Reason.PrivateNotSynced
            : Reason.None;
    }

    /// <summary>Cancelled or declined: leaves Severa (R7).</summary>
    public static bool IsOff(Reason reason) => reason is Reason.MeetingCancelled or Reason.MeetingDeclined;

    public static bool IsInWindow(PlanInput input, CalendarItem item) => item.Content.When.Overlaps(input.Window, input.Policy.Zone);
}
