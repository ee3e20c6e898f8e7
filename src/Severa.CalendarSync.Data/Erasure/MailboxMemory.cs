using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Erasure;

/// <summary>All that is remembered of a mailbox: what its owner's erasure and the end of a deactivated account both forget.</summary>
internal static class MailboxMemory
{
    /// <summary>Every table that knows mailboxes, and its rows of some of them.</summary>
    public static readonly IReadOnlyList<(string Name, Func<SyncDbContext, IQueryable<Guid>, IQueryable<object>> Rows)> Tables =
    [
        ("History", (db, mailboxes) => db.History.Where(h => mailboxes.Contains(h.MailboxId)).OrderBy(h => h.Id)),
        ("Conflicts", (db, mailboxes) => db.Conflicts.Where(c => mailboxes.Contains(c.MailboxId)).OrderBy(c => c.Id)),
        ("Undos", (db, mailboxes) => db.Undos.Where(u => mailboxes.Contains(u.MailboxId)).OrderBy(u => u.Id)),
        ("Intents", (db, mailboxes) => db.Intents.Where(i => mailboxes.Contains(i.MailboxId)).OrderBy(i => i.OperationId)),
        ("OwnWrites", (db, mailboxes) => db.OwnWrites.Where(w => mailboxes.Contains(w.MailboxId)).OrderBy(w => w.Id)),
        ("Links", (db, mailboxes) => db.Links.Where(l => mailboxes.Contains(l.MailboxId)).OrderBy(l => l.Id)),
        ("Dismissals", (db, mailboxes) => db.Dismissals.Where(d => mailboxes.Contains(d.MailboxId)).OrderBy(d => d.MailboxId).ThenBy(d => d.LinkId)),
        ("Runs", (db, mailboxes) => db.Runs.Where(r => mailboxes.Contains(r.MailboxId)).OrderBy(r => r.Id)),
        ("QuietDays", (db, mailboxes) => db.QuietDays.Where(d => mailboxes.Contains(d.MailboxId)).OrderBy(d => d.MailboxId).ThenBy(d => d.Day)),
    ];

    /// <summary>
    /// Off, not proved, and never run: the next switching on is a first run. The id stays, since entries carry it; so do an administrator's
    /// pause and the lease, because a call of a run that was stopped may still be on its way. That run's token is void.
    /// </summary>
    public static Task<int> ResetAsync(IQueryable<Mailbox> mailboxes, CancellationToken cancellationToken) => mailboxes.ExecuteUpdateAsync(
        set => set
            .SetProperty(m => m.LeaseToken, m => m.LeaseToken + 1)
            .SetProperty(m => m.CompletedVersion, m => m.RequestedVersion)
            .SetProperty(m => m.ConnectionId, (Guid?)null)
            .SetProperty(m => m.FolderId, (string?)null)
            .SetProperty(m => m.ProvedAt, (DateTime?)null)
            .SetProperty(m => m.IsEnabled, false)
            .SetProperty(m => m.EnabledAt, (DateTime?)null)
            .SetProperty(m => m.HoldAllDeletions, false)
            .SetProperty(m => m.HistoryVisibleFrom, (DateTime?)null)
            .SetProperty(m => m.HasRequests, false)
            .SetProperty(m => m.ExpectedPlan, (string?)null)
            .SetProperty(m => m.PlanMovedAt, (DateTime?)null)
            .SetProperty(m => m.OutlookCursor, (string?)null)
            .SetProperty(m => m.SeveraCursor, (string?)null)
            .SetProperty(m => m.OutlookReadAt, (DateTime?)null)
            .SetProperty(m => m.Epoch, "")
            .SetProperty(m => m.WindowStart, (DateTime?)null)
            .SetProperty(m => m.WindowEnd, (DateTime?)null)
            .SetProperty(m => m.PolicyHash, "")
            .SetProperty(m => m.FullComparisonDueAt, (DateTime?)null)
            .SetProperty(m => m.NextDueAt, (DateTime?)null)
            .SetProperty(m => m.QuietUntil, (DateTime?)null)
            .SetProperty(m => m.QueuedUntil, (DateTime?)null)
            .SetProperty(m => m.QueueClaim, (Guid?)null)
            .SetProperty(m => m.LastCheckedAt, (DateTime?)null)
            .SetProperty(m => m.LastSuccessAt, (DateTime?)null)
            .SetProperty(m => m.LastRunMilliseconds, (int?)null)
            .SetProperty(m => m.Failures, 0)
            .SetProperty(m => m.ErrorNumber, (int?)null)
            .SetProperty(m => m.ErrorCode, (string?)null)
            .SetProperty(m => m.ErrorReference, (string?)null)
            .SetProperty(m => m.ErrorIsPermanent, false)
            .SetProperty(m => m.RunningSince, (DateTime?)null)
            .SetProperty(m => m.ProgressDone, 0)
            .SetProperty(m => m.ProgressTotal, 0),
        cancellationToken);
}
