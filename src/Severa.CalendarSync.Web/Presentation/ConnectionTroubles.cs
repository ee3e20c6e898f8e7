using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Web.Presentation;

/// <summary>What is wrong with the connections, and whom it concerns.</summary>
public sealed class ConnectionTroubles
{
    private readonly IReadOnlyList<(Guid Id, ConnectionTrouble? Trouble)> _connections;

    private ConnectionTroubles(IReadOnlyList<(Guid Id, ConnectionTrouble? Trouble)> connections) => _connections = connections;

    /// <summary>Of every connection that has one.</summary>
    public IReadOnlyList<ConnectionTrouble> All => [.. _connections.Select(c => c.Trouble).OfType<ConnectionTrouble>()];

    public static async Task<ConnectionTroubles> ReadAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        var rows = await db.ExchangeConnections.InOrder().Select(c => new { c.Id, c.ErrorNumber, c.PausedUntil }).ToListAsync(cancellationToken);
        return new ConnectionTroubles(rows.ConvertAll(c => (c.Id, c is { ErrorNumber: { } number, PausedUntil: { } until } ? new ConnectionTrouble(number, until) : null)));
    }

    public ConnectionTrouble? OfConnection(Guid id) => _connections.FirstOrDefault(c => c.Id == id).Trouble;

    /// <summary>What the mailbox has to wait for; null: nothing. One that was never reached waits for the only connection there is.</summary>
    public ConnectionTrouble? Of(Mailbox? mailbox) => mailbox?.ConnectionId is { } id
        ? OfConnection(id)
        : _connections is [var only] ? only.Trouble : null;
}
