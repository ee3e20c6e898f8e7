using System.Net;
using System.Net.Http.Headers;

namespace Severa.CalendarSync.Connectors.Http;

/// <summary>
/// A request body that can be sent once, or once for each leg of a sign-in, which the server refuses before anything happens:
/// whatever a handler below believes, a write is never repeated. Nor is it sent too late: a process that stood still may go on
/// before the timer that ends its call does.
/// </summary>
internal sealed class OnceContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly Func<bool> _isTooLate;
    private int _left;

    /// <param name="body">What is sent.</param>
    /// <param name="legs">How often.</param>
    /// <param name="isTooLate">Whether the time of the call is over.</param>
    public OnceContent(ReadOnlyMemory<byte> body, int legs, Func<bool> isTooLate)
    {
        _body = body;
        _left = legs;
        _isTooLate = isTooLate;
        Headers.ContentType = new MediaTypeHeaderValue("text/xml", "utf-8");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (Interlocked.Decrement(ref _left) < 0)
        {
            throw new IOException("This request was already sent.");
        }

        if (_isTooLate())
        {
            throw new IOException("The time for this request is over.");
        }

        await stream.WriteAsync(_body);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
