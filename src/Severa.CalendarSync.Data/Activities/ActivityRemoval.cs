using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Activities;

internal static class ActivityRemoval
{
    /// <summary>
    /// The owner removes the activity, recoverably; a participant only his own part in it. Its link id is set free,
    /// so that the same pair may be made anew.
    /// </summary>
    /// <param name="activity">The activity.</param>
    /// <param name="accountId">Who removes it.</param>
    /// <param name="now">When.</param>
    /// <param name="meeting">The owner's link that pairs it with a meeting, which stays: the activity finds it again when it is restored.</param>
    public static void RemoveFor(this SeveraActivity activity, Guid accountId, DateTime now, Guid? meeting = null)
    {
        if (activity.OwnerId == accountId)
        {
            activity.DeletedAt = now;
            activity.CreatedForLink = meeting;
        }
        else
        {
            activity.Participants.Remove(activity.Participants.Single(p => p.AccountId == accountId));
        }
    }
}
