namespace Severa.CalendarSync.Connectors.Http;

/// <summary>Reads an answer and stops with an error where it is longer, or takes longer, than it may.</summary>
/// <param name="inner">The answer.</param>
/// <param name="limit">How many bytes it may have.</param>
/// <param name="end">Ends a read that has no token of its own, as those of XML readers have none: an answer may stop coming in its middle.</param>
internal sealed class BoundedStream(Stream inner, long limit, CancellationToken end) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Counted(inner.Read(buffer));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Counted(await inner.ReadAsync(buffer.AsMemory(offset, count), TokenOf(cancellationToken)));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer, TokenOf(cancellationToken)));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private CancellationToken TokenOf(CancellationToken own) => own.CanBeCanceled ? own : end;

    private int Counted(int read)
    {
        _read += read;
        return _read <= limit ? read : throw new IOException($"The answer is longer than {limit} bytes.");
    }
}
