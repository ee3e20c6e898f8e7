using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Notifications;

/// <summary>How long to wait after trouble: longer each time. Pure.</summary>
internal static class Pauses
{
    private static readonly TimeSpan ShortestConnection = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestConnection = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestMailbox = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestMailbox = TimeSpan.FromHours(1);

    /// <summary>Before the next try to connect: 1 s, 2 s, 4 s ... 1 min.</summary>
    public static TimeSpan OfConnection(int troubles) => GrowingPause.After(troubles, ShortestConnection, LongestConnection);

    /// <summary>Before a mailbox that refused a subscription is asked again: 1 min, 2 min ... 1 h.</summary>
    public static TimeSpan OfMailbox(int refusals) => GrowingPause.After(refusals, ShortestMailbox, LongestMailbox);
}
