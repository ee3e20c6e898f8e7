using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.TestKit;

/// <summary>What must last, in memory: survives a killed process, checks what a database would refuse.</summary>
public sealed class InMemoryLedger(CrashPoints crashes, TimeProvider time) : ISyncLedger
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    public Dictionary<Guid, Link> Links { get; } = [];

    public List<Intent> OpenIntents { get; } = [];

    public HashSet<ItemVersion> OwnWrites { get; } = [];

    public List<HistoryEvent> History { get; } = [];

    public List<Conflict> Conflicts { get; } = [];

    public List<RunReport> Reports { get; } = [];

    public bool IsFullDue { get; set; }

    public bool HoldAllDeletions { get; set; }

    /// <summary>Beside the links: what is dismissed stays so when they are lost.</summary>
    public Dictionary<Guid, Dismissal> Dismissals { get; } = [];

    public List<UndoRequest> Undos { get; } = [];

    public List<SettledUndo> SettledUndos { get; } = [];

    public string? ExpectedPlan { get; set; }

    public bool OnlyDecisions { get; set; }

    /// <summary>What other mailboxes of the organisation deleted within the last hour.</summary>
    public int OtherDeletions { get; set; }

    public int OtherLinks { get; set; }

    public bool AreDeletionsStopped { get; set; }

    public string? OutlookCursor { get; private set; }

    public string? SeveraCursor { get; private set; }

    /// <summary>Another one once the owner has proved another folder.</summary>
    public string Epoch { get; set; } = "";

    public SyncWindow? Window { get; private set; }

    public string PolicyHash { get; private set; } = "";

    /// <summary>The links are lost, and cursors with them; dismissals are kept elsewhere.</summary>
    public void Lose()
    {
        Links.Clear();
        OpenIntents.Clear();
        OwnWrites.Clear();
        (OutlookCursor, SeveraCursor, Epoch, Window, PolicyHash) = (null, null, "", null, "");
    }

    public Task<LedgerSnapshot?> OpenAsync(CancellationToken cancellationToken)
    {
        crashes.Step("ledger.open");
        return Task.FromResult<LedgerSnapshot?>(new LedgerSnapshot
        {
            Links = [.. Links.Values],
            OpenIntents = [.. OpenIntents],
            OwnWrites = OwnWrites.ToHashSet(),
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
        });
    }

    public Task<RecentWrites> RecentWritesAsync(CancellationToken cancellationToken)
    {
        crashes.Step("ledger.recent");
        var (day, hour) = (time.GetUtcNow().AddHours(-24), time.GetUtcNow().AddHours(-1));
        var recent = History.Where(h => h.At > day && h.Reason is not (Reason.ReleasedByPerson or Reason.CopyRemovedByPerson or Reason.UndoneByPerson or Reason.RestoredByPerson)).ToList();
        return Task.FromResult(new RecentWrites(
            Count(recent.Where(h => h is { Kind: SyncActionKind.Delete, Target: Side.Outlook })),
            Count(recent.Where(h => h is { Kind: SyncActionKind.Delete, Target: Side.Severa })),
            Count(recent.Where(h => h.Kind == SyncActionKind.Update && h.Fields.Has(ItemFields.When))),
            OtherDeletions + recent.Count(h => h.Kind == SyncActionKind.Delete && h.At > hour),
            OtherLinks + Links.Values.Count(l => l.State == LinkState.Active),
            AreDeletionsStopped));

        static int Count(IEnumerable<HistoryEvent> events) => events.Select(e => e.ChangeId).Distinct().Count();
    }

    public Task<DateTimeOffset> RenewAsync(CancellationToken cancellationToken)
    {
        crashes.Step("ledger.renew");
        return Task.FromResult(time.GetUtcNow() + Lease);
    }

    public Task IntendAsync(IReadOnlyList<Intent> intents, IReadOnlyList<Conflict> conflicts, CancellationToken cancellationToken)
    {
        crashes.Step("ledger.intend");
        if (intents.Count > 50)
        {
            throw new InvalidOperationException("At most 50 writes are intended at a time.");
        }

        OpenIntents.AddRange(intents);
        Conflicts.AddRange(conflicts.Where(c => !Conflicts.Exists(known => known with { At = c.At } == c)));
        crashes.Step("ledger.intended");
        return Task.CompletedTask;
    }

    public Task RecordAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        crashes.Step("ledger.record");
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

        Undos.RemoveAll(u => batch.SettledUndos.Any(s => s.Id == u.Id));
        SettledUndos.AddRange(batch.SettledUndos);

        OpenIntents.RemoveAll(i => batch.ClosedIntents.Contains(i.OperationId));
        OwnWrites.UnionWith(batch.OwnWrites);
        History.AddRange(batch.History);
        CheckUnique();
        crashes.Step("ledger.recorded");
        return Task.CompletedTask;
    }

    public Task CompleteAsync(RunReport report, CancellationToken cancellationToken)
    {
        crashes.Step("ledger.complete");
        Reports.Add(report);
        OutlookCursor = report.OutlookCursor ?? OutlookCursor;
        SeveraCursor = report.SeveraCursor ?? SeveraCursor;
        Epoch = report.Epoch ?? Epoch;
        Window = report.Window ?? Window;
        PolicyHash = report.PolicyHash ?? PolicyHash;
        ExpectedPlan = report.Outcome is RunOutcome.Unchanged or RunOutcome.Succeeded or RunOutcome.SucceededWithRest ? null : ExpectedPlan;
        AreDeletionsStopped |= report.StopsDeletions;
        if (report.OutlookCursor is not null)
        {
            IsFullDue = false;
            HoldAllDeletions = false;
        }

        crashes.Step("ledger.completed");
        return Task.CompletedTask;
    }

    private void Remember(Link link)
    {
        if (link.State == LinkState.Dismissed)
        {
            Dismissals[link.Id] = new Dismissal(link.Id, link.Entry?.Key, link.Activity?.Key, link.Uid, link.Origin, link.StateReason, link.EndsAt);
        }
        else
        {
            Dismissals.Remove(link.Id);
        }
    }

    /// <summary>The unique indexes of the database.</summary>
    private void CheckUnique()
    {
        foreach (var side in new[] { Side.Outlook, Side.Severa })
        {
            var twice = Links.Values.Select(l => l.Half(side)?.Key.Token).OfType<string>().GroupBy(t => t, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
            if (twice is not null)
            {
                throw new InvalidOperationException($"Two links have the same {side} item {twice.Key}.");
            }
        }
    }
}
