using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>
/// Carries a plan out, at most 50 writes at a time: intend, call, record. A crash between any two of these
/// is repaired by the next run.
/// </summary>
internal sealed class PlanExecutor
{
    private readonly RunContext _run;
    private readonly RunTally _tally = new();
    private readonly LinkBook _book;
    private int _done;
    private int _total;

    public PlanExecutor(RunContext run)
    {
        _run = run;
        _book = new LinkBook(run, _tally);
    }

    private RunProgress Progress => new(_done, _total + _book.SetBacks.Count);

    public async Task<RunTally> RunAsync(SyncPlan plan, CancellationToken cancellationToken)
    {
        var writes = plan.Actions.Where(a => a.Writes).ToList();
        _total = writes.Count;
        await RecordOnlyAsync([.. plan.Actions.Where(a => !a.Writes)], cancellationToken);
        await WriteAllAsync(writes.Where(a => !a.IsSecond), cancellationToken);
        await WriteAllAsync(writes.Where(a => a.IsSecond), cancellationToken);

        // Refused for good: the side that changed gets the other's values again (R17).
        await WriteAllAsync([.. _book.SetBacks], cancellationToken);
        return _tally;
    }

    private async Task RecordOnlyAsync(List<SyncAction> actions, CancellationToken cancellationToken)
    {
        foreach (var chunk in WriteOrder.Records(actions))
        {
            var record = new BatchRecord(_run.Now());
            foreach (var action in chunk)
            {
                _book.Settle(action, record);
            }

            await _run.Ledger.RecordAsync(record.ToBatch([], Progress), cancellationToken);
        }
    }

    private async Task WriteAllAsync(IEnumerable<SyncAction> actions, CancellationToken cancellationToken)
    {
        foreach (var batch in WriteOrder.Batches(actions))
        {
            await WriteAsync(batch, cancellationToken);
        }
    }

    private async Task WriteAsync(SyncAction[] planned, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var side = _run.SideOf(planned[0].Target);
        await _run.EnsureLeaseAsync(side.Traits.LongestCall, cancellationToken);
        var batch = await SideCalls.WithNotesHtmlAsync(side, planned, cancellationToken);
        await _run.EnsureLeaseAsync(side.Traits.LongestCall, cancellationToken);
        var intents = batch.Select(IntentOf).ToList();
        await _run.Ledger.IntendAsync(intents, [.. batch.SelectMany(a => a.Conflicts)], cancellationToken);

        // Making that durable may have taken long: a call never starts on a lease that may be somebody else's by now.
        await _run.EnsureLeaseAsync(side.Traits.LongestCall, cancellationToken);
        var outcomes = await CallAsync(side, batch, intents, cancellationToken);

        var record = new BatchRecord(_run.Now());
        var closed = new List<Guid>();
        for (var i = 0; i < batch.Length; i++)
        {
            if (outcomes[i].Status == WriteStatus.Unknown)
            {
                _tally.RunAgainAt(intents[i].At + side.Traits.LongestCall);
                _tally.SetAside++;
                continue;
            }

            closed.Add(intents[i].OperationId);
            NoteLag(batch[i], outcomes[i]);
            _book.Learn(batch[i], outcomes[i], record);
        }

        _done += batch.Length;
        // The outcome is known now: it is recorded even while the service is stopping.
        await _run.Ledger.RecordAsync(record.ToBatch(closed, Progress), CancellationToken.None);
    }

    private void NoteLag(SyncAction action, WriteOutcome outcome)
    {
        if (outcome.Status == WriteStatus.Done && _run.ChangeTimes.Behind(action) is { } changedAt)
        {
            _tally.Lags.Add(_run.Now() - changedAt);
        }
    }

    private Intent IntentOf(SyncAction action) => new(
        _run.NewId(), action.Link.Id, action.Kind, action.Target, _run.Now(),
        LinkUpdates.Done(_book.Find(action.Link.Id), action, null),
        BatchRecord.EventOf(action, _run.Now(), SideCalls.KeyOf(action)));

    private async Task<IReadOnlyList<WriteOutcome>> CallAsync(ICalendarSide side, SyncAction[] batch, List<Intent> intents, CancellationToken cancellationToken)
    {
        try
        {
            using var span = SyncTelemetry.StartWrite(batch);
            var outcomes = await SideCalls.WriteAsync(side, batch, intents.Select(i => i.OperationId), cancellationToken);
            span.Tell(outcomes);
            return outcomes;
        }
        catch (SideException)
        {
            // The server answered no to the whole call: nothing was written.
            await _run.Ledger.RecordAsync(new LedgerBatch { ClosedIntents = intents.ConvertAll(i => i.OperationId) }, cancellationToken);
            throw;
        }
    }
}
