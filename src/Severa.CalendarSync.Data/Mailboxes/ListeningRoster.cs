using Microsoft.EntityFrameworkCore;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>A mailbox worth listening to. Its address is for Exchange only.</summary>
public sealed record ListeningMailbox(Guid Id, string Address);

/// <summary>Who is worth listening to, and which state of the connection's settings that goes with.</summary>
/// <param name="Mailboxes">In order of their addresses.</param>
/// <param name="ConnectionRevision">Null where there is no connection.</param>
/// <param name="IsConnectionPaused">The server wants to be left alone: nobody new is subscribed, and what is open stays open (R22).</param>
public sealed record ListeningList(IReadOnlyList<ListeningMailbox> Mailboxes, long? ConnectionRevision, bool IsConnectionPaused);

/// <summary>
/// Finds the mailboxes whose changes in Outlook would be run at once: switched on and free to run. One whose error only a change
/// of settings can cure is left out; it is tried again by the clock (R22).
/// </summary>
public sealed class ListeningRoster(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    public async Task<ListeningList> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var connection = await db.ExchangeConnections.OrderBy(c => c.Id).Select(c => new { c.Revision, c.PausedUntil }).FirstOrDefaultAsync(cancellationToken);
        var mailboxes = await DueMailboxes.Ready(db)
            .Where(m => m.IsEnabled && !m.ErrorIsPermanent)
            .OrderBy(m => m.Address)
            .Select(m => new ListeningMailbox(m.Id, m.Address))
            .ToListAsync(cancellationToken);
        return new ListeningList(mailboxes, connection?.Revision, connection?.PausedUntil > time.GetUtcNow().UtcDateTime);
    }
}
