using Hangfire;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>Asks for runs at once: somebody switched on, pressed "Sync now", saved an activity or changed a setting (R21).</summary>
public sealed class SyncTrigger(MailboxQueue queue, IBackgroundJobClient jobs)
{
    /// <summary>Mailboxes that may not run now keep the request and run when they may.</summary>
    public async Task RequestAsync(IReadOnlyCollection<Guid> mailboxIds, CancellationToken cancellationToken)
    {
        foreach (var id in await queue.RequestAsync(mailboxIds, cancellationToken))
        {
            jobs.Enqueue<SyncMailboxesJob>(JobQueues.Interactive, job => job.RunAsync(new[] { id }, CancellationToken.None));
        }
    }

    /// <summary>Every mailbox, by the next dispatch: after a change of settings.</summary>
    public async Task RequestAllAsync(CancellationToken cancellationToken)
    {
        await queue.RequestAllAsync(cancellationToken);
        jobs.Enqueue<DispatchJob>(JobQueues.Interactive, job => job.RunAsync(CancellationToken.None));
    }
}
