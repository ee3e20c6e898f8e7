using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Severa.CalendarSync.Data.Startup;

/// <summary>Asks the database for its time again and again: clocks drift, and are set.</summary>
internal sealed partial class ClockCheck(DatabaseClock clock, IDbContextFactory<SyncDbContext> contexts, ILogger<ClockCheck> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>From here on people see it: times on pages differ from their watches.</summary>
    private static readonly TimeSpan Much = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        do
        {
            await CheckAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await clock.AskAsync(db, cancellationToken);
            if (clock.Offset.Duration() > Much)
            {
                ClocksDiffer(logger, clock.Offset.TotalSeconds);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // The database is away for a moment: what it said last still holds.
            NoAnswer(logger, problem.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clocks of this machine and of the database differ by {Seconds:F1} seconds. The database's is the one that counts; set one of them")]
    private static partial void ClocksDiffer(ILogger logger, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database did not tell its time: {Problem}")]
    private static partial void NoAnswer(ILogger logger, string problem);
}
