using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Ledger;
using Severa.CalendarSync.Data.Providers;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>A mailbox whose turn has come, and that has nothing to do unless its Outlook calendar says so.</summary>
/// <param name="Id">The mailbox.</param>
/// <param name="Claim">The pick that marked it. Whoever takes its lease, and whatever stops its runs, takes the mark away.</param>
/// <param name="ConnectionId">The connection that reached it last.</param>
/// <param name="OutlookCursor">Where its last reading ended.</param>
/// <param name="PolicyHash">The rules of its last run.</param>
/// <param name="NextTurn">When it is due again if nothing has happened.</param>
public sealed record QuietMailbox(Guid Id, Guid Claim, Guid? ConnectionId, string OutlookCursor, string PolicyHash, DateTime NextTurn);

/// <summary>
/// Turns of mailboxes without a run: many are found, and ended, by one statement each. No lease is taken for that. The mark of the
/// dispatcher's pick stands for it: a turn ends only where nobody has taken the mark away since.
/// </summary>
public sealed class QuietMailboxes(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Those of the picked ones whose last run found nothing to do, and to which nobody has given anything since. What people decide raises
    /// the requested version, or is asked for here.
    /// </summary>
    public async Task<IReadOnlyList<QuietMailbox>> FindAsync(IReadOnlyCollection<Guid> picked, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        var found = await DueMailboxes.Runnable(db, now)
            .Where(m => picked.Contains(m.Id) && m.QueueClaim != null && m.QuietUntil > now && m.FullComparisonDueAt > now && m.OutlookCursor != null)
            .Where(m => m.RequestedVersion <= m.CompletedVersion && !m.HasRequests)
            .Where(m => !db.Links.Any(l => l.MailboxId == m.Id && l.Decision != LinkDecision.None))
            .Where(m => !db.OwnWrites.Any(w => w.MailboxId == m.Id && w.At >= m.OutlookReadAt))
            .Where(m => db.ExchangeConnections.Any(c => c.Id == m.ConnectionId && c.ErrorNumber == null))
            .Select(m => new
            {
                m.Id,
                m.QueueClaim,
                m.ConnectionId,
                m.OutlookCursor,
                m.SeveraCursor,
                m.PolicyHash,
                m.QuietUntil,
                Revision = db.ActivityRevisions.Where(r => r.AccountId == m.AccountId).Select(r => r.Value).FirstOrDefault(),
                IntervalMinutes = db.Organizations.Select(o => o.IntervalMinutes).First(),
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. found
                .Where(m => m.SeveraCursor == BuiltInActivities.CursorOf(m.Revision) && m.QuietUntil > MailboxQueue.NextTurn(now, m.IntervalMinutes))
                .Select(m => new QuietMailbox(
                    m.Id, m.QueueClaim!.Value, m.ConnectionId, m.OutlookCursor!, m.PolicyHash, MailboxQueue.NextTurn(now, m.IntervalMinutes))),
        ];
    }

    /// <summary>Nothing had happened in these: they were checked, and wait for their next turn. Returns those nobody else has begun with meanwhile.</summary>
    public async Task<IReadOnlyList<QuietMailbox>> EndAsync(IReadOnlyCollection<QuietMailbox> mailboxes, CancellationToken cancellationToken)
    {
        if (mailboxes.Count == 0 || await TryEndAsync(mailboxes, cancellationToken))
        {
            return [.. mailboxes];
        }

        // Somebody was faster with one of them at least: each by itself.
        var ended = new List<QuietMailbox>();
        foreach (var mailbox in mailboxes)
        {
            if (await TryEndAsync([mailbox], cancellationToken))
            {
                ended.Add(mailbox);
            }
        }

        return ended;
    }

    /// <returns>False: it cannot be done for all of them, and nothing is written.</returns>
    private Task<bool> TryEndAsync(IReadOnlyCollection<QuietMailbox> mailboxes, CancellationToken cancellationToken) => Deadlocks.RetryAsync(async () =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (now, ended) = (Now, 0);
        foreach (var pick in mailboxes.GroupBy(m => (m.Claim, m.NextTurn), m => m.Id))
        {
            ended += await EndAsync(db, [.. pick], pick.Key.Claim, now, pick.Key.NextTurn, cancellationToken);
        }

        if (ended != mailboxes.Count)
        {
            return false;
        }

        await QuietRuns.CountAsync(db, [.. mailboxes.Select(m => m.Id)], now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    });

    private static Task<int> EndAsync(SyncDbContext db, List<Guid> ids, Guid claim, DateTime now, DateTime nextTurn, CancellationToken cancellationToken) =>
        db.Mailboxes.Where(m => ids.Contains(m.Id) && m.QueueClaim == claim).ExecuteUpdateAsync(
            set => set
                .SetProperty(m => m.QueuedUntil, (DateTime?)null)
                .SetProperty(m => m.QueueClaim, (Guid?)null)
                .SetProperty(m => m.LastCheckedAt, now)
                .SetProperty(m => m.LastSuccessAt, now)
                .SetProperty(m => m.NextDueAt, nextTurn),
            cancellationToken);
}
