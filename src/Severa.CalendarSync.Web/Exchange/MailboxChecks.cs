using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>
/// Checks everybody's mailbox, one after the other: whether it is there, and whether the delegate may read and write its calendar. Of
/// nobody's is an item read, whether he has switched on or not (P3). What runs know of a mailbox stays as it is.
/// </summary>
public sealed partial class MailboxChecks(
    MailboxCheckBoard board,
    MailboxConnections connections,
    IExchangeConnector exchange,
    IDbContextFactory<SyncDbContext> contexts,
    TimeProvider time,
    ILogger<MailboxChecks> logger)
{
    private static readonly TimeSpan LongestOfOne = TimeSpan.FromMinutes(2);

    /// <summary>Does what is left of this check: another node may have begun it.</summary>
    public async Task RunAsync(Guid id, CancellationToken cancellationToken)
    {
        if (board.Read() is not { EndedAt: null } check || check.Id != id)
        {
            return;
        }

        var broken = new Dictionary<Guid, int>();
        foreach (var (account, address) in await PeopleAsync(cancellationToken))
        {
            if (!check.Results.ContainsKey(account))
            {
                board.Note(id, account, await CheckAsync(address, broken, cancellationToken));
            }
        }

        board.End();
    }

    /// <returns>What is wrong; null: nothing.</returns>
    private async Task<int?> CheckAsync(string address, Dictionary<Guid, int> broken, CancellationToken cancellationToken)
    {
        using var longest = new CancellationTokenSource(LongestOfOne, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(longest.Token, cancellationToken);
        try
        {
            var number = await AskAsync(address, broken, stop.Token);
            return number == ConnectionSettings.NoMailbox && await connections.HasMovedAsync(address, stop.Token)
                ? await AskAsync(address, broken, stop.Token)
                : number;
        }
        catch (SideException problem)
        {
            return problem.Number;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ConnectionSettings.ServerNotFound;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // One mailbox's trouble is not the others'.
            LogFailure(logger, problem.GetType().Name);
            return SideException.Unnumbered;
        }
    }

    /// <summary>A connection that does not let us in is asked once, not once for everybody: a wrong password would lock its account.</summary>
    private async Task<int?> AskAsync(string address, Dictionary<Guid, int> broken, CancellationToken cancellationToken)
    {
        var connection = await connections.OpenRestedAsync(address, cancellationToken);
        if (broken.TryGetValue(connection.Id, out var known))
        {
            return known;
        }

        await foreach (var result in exchange.CheckAsync(connection, address, outOfReach: null, cancellationToken))
        {
            if (result.Status != CheckStatus.Failed)
            {
                continue;
            }

            var number = result.ErrorNumber ?? SideException.Unnumbered;
            if (result.Step < CheckStep.Impersonation)
            {
                broken[connection.Id] = number;
            }

            return number;
        }

        return null;
    }

    private async Task<IReadOnlyList<(Guid Account, string Address)>> PeopleAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var people = await TestPeople.Active(db).OrderBy(a => a.Id).Select(a => new { a.Id, Address = a.Email! }).ToListAsync(cancellationToken);
        return people.ConvertAll(p => (p.Id, p.Address));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The check of a mailbox ended unexpectedly: {Problem}")]
    private static partial void LogFailure(ILogger logger, string problem);
}
