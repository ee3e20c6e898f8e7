using System.Collections.Frozen;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>
/// The memory of one mailbox. An instance serves one run; every method after <see cref="OpenAsync"/> is one transaction
/// that fails with <see cref="LeaseLostException"/> when another worker holds the lease by now (fencing).
/// </summary>
public interface ISyncLedger
{
    /// <summary>Takes the lease and loads everything; null while another worker has the mailbox.</summary>
    Task<LedgerSnapshot?> OpenAsync(CancellationToken cancellationToken);

    /// <summary>What was written lately, here and in the whole organisation: asked only by a run that wants to delete or move something.</summary>
    Task<RecentWrites> RecentWritesAsync(CancellationToken cancellationToken);

    /// <summary>Extends the lease; tells until when it holds, on the clock of <see cref="TimeProvider"/>.</summary>
    Task<DateTimeOffset> RenewAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes it durable that these writes are about to be tried, and what they will overwrite:
    /// after a crash nobody could tell the losing values any more. A conflict that is logged already is not logged twice.
    /// </summary>
    Task IntendAsync(IReadOnlyList<Intent> intents, IReadOnlyList<Conflict> conflicts, CancellationToken cancellationToken);

    /// <summary>Makes it durable what became of them.</summary>
    Task RecordAsync(LedgerBatch batch, CancellationToken cancellationToken);

    /// <summary>Ends the run: report, cursors, next due time, and the lease is given back.</summary>
    Task CompleteAsync(RunReport report, CancellationToken cancellationToken);
}

/// <summary>The lease is somebody else's by now: this worker must stop at once and record nothing.</summary>
public sealed class LeaseLostException : Exception
{
    public LeaseLostException()
        : base("Another worker holds the lease of this mailbox.")
    {
    }
}

/// <summary>What the ledger knows of a mailbox at the start of a run.</summary>
public sealed record LedgerSnapshot
{
    /// <summary>What log, traces and history know the run by.</summary>
    public Guid RunId { get; init; }

    public required IReadOnlyList<Link> Links { get; init; }

    /// <summary>Writes whose outcome was never recorded.</summary>
    public required IReadOnlyList<Intent> OpenIntents { get; init; }

    /// <summary>Results of our own writes that a change feed may still report (R14): Outlook only.</summary>
    public required IReadOnlySet<ItemVersion> OwnWrites { get; init; }

    /// <summary>Ids of those that were written since the last complete reading began: what came of them it could not show yet.</summary>
    public IReadOnlySet<string> AwaitedWrites { get; init; } = FrozenSet<string>.Empty;

    public string? OutlookCursor { get; init; }

    public string? SeveraCursor { get; init; }

    /// <summary>The calendar folder's identity of the last completed run; empty before the first.</summary>
    public string Epoch { get; init; } = "";

    /// <summary>The window of the last full comparison; null before the first.</summary>
    public SyncWindow? Window { get; init; }

    public string PolicyHash { get; init; } = "";

    /// <summary>A full comparison is due: by time, or because somebody asked.</summary>
    public bool IsFullDue { get; init; }

    /// <summary>The user has just switched on again: deletions that happened meanwhile are held for him (R27).</summary>
    public bool HoldAllDeletions { get; init; }

    /// <summary>What the owner dismissed; kept apart from the links, so that it survives when they are lost (R16).</summary>
    public IReadOnlyList<Dismissal> Dismissals { get; init; } = [];

    /// <summary>What the owner wants undone (R25); each is settled by <see cref="LedgerBatch.SettledUndos"/>.</summary>
    public IReadOnlyList<UndoRequest> Undos { get; init; } = [];

    /// <summary>
    /// <see cref="SyncPlan.Fingerprint"/> of the preview the owner agreed to: the run carries out that plan or nothing.
    /// Null for ordinary runs; forgotten once a run begins to carry it out (<see cref="LedgerBatch.BeginsAgreedPlan"/>).
    /// </summary>
    public string? ExpectedPlan { get; init; }

    /// <summary>The user is off: only what he decided (remove the copies, undo) is carried out, nothing else is read into it.</summary>
    public bool OnlyDecisions { get; init; }

    /// <summary>What the first run after switching on would find: a preview shows that one (R27).</summary>
    public LedgerSnapshot AsIfOn() => !OnlyDecisions ? this : this with
    {
        OnlyDecisions = false,
        IsFullDue = true,
        Undos = [],
        HoldAllDeletions = HoldAllDeletions || Links.Any(IsOff),
        Links = [.. Links.Select(l => AsIfOn(l) with { SetAside = l.SetAside is { } aside ? aside with { RetryAt = DateTimeOffset.MinValue } : null })],
    };

    private static Link AsIfOn(Link link) => IsOff(link) ? link with { State = LinkState.Active, StateReason = Reason.None, Decision = LinkDecision.None } : link;

    private static bool IsOff(Link link) => link is { State: LinkState.Dormant, StateReason: Reason.SwitchedOff };
}

/// <summary>Something its owner dismissed, remembered beside the links.</summary>
/// <param name="LinkId">The pair it was.</param>
/// <param name="Entry">The entry, where it is the half that stayed.</param>
/// <param name="Activity">The activity, where it is the half that stayed.</param>
/// <param name="Uid">iCalendar UID of the entry, where known: its id may change.</param>
/// <param name="Origin">Where the pair was first made.</param>
/// <param name="Reason">Why it was dismissed.</param>
/// <param name="EndsAt">The end of the item; the dismissal is kept 30 days longer.</param>
public sealed record Dismissal(Guid LinkId, ItemKey? Entry, ItemKey? Activity, string? Uid, Origin Origin, Reason Reason, DateTimeOffset EndsAt);

/// <summary>A write about to be tried.</summary>
/// <param name="OperationId">Unique per try.</param>
/// <param name="LinkId">For which pair.</param>
/// <param name="Kind">Create, Update, SetBack or Delete.</param>
/// <param name="Target">The side written to.</param>
/// <param name="At">When it was intended.</param>
/// <param name="Planned">
/// The link as it shall be once the write is done, the written half's key and version still missing or old; with the decision to remove the copy
/// that it makes, where its owner asked for that meanwhile.
/// </param>
/// <param name="Event">What the history will tell of it, with the values that are overwritten: durable before they are.</param>
public sealed record Intent(Guid OperationId, Guid LinkId, SyncActionKind Kind, Side Target, DateTimeOffset At, Link Planned, HistoryEvent? Event = null)
{
    /// <summary>It makes a copy that can be removed when the user switches off: never the half a pair was made from, never a meeting (R12).</summary>
    public bool MakesCopy => Kind == SyncActionKind.Create && Planned is { State: LinkState.Active, IsMeeting: false }
        && Target == (Planned.Origin == Origin.Severa ? Side.Outlook : Side.Severa);
}

/// <summary>What one transaction records.</summary>
public sealed record LedgerBatch
{
    /// <summary>
    /// Links as they are now. What they name was read after the reading that made the cursor of Outlook, which cannot tell of what came and
    /// went since: with the first of them it is void, until the run is complete and keeps its own.
    /// </summary>
    public IReadOnlyList<Link> Links { get; init; } = [];

    public IReadOnlyList<Guid> ForgottenLinks { get; init; } = [];

    public IReadOnlyList<Guid> ClosedIntents { get; init; } = [];

    public IReadOnlyList<ItemVersion> OwnWrites { get; init; } = [];

    public IReadOnlyList<HistoryEvent> History { get; init; } = [];

    /// <summary>Undo requests that are done, or cannot be: with the reason the owner reads.</summary>
    public IReadOnlyList<SettledUndo> SettledUndos { get; init; } = [];

    public RunProgress? Progress { get; init; }

    /// <summary>What follows goes by other rules than the last complete run: until this one is complete, nothing counts as read by any rules.</summary>
    public bool ChangesRules { get; init; }

    /// <summary>
    /// The plan the owner agreed to is being carried out: it is not expected any more, so that whatever interrupts this run, the next one
    /// finishes the work (R18).
    /// </summary>
    public bool BeginsAgreedPlan { get; init; }
}

/// <summary>What people can read later about one action. Title and values are for the mailbox's owner only.</summary>
public sealed record HistoryEvent(
    DateTimeOffset At, Guid LinkId, SyncActionKind Kind, Side Target, Reason Reason, ItemFields Fields, string Title, string? Code = null)
{
    /// <summary>What the brake counts as one: the same for all occurrences of one series (R13).</summary>
    public Guid ChangeId { get; init; }

    /// <summary>The item that was written; null where nothing was.</summary>
    public ItemKey? Key { get; init; }

    /// <summary>What was overwritten and what was written, for Undo; null where nothing was.</summary>
    public ChangedValues? Values { get; init; }
}

/// <summary>The two contents of one write.</summary>
/// <param name="Before">What was there; null for something new.</param>
/// <param name="After">What was written; null for a deletion.</param>
/// <param name="TypeBefore">Severa: the activity's type before the write.</param>
public sealed record ChangedValues(ItemContent? Before, ItemContent? After, Guid? TypeBefore = null);

/// <param name="Id">The request.</param>
/// <param name="Result"><see cref="Reason.UndoneByPerson"/> or <see cref="Reason.RestoredByPerson"/>, or why it could not be done.</param>
public sealed record SettledUndo(Guid Id, Reason Result);

/// <summary>A field both sides changed: the losing value is kept so that it can be restored (R9).</summary>
public sealed record Conflict(
    DateTimeOffset At, Guid LinkId, ItemFields Field, Side Winner, string Title, string OutlookValue, string SeveraValue);

public readonly record struct RunProgress(int Done, int Total);
