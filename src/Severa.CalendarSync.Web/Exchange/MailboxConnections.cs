using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>
/// The connection of each mailbox: the one that reached it last, else one that serves its mail domain. Where several do, they are asked
/// which of them has the mailbox (R19).
/// </summary>
public sealed class MailboxConnections(
    IDbContextFactory<SyncDbContext> contexts, ConnectionSettings settings, IExchangeConnector exchange, TimeProvider time)
{
    /// <summary>How the account's mailbox is reached.</summary>
    /// <exception cref="SideException">E21: no connection serves its mail domain. Or: none that does has the mailbox, or can be used.</exception>
    public async Task<ExchangeConnectionOptions> OpenAsync(string address, CancellationToken cancellationToken)
    {
        var (last, candidates) = await CandidatesAsync(address, cancellationToken);
        if (candidates is [])
        {
            throw new SideException(ConnectionSettings.NoConnection, ErrorScope.Mailbox, isPermanent: true, "NoConnectionForDomain");
        }

        if (candidates[0] == last)
        {
            return await AtAsync(candidates[0], address, cancellationToken);
        }

        return candidates.Count == 1
            ? await UseAsync(candidates[0], address, cancellationToken)
            : await FindAsync(candidates, address, cancellationToken);
    }

    /// <summary>The same for who asks out of turn: a connection that waits is left alone.</summary>
    /// <exception cref="SideException">As above, or why it waits.</exception>
    public async Task<ExchangeConnectionOptions> OpenRestedAsync(string address, CancellationToken cancellationToken)
    {
        if ((await CandidatesAsync(address, cancellationToken)).Last is { } last)
        {
            await ThrowIfPausedAsync(last, cancellationToken);
        }

        return await OpenAsync(address, cancellationToken);
    }

    /// <summary>These connections, for mailboxes that they reached before.</summary>
    public async Task<KnownConnections> KnownAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var all = await db.ExchangeConnections.Serving().ToListAsync(cancellationToken);
        var usable = new Dictionary<Guid, UsableConnection>();
        foreach (var id in ids)
        {
            try
            {
                usable[id] = await settings.OpenAsync(id, cancellationToken);
            }
            catch (SideException)
            {
                // Each of its mailboxes learns why in a run of its own.
            }
        }

        return new KnownConnections(all, usable);
    }

    /// <summary>The connection that reached the mailbox last says that there is none: the others that serve its domain are asked.</summary>
    /// <returns>True: one of them has it, and is its connection from now on.</returns>
    public async Task<bool> HasMovedAsync(string address, CancellationToken cancellationToken)
    {
        var (last, candidates) = await CandidatesAsync(address, cancellationToken);
        var others = candidates.Where(id => id != last).ToList();
        try
        {
            return others.Count > 0 && await FindAsync(others, address, cancellationToken) is not null;
        }
        catch (SideException)
        {
            return false;
        }
    }

    /// <summary>Those that serve the address, the likeliest first, and the one that reached it last.</summary>
    internal async Task<(Guid? Last, IReadOnlyList<Guid> Candidates)> CandidatesAsync(string address, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await Of(db, address).OrderByDescending(m => m.ProvedAt).Select(m => m.ConnectionId).FirstOrDefaultAsync(cancellationToken);
        var all = await db.ExchangeConnections.Serving().ToListAsync(cancellationToken);
        return (last, ConnectionChoice.For(address, last, all));
    }

    internal async Task<IReadOnlyList<Guid>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ExchangeConnections.InOrder().Select(c => c.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Asks one after the other. One that cannot answer leaves it open whether the mailbox is there.</summary>
    /// <exception cref="SideException">The first answer that is not a plain no, else E13.</exception>
    private async Task<ExchangeConnectionOptions> FindAsync(IReadOnlyList<Guid> candidates, string address, CancellationToken cancellationToken)
    {
        SideException? refusal = null;
        foreach (var id in candidates)
        {
            try
            {
                await ThrowIfPausedAsync(id, cancellationToken);
                var connection = await AtAsync(id, address, cancellationToken);
                await exchange.OpenProof(connection, new ExchangeMailbox(address, TimeZoneInfo.Utc)).ReadFolderIdAsync(cancellationToken);
                await RememberAsync(id, address, cancellationToken);
                return connection;
            }
            catch (SideException error)
            {
                refusal = refusal is null or { Number: ConnectionSettings.NoMailbox } ? error : refusal;
            }
        }

        // What one of several connections answers while it is only asked is not its state.
        throw new SideException(refusal!.Number, ErrorScope.Mailbox, refusal.IsPermanent, refusal.Code, refusal) { RetryAfter = refusal.RetryAfter };
    }

    private async Task<ExchangeConnectionOptions> UseAsync(Guid id, string address, CancellationToken cancellationToken)
    {
        await RememberAsync(id, address, cancellationToken);
        await ThrowIfPausedAsync(id, cancellationToken);
        return await AtAsync(id, address, cancellationToken);
    }

    private async Task<ExchangeConnectionOptions> AtAsync(Guid id, string address, CancellationToken cancellationToken) =>
        await (await settings.OpenAsync(id, cancellationToken)).ForAsync(address, cancellationToken);

    /// <summary>The dispatcher keeps a connection's own mailboxes from it while it is paused; one that comes anew is kept here.</summary>
    /// <exception cref="SideException">Why it is paused, and for how long.</exception>
    private async Task ThrowIfPausedAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var pause = await db.ExchangeConnections.Where(c => c.Id == id && c.PausedUntil > now)
            .Select(c => new { c.PausedUntil, c.ErrorNumber, c.ErrorCode }).SingleOrDefaultAsync(cancellationToken);
        if (pause is not null)
        {
            throw new SideException(pause.ErrorNumber ?? SideException.Unnumbered, ErrorScope.Mailbox, isPermanent: false, pause.ErrorCode ?? "ConnectionPaused")
            {
                RetryAfter = pause.PausedUntil - now,
            };
        }
    }

    private async Task RememberAsync(Guid id, string address, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await Of(db, address).ExecuteUpdateAsync(set => set.SetProperty(m => m.ConnectionId, id), cancellationToken);
    }

    private static IQueryable<Mailbox> Of(SyncDbContext db, string address)
    {
        var normal = address.ToLowerInvariant();
        return db.Mailboxes.Where(m => m.Address == normal);
    }
}
