namespace Severa.CalendarSync.Connectors.Http;

/// <summary>The rules for outgoing requests, for those of other libraries: everything that leaves goes through one handler.</summary>
public static class OutgoingRequests
{
    public static HttpMessageHandler NewHandler(NetworkOptions options) => new GuardedHandler(options);
}
