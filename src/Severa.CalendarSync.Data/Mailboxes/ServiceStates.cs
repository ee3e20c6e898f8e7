using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>Reads how the service stands, for measurements and for operators: counts over indexes, whatever the number of mailboxes.</summary>
public sealed class ServiceStates(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    public async Task<ServiceState?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Organizations.Select(o => (int?)o.IntervalMinutes).SingleOrDefaultAsync(cancellationToken) is not { } minutes)
        {
            return null;
        }

        var (now, interval) = (time.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(minutes));
        var late = now - (interval * ServiceState.LateAfterIntervals);
        var synced = DueMailboxes.Synced(db);
        var due = DueMailboxes.Runnable(db, now).Where(DueMailboxes.IsDue(now));
        return await db.Organizations
            .Select(_ => new ServiceState
            {
                At = now,
                Interval = interval,
                Synced = synced.Count(),
                InTime = synced.Count(m => (m.LastSuccessAt ?? m.EnabledAt) >= late),
                StalestSince = synced.Min(m => m.LastSuccessAt ?? m.EnabledAt),
                Due = due.Count(),
                DueSince = due.Min(m => m.NextDueAt),
                Queued = db.Mailboxes.Count(m => m.QueuedUntil > now && (m.LeaseUntil == null || m.LeaseUntil <= now)),
                Running = db.Mailboxes.Count(m => m.LeaseUntil > now),
                Held = db.Links.Count(l => l.State == LinkState.Held && l.Decision == LinkDecision.None),
            })
            .SingleAsync(cancellationToken) with
        {
            Certificates = await CertificatesAsync(db, cancellationToken),
        };
    }

    private static async Task<IReadOnlyList<CertificateEnd>> CertificatesAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        var rows = await db.ExchangeConnections.Where(c => c.SecretEndsAt != null).Select(c => new { c.Id, c.SecretEndsAt }).ToListAsync(cancellationToken);
        return rows.ConvertAll(c => new CertificateEnd(c.Id, c.SecretEndsAt!.Value));
    }
}
