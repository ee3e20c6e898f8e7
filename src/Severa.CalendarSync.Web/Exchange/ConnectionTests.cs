using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Autodiscover;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>
/// Runs Test connection in the background and keeps each administrator's last one, in memory: its page may be left and come back to.
/// Tests what is saved. Of a person's mailbox the connector reads the calendar folder's rights, never an item.
/// </summary>
public sealed partial class ConnectionTests(
    ConnectionSettings settings,
    ConnectionRecovery recovery,
    ReachChecks reach,
    IDbContextFactory<SyncDbContext> contexts,
    IExchangeConnector connector,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<ConnectionTests> logger)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<Guid, ConnectionTest> _tests = new();

    /// <summary>Everybody's last one.</summary>
    public IReadOnlyCollection<ConnectionTest> All => [.. _tests.Values];

    public ConnectionTest? Last(Guid administratorId) => _tests.GetValueOrDefault(administratorId);

    /// <summary>Starts a test; the one that is running goes on instead.</summary>
    public void Start(Guid administratorId, Guid connectionId, TestPerson? person)
    {
        if (Last(administratorId) is { IsRunning: true })
        {
            return;
        }

        var test = new ConnectionTest(time.GetUtcNow().UtcDateTime, connectionId, person);
        _tests[administratorId] = test;
        _ = Task.Run(() => RunAsync(test));
    }

    /// <summary>Runs a test to its end; whatever goes wrong is one of its results.</summary>
    internal async Task RunAsync(ConnectionTest test)
    {
        using var longest = new CancellationTokenSource(Longest, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(longest.Token, lifetime.ApplicationStopping);
        try
        {
            var connection = await settings.OpenAsync(test.ConnectionId, stop.Token);
            test.ChecksReach = connection.OutOfReach is not null;
            var endpoint = await LocateAsync(test, connection, stop.Token);
            await foreach (var result in connector.CheckAsync(connection.At(endpoint), test.Person?.Address, connection.OutOfReach, stop.Token))
            {
                test.Add(result);
                await reach.RecordAsync(test.ConnectionId, result, stop.Token);
            }

            if (test.HasPassed)
            {
                await recovery.EndTroubleAsync(test.ConnectionId, stop.Token);
            }
        }
        catch (SideException problem)
        {
            test.Fail(StepOf(problem.Number), problem.Number, problem.Code);
        }
        catch (OperationCanceledException)
        {
            test.Fail(NextStep(test), ConnectionSettings.ServerNotFound, "Timeout");
        }
        catch (Exception problem)
        {
            // The edge of a background task: whoever waits for the result must see that there is none.
            LogFailure(logger, problem.GetType().Name);
            test.Fail(NextStep(test), number: 0, "Unexpected");
        }
        finally
        {
            test.End();
        }
    }

    /// <summary>Looks the server up for the chosen person, or else for anybody whose mail domain it serves.</summary>
    /// <exception cref="SideException">It was not found, or only beyond hosts that somebody has to confirm.</exception>
    private async Task<Uri> LocateAsync(ConnectionTest test, UsableConnection connection, CancellationToken cancellationToken)
    {
        var address = test.Person?.Address ?? await AnyAddressAsync(connection.Domains, cancellationToken);
        await foreach (var step in connection.LocateAsync(address, cancellationToken))
        {
            switch (step)
            {
                case LocateEvent.Tried tried:
                    test.Add(tried.Attempt);
                    break;
                case LocateEvent.Ended ended:
                    test.Ask((ended.Result as LocateResult.NeedsConfirmation)?.Hosts ?? []);
                    return ended.Result.EndpointOrThrow();
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }

    private async Task<string> AnyAddressAsync(IReadOnlyList<string> domains, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await TestPeople.AnyAddressAsync(db, domains, cancellationToken);
    }

    /// <summary>Where a connection that cannot even be tried shows its reason.</summary>
    private static CheckStep StepOf(int number) => number switch
    {
        ConnectionSettings.VersionNotSupported => CheckStep.Version,
        ConnectionSettings.ServerNotFound or ConnectionSettings.NoConnection => CheckStep.Address,
        _ => CheckStep.SignIn,
    };

    private static CheckStep NextStep(ConnectionTest test) => (CheckStep)Math.Min(test.Results.Count, (int)CheckStep.Rights);

    [LoggerMessage(Level = LogLevel.Error, Message = "A connection test ended unexpectedly: {Problem}")]
    private static partial void LogFailure(ILogger logger, string problem);
}

/// <summary>The person a connection is tested for.</summary>
public sealed record TestPerson(string Name, string Address);
