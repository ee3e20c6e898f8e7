using System.Net;
using System.Net.Http.Headers;

namespace Severa.CalendarSync.Connectors.Http;

/// <summary>A request body that can be sent once: whatever a handler below believes, a write is never repeated.</summary>
internal sealed class OnceContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _body;
    private int _sent;

    public OnceContent(ReadOnlyMemory<byte> body)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue("text/xml", "utf-8");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (Interlocked.Exchange(ref _sent, 1) != 0)
        {
            throw new IOException("This request was already sent once.");
        }

        await stream.WriteAsync(_body);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
