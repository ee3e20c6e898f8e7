using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>The clock, the log and the counters of runs.</summary>
public sealed class RunLoggers(TimeProvider time, ILogger<MailboxSync> logger, RunMeter meter)
{
    public TimeProvider Time => time;

    public ILogger ForRuns => logger;

    /// <summary>The same ledger; what ends in it is counted.</summary>
    public ISyncLedger Measured(ISyncLedger ledger) => new MeasuredLedger(ledger, meter);
}
