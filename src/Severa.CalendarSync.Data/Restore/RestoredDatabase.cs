using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Auditing;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Startup;

namespace Severa.CalendarSync.Data.Restore;

/// <summary>A database that was put back from a backup, while both calendars went on (architecture.md, "Restore").</summary>
public sealed class RestoredDatabase(IDbContextFactory<SyncDbContext> contexts, AuditJournal journal, ConsoleAudit audit, TimeProvider time)
{
    /// <summary>More than any worker of before the restore may have counted.</summary>
    private const long TokenLeap = 1_000_000;

    /// <summary>Longer than any transaction that the backup may have missed.</summary>
    private static readonly TimeSpan LongestTransaction = TimeSpan.FromHours(1);

    /// <summary>What the journal tells of the time since the backup.</summary>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public async Task<(IReadOnlyList<AuditLine> Lost, int Damaged)> ReadLostAsync(CancellationToken cancellationToken)
    {
        var (lines, damaged) = journal.Read();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var since = await LastKnownAsync(db, cancellationToken);
        var known = await db.Audit.AsNoTracking().Where(a => a.At > since).ToListAsync(cancellationToken);
        return (LostLines.Find(lines, known.Select(AuditLine.Of), since), damaged);
    }

    /// <summary>
    /// Sync is stopped until an administrator starts it. Whatever was under way at the time of the backup is void: leases, intents, requests,
    /// decisions, links and codes that wait, and all sessions. Each mailbox is then compared in full, and no deletion goes without a person.
    /// </summary>
    /// <returns>How many mailboxes.</returns>
    public async Task<int> StartOverAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        await db.Organizations.ExecuteUpdateAsync(
            set => set.SetProperty(o => o.Mode, SyncMode.Stopped).SetProperty(o => o.Version, o => o.Version + 1), cancellationToken);
        await LeaseReset.VoidAllAsync(db, cancellationToken);
        await db.ExchangeConnections.ExecuteUpdateAsync(set => set.SetProperty(c => c.PausedUntil, (DateTime?)null), cancellationToken);
        var mailboxes = await StartOverAsync(db.Mailboxes, now, cancellationToken);
        await VoidWorkAsync(db, cancellationToken);
        await VoidAccessAsync(db, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return mailboxes;
    }

    /// <summary>From here on, what the journal told is done.</summary>
    public Task EndAsync(string detail, CancellationToken cancellationToken) => audit.AddAsync(AuditAction.DatabaseRestored, detail, cancellationToken);

    /// <summary>Whatever a console did since, this command above all, says nothing about the time of the backup; unless it went to its end.</summary>
    private static async Task<DateTime> LastKnownAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        var done = await db.Audit.Where(a => a.Action == AuditAction.DatabaseRestored).MaxAsync(a => (DateTime?)a.At, cancellationToken);
        var last = await db.Audit.Where(a => a.ActorId != null || a.RemoteAddress != null).MaxAsync(a => (DateTime?)a.At, cancellationToken);
        var backup = last is { } at ? at - LongestTransaction : DateTime.MinValue;
        return done > backup ? done.Value : backup;
    }

    private static Task<int> StartOverAsync(IQueryable<Mailbox> mailboxes, DateTime now, CancellationToken cancellationToken) => mailboxes.ExecuteUpdateAsync(
        set => set
            .SetProperty(m => m.LeaseToken, m => m.LeaseToken + TokenLeap)
            .SetProperty(m => m.QuietUntil, (DateTime?)null)
            .SetProperty(m => m.OutlookCursor, (string?)null)
            .SetProperty(m => m.SeveraCursor, (string?)null)
            .SetProperty(m => m.OutlookReadAt, (DateTime?)null)
            .SetProperty(m => m.FullComparisonDueAt, (DateTime?)null)
            .SetProperty(m => m.HoldAllDeletions, true)
            .SetProperty(m => m.HasRequests, false)
            .SetProperty(m => m.ExpectedPlan, (string?)null)
            .SetProperty(m => m.NextDueAt, now),
        cancellationToken);

    private static async Task VoidWorkAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        await db.Intents.Where(i => i.ClosedAt == null).ExecuteDeleteAsync(cancellationToken);
        await db.Undos.Where(u => u.SettledAt == null).ExecuteDeleteAsync(cancellationToken);
        await db.OwnWrites.ExecuteDeleteAsync(cancellationToken);
        await db.Links.Where(l => l.Decision != LinkDecision.None)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Decision, LinkDecision.None), cancellationToken);
    }

    /// <summary>A link that was used since, and a session that was ended since, would open again.</summary>
    private static async Task VoidAccessAsync(SyncDbContext db, DateTime now, CancellationToken cancellationToken)
    {
        await db.OneTimeCodes.Where(c => c.UsedAt == null && c.AccountId != null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), cancellationToken);
        await db.Sessions.ExecuteDeleteAsync(cancellationToken);
        foreach (var account in await db.Users.ToListAsync(cancellationToken))
        {
            account.SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
