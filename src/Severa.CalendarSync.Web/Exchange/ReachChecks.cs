using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>Tries what must not work: opening a mailbox that the administrator named as out of the delegate's reach (P3, E12).</summary>
public sealed class ReachChecks(IDbContextFactory<SyncDbContext> contexts, ConnectionSettings settings, IExchangeConnector exchange, TimeProvider time)
{
    private const int ReachesTooMuch = 12;

    /// <summary>Every connection that names such a mailbox.</summary>
    public async Task RunAllAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await NamedAsync(cancellationToken))
        {
            try
            {
                await RunAsync(id, cancellationToken);
            }
            catch (SideException)
            {
                // The connection itself does not work: it says so elsewhere, and nothing is known of its reach.
            }
        }
    }

    /// <summary>
    /// Keeps what a check found, until the next one that finds something. One that could not be made, or that a busy server or a
    /// broken connection ended, says nothing: what was found before stands.
    /// </summary>
    public async Task RecordAsync(Guid connectionId, CheckResult result, CancellationToken cancellationToken)
    {
        if (result.Step != CheckStep.Reach || !SaysSomething(result))
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        await db.ExchangeConnections.Where(c => c.Id == connectionId).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.ReachCheckedAt, now).SetProperty(c => c.ReachErrorNumber, result.ErrorNumber), cancellationToken);
    }

    private static bool SaysSomething(CheckResult result) =>
        result is { Status: CheckStatus.Ok } or { Status: CheckStatus.Failed, ErrorNumber: ReachesTooMuch or ConnectionSettings.NoMailbox };

    private async Task RunAsync(Guid id, CancellationToken cancellationToken)
    {
        var connection = await settings.OpenAsync(id, cancellationToken);
        if (connection.OutOfReach is { } address)
        {
            var server = await connection.ForAsync(address, cancellationToken);
            await foreach (var result in exchange.CheckAsync(server, mailbox: null, address, cancellationToken))
            {
                await RecordAsync(id, result, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<Guid>> NamedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ExchangeConnections.Where(c => c.OutOfReachAddress != null && c.OutOfReachAddress != "").Select(c => c.Id).ToListAsync(cancellationToken);
    }
}
