using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Data.Entities;

/// <summary>The stored form of <see cref="Link"/>.</summary>
public sealed class LinkRow
{
    public Guid Id { get; set; }

    public Guid MailboxId { get; set; }

    public Origin Origin { get; set; }

    public LinkState State { get; set; }

    public Reason StateReason { get; set; }

    /// <summary>
    /// Token of the entry's key: unique in the mailbox, compared letter by letter. A token too long for an index is stored
    /// as its hash: the key itself is always rebuilt from the columns below.
    /// </summary>
    public string? EntryToken { get; set; }

    public string? EntryId { get; set; }

    public string? EntrySeries { get; set; }

    public DateTime? EntryOriginalStart { get; set; }

    public string? EntryVersion { get; set; }

    /// <summary>The activity's id: unique in the mailbox.</summary>
    public string? ActivityId { get; set; }

    public string? ActivityVersion { get; set; }

    /// <summary><see cref="LinkBase"/> as JSON: keyed hashes only.</summary>
    public required string Base { get; set; }

    public required string Epoch { get; set; }

    public string? Uid { get; set; }

    public DateTime EndsAt { get; set; }

    public bool IsWithheld { get; set; }

    public bool IsMeeting { get; set; }

    public string? SetAsideCode { get; set; }

    public int SetAsideAttempts { get; set; }

    public DateTime? RetryAt { get; set; }

    public LinkDecision Decision { get; set; }

    /// <summary><see cref="WriteTrail"/> as JSON: short keyed hashes and a time.</summary>
    public string? Trail { get; set; }
}

/// <summary>Something its owner dismissed. No key to its link: it outlives the link (R16).</summary>
public sealed class DismissalRow
{
    public Guid MailboxId { get; set; }

    public Guid LinkId { get; set; }

    public string? EntryId { get; set; }

    public string? EntrySeries { get; set; }

    public DateTime? EntryOriginalStart { get; set; }

    public string? ActivityId { get; set; }

    public string? Uid { get; set; }

    public Origin Origin { get; set; }

    public Reason Reason { get; set; }

    public DateTime EndsAt { get; set; }
}

/// <summary>A write whose outcome is not recorded yet. Settled ones are kept 7 days.</summary>
public sealed class IntentRow
{
    public Guid OperationId { get; set; }

    public Guid MailboxId { get; set; }

    public Guid LinkId { get; set; }

    public SyncActionKind Kind { get; set; }

    public Side Target { get; set; }

    public DateTime At { get; set; }

    public DateTime? ClosedAt { get; set; }

    /// <summary>The planned <see cref="Link"/> as JSON: keys, versions and hashes only.</summary>
    public required string Planned { get; set; }

    /// <summary>What the history will tell, with the values that are overwritten: encrypted at rest, and gone once the intent is settled.</summary>
    public string? Event { get; set; }
}

/// <summary>An id and version that one of our writes produced in Outlook (R14).</summary>
public sealed class OwnWrite
{
    public long Id { get; set; }

    public Guid MailboxId { get; set; }

    public required string ItemId { get; set; }

    public required string Version { get; set; }

    public DateTime At { get; set; }
}

/// <summary>Report of one run. Runs without changes are not kept one by one.</summary>
public sealed class RunRow
{
    public long Id { get; set; }

    /// <summary>What the history of this run carries too.</summary>
    public Guid RunId { get; set; }

    public Guid MailboxId { get; set; }

    public DateTime StartedAt { get; set; }

    public DateTime EndedAt { get; set; }

    public RunOutcome Outcome { get; set; }

    public bool WasFull { get; set; }

    /// <summary><see cref="RunCounts"/> as JSON.</summary>
    public required string Counts { get; set; }

    public int? ErrorNumber { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorReference { get; set; }
}

/// <summary>One action, explained. Title is encrypted and for the mailbox's owner only.</summary>
public sealed class HistoryRow
{
    public long Id { get; set; }

    public Guid MailboxId { get; set; }

    public Guid LinkId { get; set; }

    public DateTime At { get; set; }

    public SyncActionKind Kind { get; set; }

    public Side Target { get; set; }

    public Reason Reason { get; set; }

    public ItemFields Fields { get; set; }

    /// <summary>Encrypted at rest.</summary>
    public required string Title { get; set; }

    public string? Code { get; set; }

    /// <summary>The run that did it.</summary>
    public Guid RunId { get; set; }

    /// <summary>What the brake counts as one: the same for all occurrences of a series.</summary>
    public Guid ChangeId { get; set; }

    // The item that was written.
    public string? ItemId { get; set; }

    public string? ItemSeries { get; set; }

    public DateTime? ItemOriginalStart { get; set; }

    /// <summary>What was overwritten and what was written, for Undo: JSON, encrypted at rest.</summary>
    public string? Values { get; set; }
}

/// <summary>Something its owner wants undone (R25).</summary>
public sealed class UndoRow
{
    public Guid Id { get; set; }

    public Guid MailboxId { get; set; }

    /// <summary>The line of the history that tells of the write.</summary>
    public long HistoryId { get; set; }

    /// <summary>The conflict whose losing value is restored on both sides; null for a plain undo.</summary>
    public long? ConflictId { get; set; }

    public DateTime RequestedAt { get; set; }

    public DateTime? SettledAt { get; set; }

    /// <summary>What became of it.</summary>
    public Reason Result { get; set; }
}

/// <summary>A field both sides changed. Texts are encrypted and for the mailbox's owner only.</summary>
public sealed class ConflictRow
{
    public long Id { get; set; }

    public Guid MailboxId { get; set; }

    public Guid LinkId { get; set; }

    public DateTime At { get; set; }

    public ItemFields Field { get; set; }

    public Side Winner { get; set; }

    /// <summary>Encrypted at rest, as are the two values.</summary>
    public required string Title { get; set; }

    public required string OutlookValue { get; set; }

    public required string SeveraValue { get; set; }
}

/// <summary>How many runs of a mailbox had nothing to do on one day (UTC): all that is kept of them.</summary>
public sealed class QuietDay
{
    public Guid MailboxId { get; set; }

    public DateOnly Day { get; set; }

    public int Runs { get; set; }
}
