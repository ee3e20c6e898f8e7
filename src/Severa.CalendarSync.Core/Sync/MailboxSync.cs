using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>One run of one mailbox: read, plan, ask about the missing, brake, write.</summary>
public sealed partial class MailboxSync(ISyncLedger ledger, ICalendarSide outlook, ICalendarSide severa, TimeProvider time, ILogger logger)
{
    /// <summary>Every line that is logged during a run tells which one, and of which mailbox.</summary>
    private static readonly Func<ILogger, Guid, Guid, IDisposable?> RunScope = LoggerMessage.DefineScope<Guid, Guid>("Run {RunId} of mailbox {MailboxId}");

    /// <summary>The source of operation ids; a test gives its own.</summary>
    public required Func<Guid> NewId { get; init; }

    /// <returns>What happened; null while another worker has the mailbox.</returns>
    public async Task<RunReport?> RunAsync(SyncPolicy policy, SyncWindow window, CancellationToken cancellationToken) =>
        (await RunAsync(policy, window, isPreview: false, cancellationToken)).Report;

    /// <summary>The very plan a run would carry out now. Changes nothing.</summary>
    public async Task<SyncPlan?> PreviewAsync(SyncPolicy policy, SyncWindow window, CancellationToken cancellationToken) =>
        (await RunAsync(policy, window, isPreview: true, cancellationToken)).Plan;

    private async Task<(RunReport? Report, SyncPlan? Plan)> RunAsync(SyncPolicy policy, SyncWindow window, bool isPreview, CancellationToken cancellationToken)
    {
        var opened = await ledger.OpenAsync(cancellationToken);
        var snapshot = isPreview ? opened?.AsIfOn() : opened;
        if (snapshot is null)
        {
            return (null, null);
        }

        // Not while it waited for the mailbox: what an earlier run wrote meanwhile came before this run's reading.
        var startedAt = time.GetUtcNow();
        using var scope = RunScope(logger, snapshot.RunId, policy.MailboxId);
        using var span = SyncTelemetry.StartRun(policy.MailboxId, snapshot.RunId, isPreview);
        try
        {
            var run = new RunContext(ledger, outlook, severa, policy, time, NewId) { Links = [.. snapshot.Links], IsOff = snapshot.OnlyDecisions };
            var (report, plan) = await new MailboxRun(run, snapshot).ReconcileAsync(window, isPreview, cancellationToken);
            return (await EndAsync(policy, report, startedAt, span), plan);
        }
        catch (SideException e) when (!isPreview)
        {
            return (await EndAsync(policy, Failed(e), startedAt, span), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (await EndAsync(policy, Ended(RunOutcome.Interrupted) with { RunAgainNow = !isPreview }, startedAt, span), null);
        }
        catch (Exception e) when (e is not LeaseLostException)
        {
            // Not ours to judge: the mailbox waits its turn, and whoever started the run hears of it.
            var outcome = isPreview ? RunOutcome.Previewed : RunOutcome.Failed;
            await EndAsync(policy, Ended(outcome) with { ErrorNumber = SideException.Unnumbered, ErrorCode = e.GetType().Name }, startedAt, span);
            throw;
        }
    }

    /// <summary>The lease is given back even while the service is stopping.</summary>
    private async Task<RunReport> EndAsync(SyncPolicy policy, RunReport report, DateTimeOffset startedAt, Activity? span)
    {
        var ended = report with { StartedAt = startedAt, EndedAt = time.GetUtcNow() };
        span.Tell(ended);
        await ledger.CompleteAsync(ended, CancellationToken.None);
        LogRun(policy.MailboxId, ended.Outcome, ended.WasFull, ended.Counts.Writes, ended.Counts.SetAside, ended.Counts.Held, ended.ErrorNumber);
        return ended;
    }

    private static RunReport Failed(SideException error) => Ended(RunOutcome.Failed) with
    {
        ErrorNumber = error.Number,
        ErrorCode = error.Code,
        ErrorIsPermanent = error.IsPermanent,
        ErrorScope = error.Scope,
        RetryAfter = error.RetryAfter,
    };

    private static RunReport Ended(RunOutcome outcome) => MailboxRun.Ended(outcome);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run of mailbox {MailboxId}: {Outcome}, full {WasFull}, {Writes} writes, {SetAside} set aside, {Held} held, error {ErrorNumber}")]
    private partial void LogRun(Guid mailboxId, RunOutcome outcome, bool wasFull, int writes, int setAside, int held, int? errorNumber);
}
