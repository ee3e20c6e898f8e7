using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Activities;

/// <summary>Tells everybody whom a change of activities concerns, in the transaction of the change.</summary>
internal static class ActivityRevisions
{
    /// <summary>
    /// Raises the accounts' revisions and makes their mailboxes due; call once per transaction. One that fails keeps its pause (R22), and
    /// reads the change when it is tried again. Returns the mailboxes that may run at once.
    /// </summary>
    /// <param name="exceptMailbox">The mailbox being run: its own writes are no reason to run it again.</param>
    public static async Task<IReadOnlyList<Guid>> RaiseAsync(
        SyncDbContext db, IEnumerable<Guid> accounts, Guid? exceptMailbox, CancellationToken cancellationToken)
    {
        var ids = accounts.Distinct().ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        await RaiseRevisionsAsync(db, ids, cancellationToken);
        var mailboxes = db.Mailboxes.Where(m => ids.Contains(m.AccountId) && m.IsEnabled && m.Failures == 0 && m.Id != exceptMailbox);
        await mailboxes.ExecuteUpdateAsync(set => set.SetProperty(m => m.RequestedVersion, m => m.RequestedVersion + 1), cancellationToken);
        return await mailboxes.Where(m => m.ProvedAt != null && m.PausedAt == null).Select(m => m.Id).ToListAsync(cancellationToken);
    }

    private static async Task RaiseRevisionsAsync(SyncDbContext db, List<Guid> ids, CancellationToken cancellationToken)
    {
        var known = db.ActivityRevisions.Where(r => ids.Contains(r.AccountId));
        if (await known.CountAsync(cancellationToken) < ids.Count)
        {
            // Somebody else may be adding one of them: whoever comes second finds it.
            await db.GoAloneAsync(cancellationToken);
        }

        await known.ExecuteUpdateAsync(set => set.SetProperty(r => r.Value, r => r.Value + 1), cancellationToken);
        var existing = await known.Select(r => r.AccountId).ToListAsync(cancellationToken);
        db.ActivityRevisions.AddRange(ids.Except(existing).Select(id => new ActivityRevision { AccountId = id, Value = 1 }));
    }
}
