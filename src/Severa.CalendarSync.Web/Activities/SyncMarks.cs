using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Activities;

/// <summary>What the reader's own mailbox knows of activities. Nothing before the mailbox is proved (R23).</summary>
public sealed class SyncMarks(SyncDbContext db, Reader reader)
{
    public async Task<IReadOnlyDictionary<Guid, SyncMark>> ReadAsync(IReadOnlyCollection<Guid> activityIds, CancellationToken cancellationToken)
    {
        var mailbox = await db.Mailboxes.AsNoTracking()
            .SingleOrDefaultAsync(m => m.AccountId == reader.Id && m.ProvedAt != null, cancellationToken);
        if (mailbox is null)
        {
            return new Dictionary<Guid, SyncMark>();
        }

        var ids = activityIds.Select(id => id.ToString("N")).ToList();
        var links = await db.Links.AsNoTracking()
            .Where(l => l.MailboxId == mailbox.Id && l.ActivityId != null && ids.Contains(l.ActivityId))
            .ToListAsync(cancellationToken);
        var conflicts = await ConflictsAsync(mailbox, [.. links.Select(l => l.Id)], cancellationToken);
        return links.ToDictionary(
            l => Guid.ParseExact(l.ActivityId!, "N"),
            l => new SyncMark(
                l.State, l.StateReason, l.IsMeeting, l.IsWithheld, !string.IsNullOrEmpty(l.SetAsideCode), conflicts.Contains(l.Id)));
    }

    private async Task<HashSet<Guid>> ConflictsAsync(Mailbox mailbox, List<Guid> links, CancellationToken cancellationToken)
    {
        var from = mailbox.HistoryVisibleFrom ?? DateTime.MinValue;
        return await db.Conflicts
            .Where(c => c.MailboxId == mailbox.Id && links.Contains(c.LinkId) && c.At >= from)
            .Select(c => c.LinkId)
            .Distinct()
            .ToHashSetAsync(cancellationToken);
    }
}
