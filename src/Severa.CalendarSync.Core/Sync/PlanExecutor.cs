using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>
/// Carries a plan out, at most 50 writes at a time: intend, call, record. A crash between any two of these
/// is repaired by the next run.
/// </summary>
internal sealed class PlanExecutor(RunContext run)
{
    private const int WritesPerBatch = 50;

    /// <summary>Occurrences are written one after another, several calls each: few enough for one lease.</summary>
    private const int OccurrencesPerBatch = 5;
    private const int RecordsPerBatch = 200;

    private readonly Dictionary<Guid, Link> _links = run.Links.ToDictionary(l => l.Id);
    private readonly List<SyncAction> _setBacks = [];
    private readonly RunTally _tally = new();
    private int _done;
    private int _total;

    public async Task<RunTally> RunAsync(SyncPlan plan, CancellationToken cancellationToken)
    {
        var writes = plan.Actions.Where(a => a.Writes).ToList();
        _total = writes.Count;
        await RecordOnlyAsync([.. plan.Actions.Where(a => !a.Writes)], cancellationToken);
        foreach (var batch in Batches(writes.Where(a => !a.IsSecond)))
        {
            await WriteAsync(batch, cancellationToken);
        }

        foreach (var batch in Batches(writes.Where(a => a.IsSecond)))
        {
            await WriteAsync(batch, cancellationToken);
        }

        // Refused for good: the side that changed gets the other's values again (R17).
        foreach (var batch in Batches([.. _setBacks]))
        {
            await WriteAsync(batch, cancellationToken);
        }

        return _tally;
    }

    private static IEnumerable<SyncAction[]> Batches(IEnumerable<SyncAction> actions) => actions
        .GroupBy(a => (Order(a.Kind), a.Target, IsOccurrence(a)))
        .OrderBy(g => g.Key)
        .SelectMany(g => g.Chunk(g.Key.Item3 ? OccurrencesPerBatch : WritesPerBatch));

    private static bool IsOccurrence(SyncAction action) =>
        action is { Target: Side.Outlook, Kind: not SyncActionKind.Create } && action.Link.Entry?.Key.IsOccurrence == true;

    private static int Order(SyncActionKind kind) => kind switch
    {
        SyncActionKind.Update or SyncActionKind.SetBack => 0,
        SyncActionKind.Create => 1,
        _ => 2,
    };

    private async Task RecordOnlyAsync(List<SyncAction> actions, CancellationToken cancellationToken)
    {
        foreach (var chunk in actions.Chunk(RecordsPerBatch))
        {
            var outcome = new BatchRecord(run.Now());
            foreach (var action in chunk)
            {
                Settle(action, outcome);
            }

            await run.Ledger.RecordAsync(outcome.ToBatch([], Progress), cancellationToken);
        }
    }

    /// <summary>Nothing is written to a side; the compiler proves that every kind is named.</summary>
    private void Settle(SyncAction action, BatchRecord record)
    {
        switch (action.Kind)
        {
            case SyncActionKind.Forget:
                _links.Remove(action.Link.Id);
                record.Forgotten.Add(action.Link.Id);
                break;
            case SyncActionKind.Skip:
                break;
            default:
                Keep(LinkUpdates.Done(_links.GetValueOrDefault(action.Link.Id), action, null), record);
                break;
        }

        _tally.Count(action);
        record.Tell(action);
    }

    private async Task WriteAsync(SyncAction[] batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var side = run.SideOf(batch[0].Target);
        await run.EnsureLeaseAsync(side.Traits.LongestCall, cancellationToken);
        var intents = batch.Select(a => new Intent(run.NewId(), a.Link.Id, a.Kind, a.Target, run.Now(), LinkUpdates.Done(_links.GetValueOrDefault(a.Link.Id), a, null))).ToList();
        await run.Ledger.IntendAsync(intents, [.. batch.SelectMany(a => a.Conflicts)], cancellationToken);

        IReadOnlyList<WriteOutcome> outcomes;
        try
        {
            outcomes = await CallAsync(side, batch, cancellationToken);
        }
        catch (SideException)
        {
            // The server answered no to the whole call: nothing was written.
            await run.Ledger.RecordAsync(new LedgerBatch { ClosedIntents = [.. intents.Select(i => i.OperationId)] }, cancellationToken);
            throw;
        }

        var record = new BatchRecord(run.Now());
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
            Learn(batch[i], outcomes[i], record);
        }

        _done += batch.Length;
        // The outcome is known now: it is recorded even while the service is stopping.
        await run.Ledger.RecordAsync(record.ToBatch(closed, Progress), CancellationToken.None);
    }

    private RunProgress Progress => new(_done, _total + _setBacks.Count);

    private Task<IReadOnlyList<WriteOutcome>> CallAsync(ICalendarSide side, SyncAction[] batch, CancellationToken cancellationToken) => batch[0].Kind switch
    {
        SyncActionKind.Create => side.CreateAsync([.. batch.Select(Draft)], cancellationToken),
        SyncActionKind.Update or SyncActionKind.SetBack => side.UpdateAsync([.. batch.Select(Update)], cancellationToken),
        SyncActionKind.Delete => side.DeleteAsync([.. batch.Select(a => new ItemDelete(HalfOf(a).Key, HalfOf(a).Version))], cancellationToken),
        SyncActionKind.Adopt or SyncActionKind.Rekey or SyncActionKind.Refresh or SyncActionKind.Sleep or SyncActionKind.Wake
            or SyncActionKind.Dismiss or SyncActionKind.Hold or SyncActionKind.Forget or SyncActionKind.Skip
            => throw new InvalidOperationException($"{batch[0].Kind} writes nothing."),
    };

    private ItemDraft Draft(SyncAction action)
    {
        var stamp = action.Target == Side.Outlook
            ? new Stamp(run.Policy.Installation, run.Policy.MailboxId, action.Link.Id, action.Link.Activity?.Key.Id ?? "", action.Link.Origin)
            : null;
        return new ItemDraft(action.Link.Id, action.Content!, stamp, action.TypeId);
    }

    private ItemUpdate Update(SyncAction action)
    {
        var half = HalfOf(action);
        return new ItemUpdate(half.Key, half.Version, action.Fields, action.Content!, action.TypeId, action.Current);
    }

    /// <summary>The half to be written, in the version the decision was made on.</summary>
    private static LinkHalf HalfOf(SyncAction action) => action.Link.Half(action.Target)!;

    private void Learn(SyncAction action, WriteOutcome outcome, BatchRecord record)
    {
        var current = _links.GetValueOrDefault(action.Link.Id);
        if (action.Target == Side.Outlook)
        {
            record.OwnWrites.AddRange(outcome.AlsoTouched ?? []);
        }

        switch (outcome.Status)
        {
            case WriteStatus.Done when action.Kind == SyncActionKind.Delete:
                _links.Remove(action.Link.Id);
                record.Forgotten.Add(action.Link.Id);
                Tell(action, record);
                break;
            case WriteStatus.Done:
                if (action.Target == Side.Outlook)
                {
                    record.OwnWrites.Add(new ItemVersion(outcome.Key!.Id, outcome.Version!));
                }

                Keep(LinkUpdates.Done(current, action, new LinkHalf(outcome.Key!, outcome.Version!)), record);
                Tell(action, record);
                break;
            case WriteStatus.Refused when action.Kind == SyncActionKind.Update && SetBack(action) is { } setBack:
                _setBacks.Add(setBack with { Code = outcome.Code });
                break;
            case WriteStatus.Stale:
                _tally.RunAgainNow = true;
                Keep(LinkUpdates.NotDone(current, action, outcome.Code ?? "Stale", run.Now(), isStale: true), record);
                break;
            default:
                var aside = LinkUpdates.NotDone(current, action, outcome.Code ?? outcome.Status.ToString(), run.Now(), isStale: false);
                _tally.SetAside++;
                _tally.RunAgainAt(aside.SetAside!.RetryAt);
                Keep(aside, record);
                record.Tell(action with { Kind = SyncActionKind.Skip, Reason = Reason.SetAsideAfterError, Code = outcome.Code });
                break;
        }
    }

    /// <summary>What the refusing side shows, written back to the side that asked; null where that may not be written.</summary>
    private SyncAction? SetBack(SyncAction refused)
    {
        var source = refused.Target.Other();
        if (refused.Current is not { } item || (source == Side.Outlook && refused.Link.IsMeeting) || refused.Link.Half(source) is null)
        {
            return null;
        }

        var projected = refused.Target == Side.Outlook
            ? Projection.ToSevera(item, run.Policy)
            : Projection.ToOutlook(item, run.Policy, isWithheld: refused.Link.IsWithheld);
        var fields = refused.Fields & ~projected.Masked & ~ItemFields.Privacy;
        return fields == ItemFields.None ? null : refused with
        {
            Kind = SyncActionKind.SetBack,
            Target = source,
            Reason = refused.Target == Side.Outlook ? Reason.RefusedByOutlook : Reason.RefusedBySevera,
            Content = projected.Content,
            Fields = fields,
            Current = null,
            BaseFields = ItemFields.None,
            IsSecond = false,
        };
    }

    private void Tell(SyncAction action, BatchRecord record)
    {
        _tally.Count(action);
        record.Tell(action);
    }

    private void Keep(Link link, BatchRecord record)
    {
        _links[link.Id] = link;
        record.Keep(link);
    }
}
