using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>The clock, the log and the counters of runs.</summary>
public sealed class RunLoggers(TimeProvider time, ILogger<MailboxSync> logger, RunMeter meter)
{
    private static readonly Func<ILogger, Guid, IDisposable?> LookScope = LoggerMessage.DefineScope<Guid>("Look at mailbox {MailboxId}");

    public TimeProvider Time => time;

    public ILogger ForRuns => logger;

    /// <summary>Every line that is logged while a mailbox is looked at tells which one.</summary>
    public IDisposable? BeginLook(Guid mailboxId) => LookScope(logger, mailboxId);

    /// <summary>A turn in which nothing had happened: counted as the run it would have been.</summary>
    public void Looked(Guid mailboxId, TimeSpan took)
    {
        var now = time.GetUtcNow();
        meter.Ended(new RunReport { Outcome = RunOutcome.Unchanged, StartedAt = now - took, EndedAt = now });
        JobLog.Looked(logger, mailboxId, RunOutcome.Unchanged);
    }

    /// <summary>The same ledger; what ends in it is counted.</summary>
    public ISyncLedger Measured(ISyncLedger ledger) => new MeasuredLedger(ledger, meter);
}
