using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Severa.CalendarSync.Connectors.Tests.Transport;

/// <summary>A real server on this machine that reads whole requests and does with the answer what the test says.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<int, string?> _answer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private int _requests;

    /// <param name="answer">The raw answer to the request of that number (from 1), or null: the connection breaks instead.</param>
    public RawServer(Func<int, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _loop = AcceptAsync();
    }

    public int Requests => Volatile.Read(ref _requests);

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/EWS/Exchange.asmx");

    public static string Http(string body, string status = "200 OK", string extra = "") =>
        $"HTTP/1.1 {status}\r\nContent-Type: text/xml; charset=utf-8\r\n{extra}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped, perhaps right between two connections.
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await ReadRequestAsync(stream))
                {
                    if (_answer(Interlocked.Increment(ref _requests)) is not { } answer)
                    {
                        return;
                    }

                    await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stop.Token);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task<bool> ReadRequestAsync(NetworkStream stream)
    {
        var received = new List<byte>();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var text = Encoding.Latin1.GetString([.. received]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && received.Count >= end + 4 + LengthIn(text[..end]))
            {
                return true;
            }

            var read = await stream.ReadAsync(buffer, _stop.Token);
            received.AddRange(buffer.AsSpan(0, read));
            if (read == 0 || received[0] != (byte)'P')
            {
                // The client is done, or speaks something else than HTTP POST.
                return false;
            }
        }
    }

    private static int LengthIn(string head) => head.Split("\r\n")
        .Where(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(l => int.Parse(l["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
