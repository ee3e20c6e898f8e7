namespace Severa.CalendarSync.Web.Telemetry;

/// <summary>Publishes what this node has counted, a few times a minute, and when it stops.</summary>
internal sealed partial class ThroughputPublisher(Throughput throughput, TimeProvider time, ILogger<ThroughputPublisher> logger) : BackgroundService
{
    internal static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Publish();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Publish();
        }
    }

    private void Publish()
    {
        try
        {
            throughput.Publish();
        }
        catch (Exception problem)
        {
            // Nobody depends on it; the counts are told the next time.
            NotPublished(logger, problem.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The counts of the last minutes were not published: {Problem}")]
    private static partial void NotPublished(ILogger logger, string problem);
}
