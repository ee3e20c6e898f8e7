using System.Diagnostics;
using Severa.CalendarSync.Connectors.Exchange.Throttling;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>One request, measured: a span of the trace and a line in the numbers. Neither its address nor anything it says.</summary>
internal sealed class RequestMeasure(RequestMeter meter, Guid connectionId, string operation, int size) : IDisposable
{
    private readonly Activity? _span = SyncTelemetry.Source.StartActivity("request", ActivityKind.Client)?
        .SetTag("connection.id", connectionId).SetTag("request.operation", operation).SetTag("request.size", size);

    /// <summary>An answer was read to its end; it may still refuse the request.</summary>
    public void Answered(int status, EwsReply reply, TimeSpan took)
    {
        _span?.SetTag("http.response.status_code", status);
        var refusal = reply is { Fault: null, Messages.Count: 0 } ? null : EwsErrors.RefusalIn(reply, isWrite: false);
        End(refusal is SideException { Code: var code } ? code : null, took);
    }

    public void Failed(Exception exception, string code, TimeSpan took) => End(code, took, exception is NoAnswerException);

    public void Dispose() => _span?.Dispose();

    private void End(string? code, TimeSpan took, bool isLost = false)
    {
        var result = code is null ? "ok" : isLost ? "lost" : ErrorTable.Says(code, ServerMood.Busy) ? "busy" : "refused";
        if (code is not null)
        {
            _span?.SetTag("error.code", ErrorTable.Find(code) is null ? "unknown" : code).SetStatus(ActivityStatusCode.Error);
        }

        meter.Ended(connectionId, operation, result, took);
    }
}
