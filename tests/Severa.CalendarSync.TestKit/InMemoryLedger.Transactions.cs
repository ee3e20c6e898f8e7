using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.TestKit;

/// <summary>Each method is one transaction: a step before it, the fence, what it makes durable, a step after it.</summary>
public sealed partial class InMemoryLedger
{
    internal LedgerSnapshot Open()
    {
        crashes.Step("ledger.open");
        (_asked, _toCarryOut) = ([.. AwaitedWrites], ExpectedPlan);
        return new LedgerSnapshot
        {
            Links = [.. Links.Values],
            OpenIntents = [.. OpenIntents],
            OwnWrites = OwnWrites.ToHashSet(),
            AwaitedWrites = AwaitedWrites.Select(w => w.Id).ToHashSet(StringComparer.Ordinal),
            OutlookCursor = OutlookCursor,
            SeveraCursor = SeveraCursor,
            Epoch = Epoch,
            Window = Window,
            PolicyHash = PolicyHash,
            IsFullDue = IsFullDue,
            HoldAllDeletions = HoldAllDeletions,
            Dismissals = [.. Dismissals.Values],
            Undos = [.. Undos],
            ExpectedPlan = ExpectedPlan,
            OnlyDecisions = OnlyDecisions,
        };
    }

    internal RecentWrites Recent(int? token)
    {
        Begin("ledger.recent", token);
        var (day, hour) = (time.GetUtcNow().AddHours(-24), time.GetUtcNow().AddHours(-1));
        var recent = History.Where(h => h.At > day && !RecentWrites.NotCounted.Contains(h.Reason)).ToList();
        return new RecentWrites(
            Count(recent.Where(h => h is { Kind: SyncActionKind.Delete, Target: Side.Outlook })),
            Count(recent.Where(h => h is { Kind: SyncActionKind.Delete, Target: Side.Severa })),
            Count(recent.Where(h => h.Kind == SyncActionKind.Update && h.Fields.Has(ItemFields.When))),
            OtherDeletions + recent.Count(h => h.Kind == SyncActionKind.Delete && h.At > hour),
            OtherLinks + Links.Values.Count(l => l.State == LinkState.Active),
            AreDeletionsStopped);

        static int Count(IEnumerable<HistoryEvent> events) => events.Select(e => e.ChangeId).Distinct().Count();
    }

    internal DateTimeOffset Renew(int? token)
    {
        Begin("ledger.renew", token);
        return time.GetUtcNow() + Lease;
    }

    internal void Intend(IReadOnlyList<Intent> intents, IReadOnlyList<Conflict> conflicts, int? token)
    {
        Begin("ledger.intend", token);
        if (intents.Count > 50)
        {
            throw new InvalidOperationException("At most 50 writes are intended at a time.");
        }

        OpenIntents.AddRange(intents);
        Conflicts.AddRange(conflicts.Where(c => !Conflicts.Exists(known => known with { At = c.At } == c)));
        crashes.Step("ledger.intended");
    }

    internal void Record(LedgerBatch batch, int? token)
    {
        Begin("ledger.record", token);
        foreach (var link in batch.Links)
        {
            Links[link.Id] = link;
            Remember(link);
        }

        foreach (var id in batch.ForgottenLinks)
        {
            Links.Remove(id);
            Dismissals.Remove(id);
        }

        PolicyHash = batch.ChangesRules ? "" : PolicyHash;
        ExpectedPlan = batch.BeginsAgreedPlan ? null : ExpectedPlan;
        OutlookCursor = batch.Links.Count > 0 ? null : OutlookCursor;
        Undos.RemoveAll(u => batch.SettledUndos.Any(s => s.Id == u.Id));
        SettledUndos.AddRange(batch.SettledUndos);
        OpenIntents.RemoveAll(i => batch.ClosedIntents.Contains(i.OperationId));
        OwnWrites.UnionWith(batch.OwnWrites);
        AwaitedWrites.UnionWith(batch.OwnWrites);
        History.AddRange(batch.History);
        CheckUnique();
        crashes.Step("ledger.recorded");
    }

    internal void Complete(RunReport report, int? token)
    {
        Begin("ledger.complete", token);
        Reports.Add(report);
        OutlookCursor = report.OutlookCursor ?? OutlookCursor;
        SeveraCursor = report.SeveraCursor ?? SeveraCursor;
        Epoch = report.Epoch ?? Epoch;
        Window = report.Window ?? Window;
        PolicyHash = report.PolicyHash ?? PolicyHash;
        var isDone = report.Outcome is RunOutcome.Unchanged or RunOutcome.Succeeded or RunOutcome.SucceededWithRest;
        ExpectedPlan = isDone && ExpectedPlan == _toCarryOut ? null : ExpectedPlan;
        HasPlanMoved |= report.Outcome == RunOutcome.PlanMoved;
        AreDeletionsStopped |= report.StopsDeletions;
        HoldAllDeletions &= !report.SawEveryDeletion;
        if (report.OutlookCursor is not null)
        {
            IsFullDue = false;
            AwaitedWrites.ExceptWith(_asked);
        }

        // The lease is given back: this worker cannot write any more.
        LeaseToken += token is null ? 0 : 1;
        crashes.Step("ledger.completed");
    }

    private void Begin(string step, int? token)
    {
        crashes.Step(step);
        if (token is { } mine && mine != LeaseToken)
        {
            throw new LeaseLostException();
        }
    }
}
