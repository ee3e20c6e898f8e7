using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Sync;
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

    /// <summary>Ends the pause: the settings were saved, or a call succeeded. Nothing is written while there is none.</summary>
    public async Task EndAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.ExchangeConnections
            .Where(c => c.Id == connectionId && (c.PausedUntil != null || c.ErrorNumber != null))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(c => c.PausedUntil, (DateTime?)null)
                    .SetProperty(c => c.ErrorNumber, (int?)null)
                    .SetProperty(c => c.ErrorCode, (string?)null),
                cancellationToken);
    }
}
