namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>What happens in a search: attempts, and at last how it ended.</summary>
public abstract record LocateEvent
{
    public sealed record Tried(LocateAttempt Attempt) : LocateEvent;

    /// <summary>The last event.</summary>
    public sealed record Ended(LocateResult Result) : LocateEvent;
}
