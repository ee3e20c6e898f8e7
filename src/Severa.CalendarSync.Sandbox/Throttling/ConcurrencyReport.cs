namespace Severa.CalendarSync.Sandbox.Throttling;

/// <summary>How many requests of an account there were at the same time.</summary>
/// <param name="Now">Being answered now.</param>
/// <param name="Highest">The most there ever were, those that were refused for it included.</param>
/// <param name="Refused">Refused because there were too many already.</param>
public sealed record ConcurrencyReport(int Now = 0, int Highest = 0, int Refused = 0);
