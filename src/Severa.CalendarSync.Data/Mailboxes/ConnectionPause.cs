using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Ledger;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>An error of the whole connection stops all its mailboxes; their links and base stay as they are (R22, R27).</summary>
public sealed class ConnectionPause(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    /// <summary>Pauses the connection: as long as the server asks, a day where only settings help, else a minute. Never shortens a pause.</summary>
    public async Task PauseAsync(Guid connectionId, SideException error, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var until = time.GetUtcNow().UtcDateTime + RetryPause.After(1, error.IsPermanent, error.RetryAfter);
        await db.ExchangeConnections
            .Where(c => c.Id == connectionId && (c.PausedUntil == null || c.PausedUntil < until))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(c => c.PausedUntil, until)
                    .SetProperty(c => c.ErrorNumber, error.Number)
                    .SetProperty(c => c.ErrorCode, error.Code),
                cancellationToken);
    }

    /// <summary>Ends the pause: the settings were saved, or a test has passed. Nothing is written while there is none.</summary>
    public Task EndAsync(Guid connectionId, CancellationToken cancellationToken) => EndAsync(connectionId, _ => true, cancellationToken);

    /// <summary>A run succeeded: a pause that is over is forgotten. No run begins during one: it began after what this run has seen.</summary>
    public Task ForgetAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return EndAsync(connectionId, c => c.PausedUntil == null || c.PausedUntil <= now, cancellationToken);
    }

    private async Task EndAsync(Guid connectionId, Expression<Func<ExchangeConnection, bool>> which, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.ExchangeConnections
            .Where(c => c.Id == connectionId && (c.PausedUntil != null || c.ErrorNumber != null))
            .Where(which)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(c => c.PausedUntil, (DateTime?)null)
                    .SetProperty(c => c.ErrorNumber, (int?)null)
                    .SetProperty(c => c.ErrorCode, (string?)null),
                cancellationToken);
    }
}
