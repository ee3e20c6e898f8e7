using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Keeps the values that lose, before they are overwritten.</summary>
internal sealed class ConflictLog(SyncDbContext db, Guid mailboxId)
{
    /// <summary>A write that is tried again has the same conflict: it is logged once.</summary>
    public async Task AddAsync(IReadOnlyList<Conflict> conflicts, CancellationToken cancellationToken)
    {
        if (conflicts.Count == 0)
        {
            return;
        }

        var links = conflicts.Select(c => c.LinkId).ToHashSet();
        var known = await db.Conflicts.AsNoTracking().Where(c => c.MailboxId == mailboxId && links.Contains(c.LinkId)).ToListAsync(cancellationToken);
        db.Conflicts.AddRange(conflicts.Select(ToRow).Where(c => !known.Exists(k => IsSame(k, c))));
    }

    private static bool IsSame(ConflictRow one, ConflictRow other) =>
        one.LinkId == other.LinkId && one.Field == other.Field && one.Winner == other.Winner
        && one.OutlookValue == other.OutlookValue && one.SeveraValue == other.SeveraValue;

    private ConflictRow ToRow(Conflict conflict) => new()
    {
        MailboxId = mailboxId,
        LinkId = conflict.LinkId,
        At = conflict.At.UtcDateTime,
        Field = conflict.Field,
        Winner = conflict.Winner,
        Title = conflict.Title,
        OutlookValue = conflict.OutlookValue,
        SeveraValue = conflict.SeveraValue,
    };
}
