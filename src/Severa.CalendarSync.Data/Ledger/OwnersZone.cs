using Microsoft.EntityFrameworkCore;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>The zone a mailbox's owner lives in.</summary>
internal static class OwnersZone
{
    public static async Task<TimeZoneInfo> OfAsync(SyncDbContext db, Guid mailboxId, CancellationToken cancellationToken)
    {
        var id = await db.Mailboxes.Where(m => m.Id == mailboxId).Select(m => m.Account!.TimeZoneId).SingleAsync(cancellationToken);
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
    }
}
