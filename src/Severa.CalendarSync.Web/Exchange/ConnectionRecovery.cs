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
    public async Task EndTroubleAsync(CancellationToken cancellationToken)
    {
        if (await FindTroubledAsync(cancellationToken) is { } connection)
        {
            await pause.EndAsync(connection, cancellationToken);
            await queue.RequestAllAsync(cancellationToken);
        }
    }

    private async Task<Guid?> FindTroubledAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ExchangeConnections.Where(c => c.ErrorNumber != null).OrderBy(c => c.Id).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancellationToken);
    }
}
