using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange.SignIn;

/// <summary>Makes the clients that ask Entra for tokens.</summary>
internal sealed class TokenApplications(Uri authority, NetworkOptions network, TimeProvider time) : IMsalHttpClientFactory, IDisposable
{
    /// <summary>A token has a few thousand bytes.</summary>
    private const int MostBytes = 1024 * 1024;

    private readonly HttpClient _http = new(Handler(authority, network)) { MaxResponseContentBufferSize = MostBytes };

    /// <summary>
    /// A server of one's own goes by the host of its address in tokens; whatever port it listens on, that is what is registered in Entra.
    /// <see href="https://learn.microsoft.com/microsoft-365/enterprise/configure-exchange-server-for-hybrid-modern-authentication">Hybrid modern authentication</see>.
    /// </summary>
    public TokenAuthorization Of(ExchangeSignIn.Application signIn, ExchangeConnectionOptions connection)
    {
        var audience = connection.Version == ExchangeVersion.Office365 ? ExchangeOnline.Audience : "https://" + connection.Endpoint.IdnHost;
        return new TokenAuthorization(() => Make(signIn), $"{audience}/.default");
    }

    HttpClient IMsalHttpClientFactory.GetHttpClient() => _http;

    public void Dispose() => _http.Dispose();

    private static DelegatingHandler Handler(Uri authority, NetworkOptions network)
    {
        var guarded = new GuardedHandler(network);
        return authority.Scheme == Uri.UriSchemeHttp ? new WithoutTls(authority) { InnerHandler = guarded } : guarded;
    }

    private IConfidentialClientApplication Make(ExchangeSignIn.Application signIn)
    {
        var address = new UriBuilder(authority) { Scheme = Uri.UriSchemeHttps, Path = Uri.EscapeDataString(signIn.Tenant) };
        var builder = ConfidentialClientApplicationBuilder.Create(signIn.ApplicationId)
            .WithAuthority(address.Uri, validateAuthority: false)
            .WithInstanceDiscovery(false)
            .WithHttpClientFactory(this, retryOnceOn5xx: false);
        return (signIn.IsCertificate ? builder.WithCertificate(Certificate(signIn.Secret)) : builder.WithClientSecret(signIn.Secret)).Build();
    }

    private X509Certificate2 Certificate(string secret)
    {
        var certificate = X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(secret), password: null);
        return certificate.NotAfter.ToUniversalTime() > time.GetUtcNow().UtcDateTime ? certificate : throw EwsErrors.Of(TokenErrors.CertificateEnded);
    }

    /// <summary>The library insists on https, the sandbox on this machine has none. The handler below lets http through to this machine only.</summary>
    private sealed class WithoutTls(Uri authority) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri is { } wanted && wanted.Authority == authority.Authority)
            {
                request.RequestUri = new UriBuilder(wanted) { Scheme = authority.Scheme }.Uri;
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
