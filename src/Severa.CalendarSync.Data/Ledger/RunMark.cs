namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Which run this is, the request and the due comparison it answers, and the plan it was to carry out.</summary>
internal readonly record struct RunMark(Guid RunId, long RequestedVersion, DateTime? FullComparisonDueAt, string? ExpectedPlan);
