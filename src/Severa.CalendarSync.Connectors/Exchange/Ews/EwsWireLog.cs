using Microsoft.Extensions.Logging;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>How much of the conversation with Exchange is logged.</summary>
public enum WireLogLevel
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>Operations, sizes, durations and codes (level Debug).</summary>
    Summary,

    /// <summary>Also the messages, with everything but structure, ids, times and codes blanked out (level Trace).</summary>
    Messages,
}

/// <summary>What is said to Exchange and what it answers: measured always, logged where somebody asked for it, never any contents.</summary>
internal sealed partial class EwsWireLog(ILogger logger, WireLogLevel level, RequestMeter? meter = null)
{
    public const string Category = "Severa.CalendarSync.Exchange.Wire";

    public static readonly EwsWireLog None = new(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, WireLogLevel.Off);

    public RequestMeter Meter { get; } = meter ?? RequestMeter.None;

    public bool HasSummary => level >= WireLogLevel.Summary && logger.IsEnabled(LogLevel.Debug);

    public bool HasMessages => level >= WireLogLevel.Messages && logger.IsEnabled(LogLevel.Trace);

    public WireEntry Begin(Guid connectionId, EwsRequest request, TimeProvider time)
    {
        var (operation, size, body) = (request.Operation, request.Size, request.Body);
        if (HasMessages)
        {
            Sent(logger, operation, Redaction.Redact(body));
        }

        return new WireEntry(this, Meter.Begin(connectionId, operation, size), operation, size, body.Length, time);
    }

    public void Received(string operation, ReadOnlyMemory<byte> body) => Received(logger, operation, Redaction.Redact(body));

    /// <summary>One envelope of an answer that stays open.</summary>
    public void Said(string operation, ReadOnlyMemory<byte> envelope)
    {
        if (HasMessages)
        {
            Received(operation, envelope);
        }
    }

    public void Answered(string operation, int size, int bytes, int status, string codes, double elapsed) =>
        Answered(logger, operation, size, bytes, status, codes, elapsed);

    public void Failed(string operation, int size, int bytes, string code, double elapsed) =>
        Failed(logger, operation, size, bytes, code, elapsed);

    [LoggerMessage(Level = LogLevel.Trace, Message = "> {Operation} {Message}")]
    private static partial void Sent(ILogger logger, string operation, string message);

    [LoggerMessage(Level = LogLevel.Trace, Message = "< {Operation} {Message}")]
    private static partial void Received(ILogger logger, string operation, string message);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Operation} of {Size} ({Bytes} bytes): HTTP {Status}, {Codes}, {Elapsed:F0} ms")]
    private static partial void Answered(ILogger logger, string operation, int size, int bytes, int status, string codes, double elapsed);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Operation} of {Size} ({Bytes} bytes): failed, {Code}, {Elapsed:F0} ms")]
    private static partial void Failed(ILogger logger, string operation, int size, int bytes, string code, double elapsed);
}
