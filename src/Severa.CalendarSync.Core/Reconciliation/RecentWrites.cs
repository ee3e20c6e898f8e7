using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// What this service wrote lately. One series counts as one (<c>HistoryEvent.ChangeId</c>); what a person decided does not count.
/// </summary>
/// <param name="OutlookDeletions">In this mailbox within 24 hours.</param>
/// <param name="SeveraDeletions">In this mailbox within 24 hours.</param>
/// <param name="NewTimes">In this mailbox within 24 hours, both sides.</param>
/// <param name="OrganizationDeletions">In all mailboxes within one hour.</param>
/// <param name="OrganizationLinks">All active links there are.</param>
/// <param name="AreDeletionsStopped">Deletions are stopped everywhere until an administrator decides.</param>
public sealed record RecentWrites(
    int OutlookDeletions = 0, int SeveraDeletions = 0, int NewTimes = 0,
    int OrganizationDeletions = 0, int OrganizationLinks = 0, bool AreDeletionsStopped = false)
{
    /// <summary>What a person released, discarded, removed or undid; the removal of what was made twice; and what was written to match a pair.</summary>
    public static IReadOnlyList<Reason> NotCounted { get; } =
    [
        Reason.ReleasedByPerson, Reason.DiscardedByPerson, Reason.CopyRemovedByPerson, Reason.UndoneByPerson, Reason.RestoredByPerson, Reason.SecondCopyOfOneCreate,
        .. PairReasons.Adopted,
    ];

    public int Deletions(Side side) => side == Side.Outlook ? OutlookDeletions : SeveraDeletions;
}
