using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>
/// A test has passed: whatever kept the connection from being used is over, though no setting changed here. An account was unlocked,
/// say, or EWS switched on again. Nobody has to wait for the next try.
/// </summary>
public sealed class ConnectionRecovery(IDbContextFactory<SyncDbContext> contexts, ConnectionPause pause, MailboxQueue queue)
{
    /// <summary>The next dispatch runs everybody. Nothing is written where all was well.</summary>
    public async Task EndTroubleAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        if (await IsTroubledAsync(connectionId, cancellationToken))
        {
            await pause.EndAsync(connectionId, cancellationToken);
            await queue.RequestAllAsync(cancellationToken);
        }
    }

    private async Task<bool> IsTroubledAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ExchangeConnections.AnyAsync(c => c.Id == connectionId && c.ErrorNumber != null, cancellationToken);
    }
}
