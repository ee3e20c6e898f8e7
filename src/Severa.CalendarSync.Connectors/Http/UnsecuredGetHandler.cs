using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Http;

/// <summary>
/// The one request that goes without TLS, because Microsoft's order of Autodiscover wants it: a GET that carries nothing, neither
/// a secret nor an address. What it finds is believed by nobody; it is a place to ask about. Addresses are judged as everywhere.
/// </summary>
internal sealed class UnsecuredGetHandler(NetworkOptions options) : DelegatingHandler(GuardedHandler.Sockets(options, options.MaxConnectionsPerServer, null, TrustedRoots.None))
{
    /// <exception cref="SideException">E7: this is not such a request.</exception>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isBare = request is { Content: null, Headers.Authorization: null, RequestUri: { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" } url }
            && request.Method == HttpMethod.Get && url.Scheme == Uri.UriSchemeHttp && !request.Headers.Contains("Cookie");
        return isBare
            ? base.SendAsync(request, cancellationToken)
            : throw new SideException(ErrorNumbers.ServerNotFound, ErrorScope.Connection, isPermanent: true, "UrlRefused");
    }
}
