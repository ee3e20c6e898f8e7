using Microsoft.Extensions.Options;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Sessions;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Security.Sessions;

/// <summary>Where the reader is signed in (P2). He ends his own sessions, and nobody else's.</summary>
public sealed class OwnSessions(
    AccountSessions sessions, SyncDbContext db, Audit audit, Reader reader, IHttpContextAccessor http, IOptions<AccountSessionOptions> rules)
{
    /// <summary>The session of this browser.</summary>
    public AccountSession Current => SessionCookie.Current(http.HttpContext!) ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>This one first, then the one seen last.</summary>
    public async Task<IReadOnlyList<AccountSession>> ListAsync(CancellationToken cancellationToken)
    {
        var all = await sessions.ListAsync(reader.Id, cancellationToken);
        return [.. all.Where(s => !rules.Value.IsOver(s, reader.UtcNow, reader.IsPrivileged)).OrderByDescending(s => s.Id == Current.Id)];
    }

    /// <summary>False: he has no such session.</summary>
    public Task<bool> EndAsync(string id, CancellationToken cancellationToken) => EndAsync(id, AuditAction.SessionEnded, cancellationToken);

    /// <summary>He signs out here.</summary>
    public Task EndCurrentAsync(CancellationToken cancellationToken) => EndAsync(Current.Id, AuditAction.SignedOut, cancellationToken);

    /// <summary>Every one but this; how many that were.</summary>
    public async Task<int> EndOthersAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var others = (await ListAsync(cancellationToken)).Count(s => s.Id != Current.Id);
        await sessions.EndOthersAsync(reader.Id, but: Current.Id, cancellationToken);
        audit.Add(AuditAction.OtherSessionsEnded, reader.Id, $"{others}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return others;
    }

    private async Task<bool> EndAsync(string id, AuditAction action, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await sessions.EndAsync(reader.Id, id, cancellationToken))
        {
            return false;
        }

        audit.Add(action, reader.Id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
