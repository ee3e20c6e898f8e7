using Hangfire;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Notifications;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>Asks for runs at once: somebody switched on, pressed "Sync now", saved an activity or changed a setting (R21).</summary>
public sealed class SyncTrigger(MailboxQueue queue, IBackgroundJobClient jobs, RosterSignal roster)
{
    /// <summary>Mailboxes that may not run now keep the request and run when they may.</summary>
    public async Task RequestAsync(IReadOnlyCollection<Guid> mailboxIds, CancellationToken cancellationToken)
    {
        foreach (var id in await queue.RequestAsync(mailboxIds, cancellationToken))
        {
            jobs.Enqueue<SyncMailboxesJob>(JobQueues.Interactive, job => job.RunAsync(new[] { id }, CancellationToken.None));
        }
    }

    /// <summary>Outlook changed, says Exchange.</summary>
    /// <param name="mailboxIds">The mailboxes.</param>
    /// <param name="isCertain">Something did change: its owner may be looking. Otherwise something may have been missed, and nobody waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task NotifyAsync(IReadOnlyCollection<Guid> mailboxIds, bool isCertain, CancellationToken cancellationToken)
    {
        var mailboxes = await queue.RequestHealthyAsync(mailboxIds, cancellationToken);
        // Where somebody may be waiting, no mailbox of a job waits for another.
        var (name, most) = isCertain ? (JobQueues.Interactive, SyncMailboxesJob.AtOnce) : (JobQueues.Regular, DispatchJob.PerBatch);
        foreach (var batch in mailboxes.Chunk(most))
        {
            jobs.Enqueue<SyncMailboxesJob>(name, job => job.RunAsync(batch, CancellationToken.None));
        }
    }

    /// <summary>Somebody switched on or off: who is listened to is another question now.</summary>
    public void SwitchedOver() => roster.Raise();

    /// <summary>Every mailbox, by the next dispatch: after a change of settings.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="full">Everything is compared.</param>
    public async Task RequestAllAsync(CancellationToken cancellationToken, bool full = false)
    {
        await queue.RequestAllAsync(cancellationToken, full);
        roster.Raise();
        jobs.Enqueue<DispatchJob>(JobQueues.Interactive, job => job.RunAsync(CancellationToken.None));
    }
}
