namespace Severa.CalendarSync.Web.Profile;

/// <summary>Takes away entries with codes that nobody typed in time (R23).</summary>
public sealed partial class ProofCleanUp(IServiceScopeFactory scopes, TimeProvider time, ILogger<ProofCleanUp> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryAsync(stoppingToken);
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ProofEntries>().RemoveAllSpentAsync(cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // The edge of a background service: the next turn tries again.
            LogFailure(logger, problem.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Entries with proof codes could not be cleaned up: {Problem}")]
    private static partial void LogFailure(ILogger logger, string problem);
}
