using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>The clock and the log of runs.</summary>
public sealed class RunLoggers(TimeProvider time, ILogger<MailboxSync> logger)
{
    public TimeProvider Time => time;

    public ILogger ForRuns => logger;
}
