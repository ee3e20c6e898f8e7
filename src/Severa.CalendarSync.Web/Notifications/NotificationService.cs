using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Jobs;

namespace Severa.CalendarSync.Web.Notifications;

/// <summary>
/// Listens to Exchange as long as the service runs. Nothing depends on it: whatever is not heard, the regular check finds.
/// </summary>
internal sealed class NotificationService(
    ListenerLeases leases,
    ListeningRoster roster,
    RosterSignal changed,
    ListenerGroups groups,
    SignalRelay relay,
    ListenerSurroundings surroundings,
    IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>How often to look who is on, where nobody said that it changed.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Stops with the host's first word: the web server waits for its requests, and in Development the simulated Exchange,
        // with our open connections, is one of them.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            await StartedAsync(stop.Token);
            await Task.WhenAll(relay.RunAsync(stop.Token), KeepInStepAsync(stop.Token), KeepLeasesAsync(stop.Token));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The service stops.
        }
        finally
        {
            await groups.EndAsync();
            await TryAsync(() => leases.GiveBackAsync(CancellationToken.None), CancellationToken.None);
        }
    }

    private async Task KeepInStepAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await TryAsync(() => AlignAsync(cancellationToken), cancellationToken);
            await changed.WaitAsync(LookAgain, surroundings.Time, cancellationToken);
        }
    }

    private async Task AlignAsync(CancellationToken cancellationToken)
    {
        var held = await leases.HoldAsync(cancellationToken);
        var lists = await roster.ReadAsync(cancellationToken);
        await groups.AlignAsync([.. lists.Where(list => held.Contains(list.ConnectionId))], cancellationToken);
    }

    /// <summary>To bring the listeners in step may take longer than a lease lasts.</summary>
    private async Task KeepLeasesAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(ListenerLeases.HoldEvery, surroundings.Time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await TryAsync(() => leases.HoldAsync(cancellationToken), cancellationToken);
        }
    }

    private async Task TryAsync(Func<Task> step, CancellationToken cancellationToken)
    {
        try
        {
            await step();
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            NotificationLog.Broke(surroundings.Logger, error.GetType().Name, SafeStack.Of(error));
        }
    }

    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }
}
