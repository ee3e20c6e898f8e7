using Hangfire;
using Severa.CalendarSync.Data.Pruning;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>Each night: forgets what need not be kept.</summary>
public sealed class PruningJob(DailyPruning pruning, ILogger<PruningJob> logger)
{
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellationToken) =>
        JobLog.Pruned(logger, (await pruning.RunAsync(cancellationToken)).Total);
}
