using Hangfire;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>Every <see cref="MailboxQueue.LooksEvery"/>: picks the mailboxes that are due, marks them queued, and hands them out in batches.</summary>
public sealed class DispatchJob(MailboxQueue queue, IBackgroundJobClient jobs, JobStorage storage)
{
    internal const int PerBatch = 20;

    /// <summary>While so many jobs wait for a worker nobody else is picked: whoever waits longer than his mark lasts would be picked twice.</summary>
    private const int MostWaiting = 25;

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var room = MostWaiting - storage.GetMonitoringApi().EnqueuedCount(JobQueues.Regular);
        if (room <= 0)
        {
            return;
        }

        var due = await queue.PickAsync((int)room * PerBatch, cancellationToken);
        foreach (var batch in due.Chunk(PerBatch))
        {
            jobs.Enqueue<SyncMailboxesJob>(JobQueues.Regular, job => job.RunAsync(batch, CancellationToken.None));
        }
    }
}
