using System.Runtime.CompilerServices;
using System.Threading.Channels;
using System.Xml.Linq;

namespace Severa.CalendarSync.Sandbox.Notifications;

/// <summary>The server breaks the connection without a word.</summary>
internal sealed class ConnectionDroppedException() : Exception("Dropped on purpose.");

/// <summary>
/// An answer that stays open: response messages as they come, "OK" when nothing came for a while, "Closed" at the end.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/getstreamingevents-operation.
/// </summary>
internal sealed class StreamConnection(string payer, TimeSpan timeout, Action<StreamConnection> closed) : IDisposable
{
    private readonly Channel<XElement> _messages = Channel.CreateUnbounded<XElement>();

    /// <summary>Whose HangingConnectionLimit it counts against.</summary>
    public string Payer => payer;

    public void Send(XElement message) => _messages.Writer.TryWrite(message);

    /// <summary>Ends in order, after what is still to be sent.</summary>
    public void Close() => _messages.Writer.TryComplete();

    public void Drop() => _messages.Writer.TryComplete(new ConnectionDroppedException());

    /// <exception cref="ConnectionDroppedException">The connection is to break.</exception>
    public async IAsyncEnumerable<XElement> ReadAsync(TimeSpan heartbeat, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = clock.GetUtcNow() + timeout;
        Task<bool>? next = null;
        while (true)
        {
            next ??= _messages.Reader.WaitToReadAsync(cancellationToken).AsTask();
            var left = end - clock.GetUtcNow();
            var came = left > TimeSpan.Zero ? await CameAsync(next, left < heartbeat ? left : heartbeat, clock) : false;
            if (came == false || (came is null && clock.GetUtcNow() >= end))
            {
                yield return StreamMessages.Status("Closed");
                yield break;
            }

            if (came is null)
            {
                yield return StreamMessages.Status("OK");
                continue;
            }

            next = null;
            while (_messages.Reader.TryRead(out var message))
            {
                yield return message;
            }
        }
    }

    public void Dispose() => closed(this);

    /// <summary>Whether there is something to send; false where nothing more will come, null when only time has passed.</summary>
    private static async Task<bool?> CameAsync(Task<bool> next, TimeSpan patience, TimeProvider clock)
    {
        try
        {
            return await next.WaitAsync(patience, clock);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
