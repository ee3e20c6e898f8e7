using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Severa.CalendarSync.Connectors.Tests.Transport;

/// <summary>A server on this machine with a certificate of its own, that answers every request with 200.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SslStreamCertificateContext _certificate;
    private readonly Task _loop;

    /// <param name="certificate">What it shows.</param>
    /// <param name="between">What it shows besides.</param>
    public TlsServer(X509Certificate2 certificate, params X509Certificate2[] between)
    {
        _certificate = SslStreamCertificateContext.Create(certificate, [.. between], offline: true);
        _listener.Start();
        _loop = AcceptAsync();
    }

    public Uri Address => new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}/EWS/Exchange.asmx");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = _certificate }, _stop.Token);
            var buffer = new byte[4096];
            if (await tls.ReadAsync(buffer, _stop.Token) > 0)
            {
                await tls.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stop.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            // The client did not like the certificate.
        }
    }
}
