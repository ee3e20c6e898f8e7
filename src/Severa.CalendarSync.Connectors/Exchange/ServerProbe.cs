using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>Looks at a server's name and certificate without sending it anything.</summary>
internal sealed class ServerProbe(NetworkOptions network, TimeProvider time, TrustedRoots? roots = null)
{
    private readonly GuardedConnector _connector = new(network);
    private readonly TrustedRoots _roots = roots ?? TrustedRoots.None;

    /// <exception cref="SideException">E7: there is no such name, or it leads where this service must not go.</exception>
    public async Task ResolveAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        GuardedHandler.Check(endpoint, network);
        try
        {
            await _connector.ResolveAsync(endpoint.IdnHost, cancellationToken);
        }
        catch (AddressRefusedException exception)
        {
            throw EwsErrors.Of("AddressRefused", inner: exception);
        }
        catch (SocketException exception)
        {
            throw EwsErrors.Of("NameNotResolved", inner: exception);
        }
    }

    /// <summary>When the server's certificate ends; null without TLS, as the sandbox is.</summary>
    /// <exception cref="SideException">E7: nobody listens there. E8: the certificate is not trusted.</exception>
    public async Task<DateTimeOffset?> CertificateExpiryAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        using var timeout = new EwsTimeout(network.ConnectTimeout, time, cancellationToken);
        try
        {
            await using var stream = await _connector.ConnectAsync(new DnsEndPoint(endpoint.IdnHost, endpoint.Port), timeout.Token);
            return endpoint.Scheme == Uri.UriSchemeHttps ? await HandshakeAsync(stream, endpoint.IdnHost, timeout.Token) : null;
        }
        catch (SocketException exception)
        {
            throw EwsErrors.Of("ConnectionRefused", inner: exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw EwsErrors.Of("ConnectTimeout", inner: exception);
        }
    }

    private async Task<DateTimeOffset?> HandshakeAsync(Stream stream, string host, CancellationToken cancellationToken)
    {
        var problem = "Tls";
        await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                problem = CodeOf(certificate, errors);
                return _roots.Accept(certificate, chain, errors);
            },
        };
        try
        {
            await tls.AuthenticateAsClientAsync(options, cancellationToken);
            return tls.RemoteCertificate is X509Certificate2 certificate ? new DateTimeOffset(certificate.NotAfter) : null;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            throw EwsErrors.Of(problem, inner: exception);
        }
    }

    private static string CodeOf(X509Certificate? certificate, SslPolicyErrors errors) => errors switch
    {
        _ when certificate is null => "TlsNoCertificate",
        _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => "TlsOtherName",
        _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) => "TlsNotTrusted",
        _ => "Tls",
    };
}
