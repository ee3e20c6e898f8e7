using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Ledger;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Policy;
using Severa.CalendarSync.Web.Exchange;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>Runs one mailbox: resolves its settings, opens both calendars, reconciles, and keeps what became of it.</summary>
public sealed class SyncRunner(MailboxQueue queue, MailboxCalendars calendars, LedgerFactory ledgers, ConnectionState connection, RunLoggers loggers)
{
    /// <summary>A trigger during a run is served at once, but nobody can keep a worker busy for ever.</summary>
    private const int MostTurns = 3;

    /// <summary>E17.</summary>
    private const int NotProved = 17;

    /// <returns>The last report; null where the mailbox may not run or another worker has it.</returns>
    public async Task<RunReport?> RunAsync(Guid mailboxId, CancellationToken cancellationToken)
    {
        RunReport? report = null;
        for (var turn = 0; turn < MostTurns; turn++)
        {
            if (!await queue.IsRunWantedAsync(mailboxId, cancellationToken))
            {
                return report;
            }

            (report, var hasMoved) = await RunOnceAsync(mailboxId, cancellationToken);
            var isOver = report is null or { Outcome: RunOutcome.Failed } || !await connection.WantsAnotherRunAsync(mailboxId, cancellationToken);
            if (isOver && !hasMoved)
            {
                break;
            }
        }

        return report;
    }

    /// <summary>The very plan a run would carry out now; null while a run is under way. Changes nothing.</summary>
    /// <exception cref="SideException">A calendar cannot be read, or its owner has not proved it (E17).</exception>
    public async Task<SyncPlan?> PreviewAsync(Guid mailboxId, CancellationToken cancellationToken)
    {
        if (!await connection.IsProvedAsync(mailboxId, cancellationToken))
        {
            throw new SideException(NotProved, ErrorScope.Mailbox, isPermanent: true, "NotProved");
        }

        var ledger = ledgers.For(mailboxId);
        await using var lease = ledger.KeepLease(cancellationToken);
        var (outlook, severa, settings) = await calendars.OpenAsync(mailboxId, ledger, cancellationToken);
        return await Sync(ledger, outlook, severa).PreviewAsync(settings.Policy(outlook.Traits, severa.Traits), settings.Window, lease.Token);
    }

    private async Task<(RunReport? Report, bool HasMoved)> RunOnceAsync(Guid mailboxId, CancellationToken cancellationToken)
    {
        try
        {
            var ledger = ledgers.ForWantedRun(mailboxId);
            await using var lease = ledger.KeepLease(cancellationToken);
            var (outlook, severa, settings) = await calendars.OpenAsync(mailboxId, ledger, cancellationToken);
            ledger.Request = settings.Request;
            var report = await Sync(loggers.Measured(ledger), outlook, severa)
                .RunAsync(settings.Policy(outlook.Traits, severa.Traits), settings.Window, lease.Token);
            await connection.LearnAsync(mailboxId, report, cancellationToken);
            return (report, await calendars.LearnAsync(settings, report, cancellationToken));
        }
        catch (SideException e)
        {
            // The calendars could not even be opened: the mailbox learns why.
            return (await RecordFailureAsync(mailboxId, e, cancellationToken), HasMoved: false);
        }
    }

    private MailboxSync Sync(ISyncLedger ledger, ICalendarSide outlook, ICalendarSide severa) =>
        new(ledger, outlook, severa, loggers.Time, loggers.ForRuns) { NewId = () => Guid.CreateVersion7(loggers.Time.GetUtcNow()) };

    private async Task<RunReport?> RecordFailureAsync(Guid mailboxId, SideException error, CancellationToken cancellationToken)
    {
        var ledger = loggers.Measured(ledgers.ForWantedRun(mailboxId));
        if (await ledger.OpenAsync(cancellationToken) is null)
        {
            return null;
        }

        var now = loggers.Time.GetUtcNow();
        var report = new RunReport
        {
            Outcome = RunOutcome.Failed,
            StartedAt = now,
            EndedAt = now,
            ErrorNumber = error.Number,
            ErrorCode = error.Code,
            ErrorIsPermanent = error.IsPermanent,
            ErrorScope = error.Scope,
            RetryAfter = error.RetryAfter,
        };
        await ledger.CompleteAsync(report, cancellationToken);
        await connection.LearnAsync(mailboxId, report, cancellationToken);
        return report;
    }
}
