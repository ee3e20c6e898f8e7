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

    public bool Has(CalendarItem activity)
    {
        if (activity.Activity is not { IsOwner: false, OwnerUid: { } uid })
        {
            return false;
        }

        // Occurrences of one series share a UID: the one at this time.
        var when = input.Policy.Fingerprint.Of(ItemFields.When, activity.Content.When.Canonical);
        return _read[uid].Any(e => !e.Key.IsOccurrence || e.Content.When.Equals(activity.Content.When))
            || _known[uid].Any(l => !l.Entry!.Key.IsOccurrence || l.Base.Outlook.When == when);
    }
}
