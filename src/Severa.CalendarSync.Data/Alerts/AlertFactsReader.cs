using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Startup;

namespace Severa.CalendarSync.Data.Alerts;

/// <summary>Reads what alerts are decided by: a few numbers, counted by the database.</summary>
internal static class AlertFactsReader
{
    private const int FarClock = 25;

    public static async Task<AlertFacts> ReadAsync(SyncDbContext db, AlertSettings? settings, DateTime now, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations
            .Select(o => new { IsSyncing = o.IsAddOnOn && o.Mode == SyncMode.Normal, o.IntervalMinutes, o.DeletionsStoppedAt }).SingleAsync(cancellationToken);
        var connections = await db.ExchangeConnections.AsNoTracking()
            .Select(c => new ConnectionFacts(c.Id, c.ErrorNumber, c.SecretEndsAt)).ToListAsync(cancellationToken);
        var mailboxes = DueMailboxes.Synced(db);
        var counts = await mailboxes.GroupBy(_ => 1)
            .Select(g => new
            {
                All = g.Count(),
                Failing = g.Count(m => m.ErrorNumber != null),
                Foreign = g.Count(m => m.ErrorNumber == Installation.ErrorNumber),
                Clocks = g.Count(m => m.ErrorNumber == FarClock),
            })
            .SingleOrDefaultAsync(cancellationToken);
        return new AlertFacts
        {
            Now = now,
            IsSyncing = organization.IsSyncing,
            IntervalMinutes = organization.IntervalMinutes,
            DeletionsStoppedAt = organization.DeletionsStoppedAt,
            FailingPercent = settings?.FailingPercent ?? AlertSettings.DefaultFailingPercent,
            Connections = connections,
            Mailboxes = counts?.All ?? 0,
            Failing = counts?.Failing ?? 0,
            OtherInstallations = counts?.Foreign ?? 0,
            FarClocks = counts?.Clocks ?? 0,
            StalestSince = await mailboxes
                .Where(m => m.Failures == 0 && m.ErrorNumber == null && (m.LeaseUntil == null || m.LeaseUntil <= now))
                .Where(m => !db.ExchangeConnections.Any(c => c.Id == m.ConnectionId && c.ErrorNumber != null))
                .MinAsync(m => m.LastSuccessAt ?? m.EnabledAt, cancellationToken),
        };
    }
}
