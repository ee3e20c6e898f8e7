using Hangfire;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>Registers what recurs, at every start: Hangfire's storage may have been thrown away.</summary>
internal sealed class RecurringJobs(IRecurringJobManager recurring, IBackgroundJobClient jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var looks = $"*/{MailboxQueue.LooksEvery.TotalSeconds:F0} * * * * *";
        recurring.AddOrUpdate<DispatchJob>("dispatch", JobQueues.Regular, job => job.RunAsync(CancellationToken.None), looks);
        recurring.AddOrUpdate<PruningJob>("prune", JobQueues.Regular, job => job.RunAsync(CancellationToken.None), Cron.Daily(3, 30));
        recurring.AddOrUpdate<ReachJob>("reach", JobQueues.Regular, job => job.RunAsync(CancellationToken.None), Cron.Weekly(DayOfWeek.Monday, 4));

        // What a killed process left behind goes on at once.
        jobs.Enqueue<DispatchJob>(JobQueues.Regular, job => job.RunAsync(CancellationToken.None));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
