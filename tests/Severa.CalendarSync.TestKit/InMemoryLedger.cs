using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.TestKit;

/// <summary>What must last, in memory: survives a killed process, checks what a database would refuse.</summary>
public sealed partial class InMemoryLedger(CrashPoints crashes, TimeProvider time) : ISyncLedger
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    /// <summary>The awaited writes that the reading in progress tells of.</summary>
    private List<ItemVersion> _asked = [];
    private string? _toCarryOut;

    public Dictionary<Guid, Link> Links { get; } = [];

    public List<Intent> OpenIntents { get; } = [];

    public HashSet<ItemVersion> OwnWrites { get; } = [];

    /// <summary>Those that no complete reading could tell of yet.</summary>
    public HashSet<ItemVersion> AwaitedWrites { get; } = [];

    public List<HistoryEvent> History { get; } = [];

    public List<Conflict> Conflicts { get; } = [];

    public List<RunReport> Reports { get; } = [];

    /// <summary>Whoever holds this number may write; it rises when the lease changes hands.</summary>
    public int LeaseToken { get; private set; }

    public bool IsFullDue { get; set; }

    public bool HoldAllDeletions { get; set; }

    /// <summary>Beside the links: what is dismissed stays so when they are lost.</summary>
    public Dictionary<Guid, Dismissal> Dismissals { get; } = [];

    public List<UndoRequest> Undos { get; } = [];

    public List<SettledUndo> SettledUndos { get; } = [];

    public string? ExpectedPlan { get; private set; }

    /// <summary>The plan that was agreed to was another one: nothing is done until the owner has looked again.</summary>
    public bool HasPlanMoved { get; private set; }

    public bool OnlyDecisions { get; set; }

    /// <summary>The user is off.</summary>
    public bool IsOff { get; set; }

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

    public Task<LedgerSnapshot?> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<LedgerSnapshot?>(Open());

    public Task<RecentWrites> RecentWritesAsync(CancellationToken cancellationToken) => Task.FromResult(Recent(null));

    public Task<DateTimeOffset> RenewAsync(CancellationToken cancellationToken) => Task.FromResult(Renew(null));

    public Task IntendAsync(IReadOnlyList<Intent> intents, IReadOnlyList<Conflict> conflicts, CancellationToken cancellationToken)
    {
        Intend(intents, conflicts, null);
        return Task.CompletedTask;
    }

    public Task RecordAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        Record(batch, null);
        return Task.CompletedTask;
    }

    public Task CompleteAsync(RunReport report, CancellationToken cancellationToken)
    {
        Complete(report, null);
        return Task.CompletedTask;
    }

    /// <summary>The owner agreed to this preview; null lets ordinary runs go on.</summary>
    public void Agree(string? plan) => (ExpectedPlan, HasPlanMoved) = (plan, false);

    /// <summary>The owner wants this undone.</summary>
    public void RequestUndo(HistoryEvent told, Guid id) =>
        Undos.Add(new UndoRequest(id, told.LinkId, told.Kind, told.Target, told.Fields, told.Key!, told.Values!));

    /// <summary>The lease is taken away: whoever works for this mailbox must stop.</summary>
    public int PassLease() => ++LeaseToken;

    /// <summary>A worker with a lease of its own; it takes over from any other, whose lease has run out.</summary>
    public ISyncLedger ForNextWorker() => new LedgerWorker(this);

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
