using Hangfire;
using Severa.CalendarSync.Web.Exchange;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>Each week: does the delegate still not reach what he must not?</summary>
public sealed class ReachJob(ReachChecks checks)
{
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken cancellationToken) => checks.RunAllAsync(cancellationToken);
}
