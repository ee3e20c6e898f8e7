using System.Net;
using System.Net.Http.Headers;

namespace Severa.CalendarSync.Connectors.Http;

/// <summary>
/// A request body that can be sent once, or once for each leg of a sign-in, which the server refuses before anything happens:
/// whatever a handler below believes, a write is never repeated.
/// </summary>
internal sealed class OnceContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _body;
    private int _left;

    public OnceContent(ReadOnlyMemory<byte> body, int legs = 1)
    {
        _body = body;
        _left = legs;
        Headers.ContentType = new MediaTypeHeaderValue("text/xml", "utf-8");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (Interlocked.Decrement(ref _left) < 0)
        {
            throw new IOException("This request was already sent.");
        }

        await stream.WriteAsync(_body);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
