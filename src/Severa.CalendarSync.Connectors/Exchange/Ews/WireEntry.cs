using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>One request and its answer: always measured, and in the wire log.</summary>
internal sealed class WireEntry(EwsWireLog log, RequestMeasure measure, string operation, int size, int bytes, TimeProvider time) : IDisposable
{
    private readonly long _start = time.GetTimestamp();
    private bool _isClosed;

    /// <summary>The answer to be read; kept whole only where messages are logged.</summary>
    public async ValueTask<Stream> TapAsync(Stream answer, CancellationToken cancellationToken)
    {
        if (!log.HasMessages)
        {
            return answer;
        }

        var copy = new MemoryStream();
        await answer.CopyToAsync(copy, cancellationToken);
        log.Received(operation, copy.ToArray());
        copy.Position = 0;
        return copy;
    }

    public void Answered(int status, EwsReply reply)
    {
        measure.Answered(status, reply, Elapsed);
        if (log.HasSummary)
        {
            var codes = reply.Fault?.Code ?? string.Join(' ', reply.Messages.GroupBy(m => m.Code, StringComparer.Ordinal).Select(g => $"{g.Count()} {g.Key}"));
            log.Answered(operation, size, bytes, status, codes, Elapsed.TotalMilliseconds);
        }

        _isClosed = true;
    }

    /// <summary>Logs the error once and hands it back, to be thrown.</summary>
    public Exception Failed(Exception exception)
    {
        if (_isClosed)
        {
            return exception;
        }

        _isClosed = true;
        measure.Failed(exception, CodeOf(exception), Elapsed);
        if (log.HasSummary)
        {
            log.Failed(operation, size, bytes, CodeOf(exception), Elapsed.TotalMilliseconds);
        }

        return exception;
    }

    public void Dispose() => measure.Dispose();

    private static string CodeOf(Exception exception) => exception switch
    {
        SideException side => side.Code,
        NoAnswerException none => none.Code,
        _ => exception.GetType().Name,
    };

    private TimeSpan Elapsed => time.GetElapsedTime(_start);
}
