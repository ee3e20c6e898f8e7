using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Which run this is, what it answers, and the plan it was to carry out.</summary>
internal readonly record struct RunMark(Guid RunId, RunRequest Request, string? ExpectedPlan);

/// <summary>What had been asked of a mailbox at a time.</summary>
public readonly record struct RunRequest(long Version, DateTime? FullComparisonDueAt)
{
    internal static RunRequest Of(Mailbox mailbox) => new(mailbox.RequestedVersion, mailbox.FullComparisonDueAt);
}
