using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Exchange;

public sealed class CertificateTests
{
    [Theory]
    [InlineData("127.0.0.1", "TlsNotTrusted")]
    [InlineData("localhost", "TlsOtherName")]
    public async Task Certificate_nobody_vouches_for_is_refused(string host, string code)
    {
        using var certificate = SelfSigned();
        using var stop = new CancellationTokenSource();
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = ServeAsync(listener, certificate, stop.Token);
        var endpoint = new Uri($"https://{host}:{((IPEndPoint)listener.LocalEndpoint).Port}/EWS/Exchange.asmx");
        var probe = new ServerProbe(new NetworkOptions { AllowLoopback = true }, TimeProvider.System);

        var error = await Assert.ThrowsAsync<SideException>(() => probe.CertificateExpiryAsync(endpoint, default));

        Assert.Equal((8, code, ErrorScope.Connection, true), (error.Number, error.Code, error.Scope, error.IsPermanent));
        await stop.CancelAsync();
        await server;
        listener.Stop();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(cancellationToken);
                await using var tls = new SslStream(client.GetStream());
                await TryHandshakeAsync(tls, certificate);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private static async Task TryHandshakeAsync(SslStream tls, X509Certificate2 certificate)
    {
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            // The client did not like the certificate.
        }
    }
}
