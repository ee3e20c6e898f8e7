using Hangfire;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>Each minute: picks the mailboxes that are due, marks them queued, and hands them out in batches.</summary>
public sealed class DispatchJob(MailboxQueue queue, IBackgroundJobClient jobs)
{
    private const int MostAtOnce = 500;
    internal const int PerBatch = 20;

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var due = await queue.PickAsync(MostAtOnce, cancellationToken);
        foreach (var batch in due.Chunk(PerBatch))
        {
            jobs.Enqueue<SyncMailboxesJob>(JobQueues.Regular, job => job.RunAsync(batch, CancellationToken.None));
        }
    }
}
