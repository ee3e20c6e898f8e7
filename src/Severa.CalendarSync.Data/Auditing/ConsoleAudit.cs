using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Auditing;

/// <summary>What a command at the console of the service has done to everything: a line of the audit without an actor, written at its end.</summary>
public sealed class ConsoleAudit(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    public async Task AddAsync(AuditAction action, string? detail, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Audit.Add(new AuditRow { At = time.GetUtcNow().UtcDateTime, Action = action, Detail = detail });
        await db.SaveChangesAsync(cancellationToken);
    }
}
