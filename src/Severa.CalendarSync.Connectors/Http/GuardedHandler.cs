using System.Net;
using System.Net.Security;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Http;

/// <summary>
/// The one way out for every request to a server that somebody configured: https only (http to this machine for the
/// sandbox), no user part, no redirects followed, no cookies, no proxy, addresses judged when the connection opens.
/// </summary>
internal sealed class GuardedHandler : DelegatingHandler
{
    private readonly NetworkOptions _options;

    /// <param name="options">What may be reached.</param>
    /// <param name="connections">Connections to one server, where it is not the options' number.</param>
    /// <param name="credentials">For sign-ins that belong to a connection; never those of this machine's user.</param>
    /// <param name="roots">What is trusted besides the machine's own roots.</param>
    public GuardedHandler(NetworkOptions options, int? connections = null, ICredentials? credentials = null, TrustedRoots? roots = null)
        : base(Sockets(options, connections ?? options.MaxConnectionsPerServer, credentials, roots ?? TrustedRoots.None)) => _options = options;

    /// <summary>https without a user part, or this machine for the sandbox.</summary>
    public static bool IsFit(Uri? address, NetworkOptions options)
    {
        var isSandbox = address is { IsAbsoluteUri: true, IsLoopback: true } && options.AllowLoopback;
        return address is { IsAbsoluteUri: true, UserInfo: "", Fragment: "" }
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && isSandbox));
    }

    /// <exception cref="SideException">E7: the address may not be called.</exception>
    public static void Check(Uri? address, NetworkOptions options)
    {
        if (!IsFit(address, options))
        {
            throw new SideException(ErrorNumbers.ServerNotFound, ErrorScope.Connection, isPermanent: true, "UrlRefused");
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Check(request.RequestUri, _options);
        return base.SendAsync(request, cancellationToken);
    }

    internal static SocketsHttpHandler Sockets(NetworkOptions options, int connections, ICredentials? credentials, TrustedRoots roots)
    {
        var connector = new GuardedConnector(options);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            Credentials = credentials,
            PreAuthenticate = false,

            // What belongs together in our traces is nobody else's business.
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            MaxConnectionsPerServer = connections,
            MaxResponseHeadersLength = 64,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = roots.Callback() },
            ConnectCallback = (context, cancellationToken) => connector.ConnectAsync(context.DnsEndPoint, cancellationToken),
        };
    }
}
