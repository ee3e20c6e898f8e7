using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Activities;

internal static class ActivityRemoval
{
    /// <summary>
    /// The owner removes the activity, recoverably; a participant only his own part in it. Its link id is set free,
    /// so that the same pair may be made anew.
    /// </summary>
    public static void RemoveFor(this SeveraActivity activity, Guid accountId, DateTime now)
    {
        if (activity.OwnerId == accountId)
        {
            activity.DeletedAt = now;
            activity.CreatedForLink = null;
        }
        else
        {
            activity.Participants.Remove(activity.Participants.Single(p => p.AccountId == accountId));
        }
    }
}
