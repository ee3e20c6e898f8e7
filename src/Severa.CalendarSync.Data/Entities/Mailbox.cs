namespace Severa.CalendarSync.Data.Entities;

/// <summary>An account's Outlook calendar as the service sees it, and the state of its sync.</summary>
public sealed class Mailbox
{
    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    public Account? Account { get; set; }

    /// <summary>The address it was last checked under, lower case.</summary>
    public required string Address { get; set; }

    /// <summary>The connection it was last reached by; null before. One that is gone leads nowhere, and another is looked for (R19).</summary>
    public Guid? ConnectionId { get; set; }

    /// <summary>Identity of the calendar folder once it was reached; unique among proved mailboxes (R23).</summary>
    public string? FolderId { get; set; }

    /// <summary>When the account proved that this mailbox is his; null before (R23).</summary>
    public DateTime? ProvedAt { get; set; }

    /// <summary>The user's own switch. Only the account itself ever turns it on.</summary>
    public bool IsEnabled { get; set; }

    public DateTime? EnabledAt { get; set; }

    /// <summary>Set by an administrator, with a reason the user sees.</summary>
    public DateTime? PausedAt { get; set; }

    public string? PauseReason { get; set; }

    /// <summary>The user has just switched on again: deletions made meanwhile are held (R27).</summary>
    public bool HoldAllDeletions { get; set; }

    /// <summary>What happened before belongs to an earlier address: nobody is shown it any more (R23).</summary>
    public DateTime? HistoryVisibleFrom { get; set; }

    /// <summary>Switched off, but its owner asked for something: copies to be removed, or an undo (R12, R25).</summary>
    public bool HasRequests { get; set; }

    /// <summary>Fingerprint of the preview the owner agreed to: the next run does just that, or nothing. Null once it has begun.</summary>
    public string? ExpectedPlan { get; set; }

    /// <summary>The calendars had changed since that preview: nothing runs until the owner looks again.</summary>
    public DateTime? PlanMovedAt { get; set; }

    // Cursors of the last completed run.
    public string? OutlookCursor { get; set; }

    public string? SeveraCursor { get; set; }

    /// <summary>When the last complete reading of Outlook began: of what the service wrote since, the next one tells.</summary>
    public DateTime? OutlookReadAt { get; set; }

    /// <summary>The calendar folder's identity in the last completed run; empty before the first.</summary>
    public string Epoch { get; set; } = "";

    public DateTime? WindowStart { get; set; }

    public DateTime? WindowEnd { get; set; }

    public string PolicyHash { get; set; } = "";

    /// <summary>The slot of the night in which everything is compared again; null, or long past (<see cref="Ledger.NightSlot.AtOnce"/>): at once, at any hour.</summary>
    public DateTime? FullComparisonDueAt { get; set; }

    // Scheduling: database clock.
    public DateTime? NextDueAt { get; set; }

    /// <summary>
    /// The last run found nothing to do. Until this time only a change in a calendar, or a person, gives the next one something;
    /// null: it has to look for itself.
    /// </summary>
    public DateTime? QuietUntil { get; set; }

    public DateTime? QueuedUntil { get; set; }

    /// <summary>
    /// Which pick of the dispatcher queued it: how a pick finds the rows it marked, and a turn without a run sees that nobody has begun since.
    /// </summary>
    public Guid? QueueClaim { get; set; }

    /// <summary>Raised by every trigger; a run that ends below it runs again.</summary>
    public long RequestedVersion { get; set; }

    public long CompletedVersion { get; set; }

    /// <summary>Fencing token: raised whenever the lease is taken or voided.</summary>
    public long LeaseToken { get; set; }

    public DateTime? LeaseUntil { get; set; }

    // What people see.
    public DateTime? LastCheckedAt { get; set; }

    public DateTime? LastSuccessAt { get; set; }

    /// <summary>How long the last run took, whatever it found; null before the first. A turn without a run is none.</summary>
    public int? LastRunMilliseconds { get; set; }

    public int Failures { get; set; }

    /// <summary>1 stands for E1.</summary>
    public int? ErrorNumber { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorReference { get; set; }

    public bool ErrorIsPermanent { get; set; }

    public DateTime? RunningSince { get; set; }

    public int ProgressDone { get; set; }

    public int ProgressTotal { get; set; }
}
