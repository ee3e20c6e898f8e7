using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Severa.CalendarSync.Web.Tests.Settings;

/// <summary>Somebody's own server: a real listener that keeps everything it is sent and refuses every sign-in.</summary>
internal sealed class CatchingServer : IDisposable
{
    private static readonly byte[] Refusal = Encoding.ASCII.GetBytes("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _received = new();

    public CatchingServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/EWS/Exchange.asmx";

    public string Received => string.Concat(_received);

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ServeAsync(client);
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            await using var stream = client.GetStream();
            var buffer = new byte[64 * 1024];
            var length = await stream.ReadAsync(buffer, _stop.Token);
            _received.Enqueue(Encoding.UTF8.GetString(buffer, 0, length));
            if (length > 0)
            {
                await stream.WriteAsync(Refusal, _stop.Token);
            }
        }
        catch (IOException)
        {
            // The caller went away: what he sent before is kept.
        }
    }
}
