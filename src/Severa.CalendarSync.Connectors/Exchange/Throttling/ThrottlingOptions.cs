namespace Severa.CalendarSync.Connectors.Exchange.Throttling;

/// <summary>How polite the service is to one Exchange. Section <c>Exchange:Throttling</c> of the configuration.</summary>
public sealed class ThrottlingOptions
{
    internal static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Requests of one connection at the same time. Exchange allows an account 27 (10 in 2010), and others may use it too.
    /// Default: 16.
    /// </summary>
    public int ConcurrentRequests { get; set; } = 16;

    /// <summary>Requests for one mailbox at the same time. Servers allow 5 readings of changes for each. Default: 4.</summary>
    public int ConcurrentRequestsPerMailbox { get; set; } = 4;

    /// <summary>
    /// How long a request waits for its turn before its mailbox gives up and is tried again later: no worker stands still for a
    /// server that is busy. Default: 10 seconds.
    /// </summary>
    public TimeSpan Patience { get; set; } = MostPatience;

    /// <summary>How long a connection that had too many requests goes without trouble before one more is allowed. Default: 1 minute.</summary>
    public TimeSpan GrowsBackAfter { get; set; } = TimeSpan.FromMinutes(1);
}
