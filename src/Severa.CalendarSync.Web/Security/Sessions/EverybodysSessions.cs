using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Sessions;

namespace Severa.CalendarSync.Web.Security.Sessions;

/// <summary>For an administrator who does not know which browsers are in wrong hands: all sessions but his own end.</summary>
public sealed class EverybodysSessions(AccountSessions sessions, SyncDbContext db, Audit audit, IHttpContextAccessor http)
{
    private string Own => SessionCookie.Current(http.HttpContext!)!.Id;

    public Task<int> CountOthersAsync(CancellationToken cancellationToken) => sessions.CountAsync(but: Own, cancellationToken);

    /// <summary>How many that were.</summary>
    public async Task<int> EndOthersAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var count = await CountOthersAsync(cancellationToken);
        await sessions.EndEverybodysAsync(but: Own, cancellationToken);
        audit.Add(AuditAction.EverybodysSessionsEnded, detail: $"{count}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return count;
    }
}
