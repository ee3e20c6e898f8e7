using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>Opens the ways to servers that a connection has, for one search: what is signed in is shared with nobody.</summary>
/// <param name="network">What may be reached.</param>
/// <param name="watch">Somebody who sees every request go by.</param>
internal sealed class AutodiscoverReach(IOptions<NetworkOptions> network, Func<HttpMessageHandler, HttpMessageHandler>? watch = null)
{
    public NetworkOptions Network => network.Value;

    public AutodiscoverAccess Open(LocateRequest request)
    {
        var anonymous = new HttpMessageInvoker(Watched(Guarded(request)));
        var unsecured = new HttpMessageInvoker(Watched(new UnsecuredGetHandler(network.Value)));
        var (signedIn, schemes) = SignedIn(request);
        return new AutodiscoverAccess(anonymous, new HttpMessageInvoker(signedIn), unsecured, schemes);
    }

    /// <summary>Applications have no way here: Office 365 needs no Autodiscover, and no other server takes them.</summary>
    private (HttpMessageHandler Handler, IReadOnlyCollection<string> Schemes) SignedIn(LocateRequest request) => request.SignIn switch
    {
        ExchangeSignIn.Basic basic => (new EachRequest(new BasicAuthorization(basic), Watched(Guarded(request))), ["Basic"]),
        ExchangeSignIn.Windows windows => (Watched(new EachServer(server => Guarded(request, new WindowsAuthorization(windows, server)))), ["Negotiate", "NTLM"]),
        _ => (Watched(Guarded(request)), []),
    };

    private GuardedHandler Guarded(LocateRequest request, IAuthorization? authorization = null) =>
        new(network.Value, credentials: authorization?.Credentials, roots: request.Roots);

    private HttpMessageHandler Watched(HttpMessageHandler handler) => watch is null ? handler : watch(handler);

    /// <summary>Each request carries the sign-in.</summary>
    private sealed class EachRequest(IAuthorization authorization, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = await authorization.HeaderAsync(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Connections are signed in, those of each server for that server alone.</summary>
    private sealed class EachServer(Func<Uri, HttpMessageHandler> open) : HttpMessageHandler
    {
        private readonly ConcurrentDictionary<string, HttpMessageInvoker> _servers = new(StringComparer.OrdinalIgnoreCase);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var url = request.RequestUri!;
            return _servers.GetOrAdd(url.GetLeftPart(UriPartial.Authority), _ => new HttpMessageInvoker(open(url))).SendAsync(request, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                foreach (var server in _servers.Values)
                {
                    server.Dispose();
                }
            }

            base.Dispose(disposing);
        }
    }
}
