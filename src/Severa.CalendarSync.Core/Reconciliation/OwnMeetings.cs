using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// Meetings a participant has in his own calendar, whatever pair they belong to: the activity of their owner gets no second entry
/// there (R24).
/// </summary>
internal sealed class OwnMeetings(PlanInput input)
{
    private readonly ILookup<string, CalendarItem> _read = input.Outlook.Items.Where(e => e.Uid is not null).ToLookup(e => e.Uid!, StringComparer.Ordinal);

    private readonly ILookup<string, Link> _known = input.Links
        .Where(l => l.Uid is not null && l.Entry is not null && input.Outlook.Of(l.Entry) is not HalfView.Gone)
        .ToLookup(l => l.Uid!, StringComparer.Ordinal);

    /// <summary>An entry with the UID of the owner's is that meeting; of the occurrences of a series, which share it, the one at this time.</summary>
    public static bool IsSame(CalendarItem entry, CalendarItem activity) => !entry.Key.IsOccurrence || entry.Content.When.Equals(activity.Content.When);

    public bool Has(CalendarItem activity)
    {
        if (activity.Activity is not { IsOwner: false, OwnerUid: { } uid })
        {
            return false;
        }

        var when = input.Policy.Fingerprint.Of(ItemFields.When, activity.Content.When.Canonical);
        return _read[uid].Any(e => IsSame(e, activity))
            || _known[uid].Any(l => !l.Entry!.Key.IsOccurrence || l.Base.Outlook.When == when);
    }
}
