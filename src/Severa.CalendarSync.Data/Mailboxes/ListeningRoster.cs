using Microsoft.EntityFrameworkCore;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>A mailbox worth listening to. Its address is for Exchange only.</summary>
public sealed record ListeningMailbox(Guid Id, string Address);

/// <summary>Who of a connection's mailboxes is worth listening to, and which state of the connection's settings that goes with.</summary>
/// <param name="ConnectionId">The connection.</param>
/// <param name="Revision">Of its settings.</param>
/// <param name="IsPaused">The server wants to be left alone: nobody new is subscribed, and what is open stays open (R22).</param>
/// <param name="Mailboxes">In order of their addresses.</param>
public sealed record ListeningList(Guid ConnectionId, long Revision, bool IsPaused, IReadOnlyList<ListeningMailbox> Mailboxes);

/// <summary>
/// Finds the mailboxes whose changes in Outlook would be run at once: switched on, reached before, and free to run. One whose error
/// only a change of settings can cure is left out; it is tried again by the clock (R22).
/// </summary>
public sealed class ListeningRoster(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    /// <returns>One list for each connection.</returns>
    public async Task<IReadOnlyList<ListeningList>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        var connections = await db.ExchangeConnections.InOrder().Select(c => new { c.Id, c.Revision, c.PausedUntil }).ToListAsync(cancellationToken);
        var mailboxes = await DueMailboxes.Synced(db)
            .Where(m => !m.ErrorIsPermanent && m.ConnectionId != null)
            .OrderBy(m => m.Address)
            .Select(m => new { m.ConnectionId, Mailbox = new ListeningMailbox(m.Id, m.Address) })
            .ToListAsync(cancellationToken);
        var byConnection = mailboxes.ToLookup(m => m.ConnectionId!.Value, m => m.Mailbox);
        return [.. connections.Select(c => new ListeningList(c.Id, c.Revision, c.PausedUntil > now, [.. byConnection[c.Id]]))];
    }
}
