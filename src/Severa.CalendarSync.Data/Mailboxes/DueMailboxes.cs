using System.Linq.Expressions;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>Which mailboxes may run, and which of them are due.</summary>
internal static class DueMailboxes
{
    /// <summary>Nothing of the organisation, the person or the mailbox stands against a run, nor does its connection.</summary>
    public static IQueryable<Mailbox> Runnable(SyncDbContext db, DateTime now) =>
        Ready(db).Where(m => !db.ExchangeConnections.Any(c => c.Id == m.ConnectionId && c.PausedUntil > now));

    /// <summary>The same, but the connection may be waiting.</summary>
    public static IQueryable<Mailbox> Ready(SyncDbContext db) => db.Mailboxes
        .Where(m => (m.IsEnabled || m.HasRequests) && m.ProvedAt != null && m.PausedAt == null && m.PlanMovedAt == null && m.Account!.IsActive)
        .Where(_ => db.Organizations.Any(o => o.IsAddOnOn && o.Mode == SyncMode.Normal));

    /// <summary>Those that are to be kept in sync: switched on, and nothing stands against it.</summary>
    public static IQueryable<Mailbox> Synced(SyncDbContext db) => Ready(db).Where(m => m.IsEnabled);

    /// <summary>By time or by request, and neither queued nor running.</summary>
    public static Expression<Func<Mailbox, bool>> IsDue(DateTime now) => m =>
        (m.NextDueAt <= now || m.RequestedVersion > m.CompletedVersion)
        && (m.QueuedUntil == null || m.QueuedUntil <= now)
        && (m.LeaseUntil == null || m.LeaseUntil <= now);

    /// <summary>
    /// Not yet done by another run, by time or by request. One that failed is tried whenever somebody sends a job, as operators do
    /// from the dashboard.
    /// </summary>
    public static Expression<Func<Mailbox, bool>> IsRunWanted(DateTime now) => m =>
        m.NextDueAt <= now || m.RequestedVersion > m.CompletedVersion || m.HasRequests || m.Failures > 0;
}
