using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Activities;

/// <summary>What a participant's run needs to know of the entry that the owner's link pairs with an activity (R24).</summary>
/// <param name="IsMeeting">It has other attendees: the activity is not the participant's to change.</param>
/// <param name="Uid">Its iCalendar UID: the participant may have the same meeting already.</param>
internal sealed record OwnersEntry(bool IsMeeting, string? Uid);

internal static class OwnersEntries
{
    /// <summary>By activity, for those that somebody else owns.</summary>
    public static async Task<Dictionary<Guid, OwnersEntry>> OfAsync(
        SyncDbContext db, IReadOnlyCollection<SeveraActivity> activities, Guid readerId, CancellationToken cancellationToken)
    {
        var foreign = activities.Where(a => a.OwnerId != readerId).ToDictionary(a => a.Id.ToString("N"), StringComparer.Ordinal);
        if (foreign.Count == 0)
        {
            return [];
        }

        var ids = foreign.Keys.ToList();
        var links = await db.Links.AsNoTracking()
            .Where(l => l.ActivityId != null && ids.Contains(l.ActivityId))
            .Join(db.Mailboxes, l => l.MailboxId, m => m.Id, (l, m) => new { l.ActivityId, l.IsMeeting, l.Uid, m.AccountId })
            .ToListAsync(cancellationToken);
        return links
            .Where(l => foreign[l.ActivityId!].OwnerId == l.AccountId)
            .ToDictionary(l => foreign[l.ActivityId!].Id, l => new OwnersEntry(l.IsMeeting, l.Uid));
    }
}
