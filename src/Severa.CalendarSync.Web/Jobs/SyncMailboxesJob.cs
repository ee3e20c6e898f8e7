using System.Collections.Concurrent;
using Hangfire;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>Runs a batch of mailboxes. One mailbox's failure is its own; the job fails afterwards, so that operators see it.</summary>
public sealed class SyncMailboxesJob(
    SyncRunner runner, QuietLook look, ConnectionState state, IBackgroundJobClient jobs, TimeProvider time, ILogger<SyncMailboxesJob> logger)
{
    internal const int AtOnce = 4;

    /// <summary>What wants another run sooner than this need not wait for a dispatch.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    /// <param name="mailboxIds">Ids only: Hangfire's storage holds nothing about anybody.</param>
    /// <param name="cancellationToken">Replaced by Hangfire: the service is stopping.</param>
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(Guid[] mailboxIds, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentBag<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(await look.LeaveOutQuietAsync(mailboxIds, options), options, async (id, token) =>
        {
            if (await RunOneAsync(id, token) is { } failure)
            {
                failures.Add(failure);
            }
        });

        if (!failures.IsEmpty)
        {
            throw new JobFailedException(string.Join("; ", failures.Order(StringComparer.Ordinal)));
        }
    }

    /// <returns>Null, or number and mailbox of what failed: texts of exceptions may hold contents and stay in the log's structure.</returns>
    private async Task<string?> RunOneAsync(Guid mailboxId, CancellationToken cancellationToken)
    {
        try
        {
            var report = await runner.RunAsync(mailboxId, cancellationToken);
            if (report?.RunAgainAt is { } again && again - time.GetUtcNow() is var pause && pause < Soon)
            {
                // A second later, so that what waits has certainly become due.
                jobs.Schedule<SyncMailboxesJob>(JobQueues.Regular, job => job.RunAsync(new[] { mailboxId }, CancellationToken.None), pause + TimeSpan.FromSeconds(1));
            }

            return report is { Outcome: RunOutcome.Failed }
                ? $"mailbox {mailboxId:N}: E{report.ErrorNumber} {report.ErrorCode}, reference {await state.ReferenceAsync(mailboxId, cancellationToken)}"
                : null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (LeaseLostException)
        {
            JobLog.TakenOver(logger, mailboxId);
            return null;
        }
        catch (Exception e)
        {
            var reference = await state.ReferenceAsync(mailboxId, CancellationToken.None) ?? "none";
            JobLog.RunBroke(logger, mailboxId, reference, e.GetType().Name, SafeStack.Of(e));
            return $"mailbox {mailboxId:N}: reference {reference}";
        }
    }
}

/// <summary>A job ended with failures that were dealt with; its message carries numbers and ids only.</summary>
public sealed class JobFailedException(string message) : Exception(message);
