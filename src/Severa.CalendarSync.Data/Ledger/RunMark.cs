namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Which run this is, and the request it answers.</summary>
internal readonly record struct RunMark(Guid RunId, long RequestedVersion);
