using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.SignIn;
using Severa.CalendarSync.Sandbox.Throttling;
using Severa.CalendarSync.Sandbox.Traffic;

namespace Severa.CalendarSync.Sandbox.Ews;

/// <summary>
/// POST /EWS/Exchange.asmx: sign-in, size limit, headers of the answer.
/// See https://learn.microsoft.com/exchange/client-developer/exchange-web-services/instrumenting-client-requests-for-ews-and-rest-in-exchange.
/// </summary>
internal static class EwsEndpoint
{
    public const string Path = "/EWS/Exchange.asmx";

    public static async Task HandleAsync(
        HttpContext http, EwsServer server, SignInGate gate, Concurrency concurrency, TrafficCounters counters, IEnumerable<ISandboxTranscript> transcripts,
        StreamingAnswer stream, TimeProvider clock)
    {
        Mark(http, clock.GetUtcNow());
        if (await gate.PassAsync(http) is not { } account)
        {
            return;
        }

        using var place = concurrency.Enter(account.UserName);
        var affinity = Affinity.Of(http.Request);
        var request = await ReadAsync(http);
        var outcome = (place.Refusal, request) switch
        {
            ({ } refusal, _) => Refused(refusal),
            (_, null) => Refused(new EwsFault("ErrorRequestStreamTooBig", "The request is too large.")),
            _ => await server.AnswerAsync(request, account, affinity, http.RequestAborted),
        };
        counters.Record(outcome.Mailbox, outcome.Operation, request?.Length ?? http.Request.ContentLength ?? 0, outcome.Answer.Length, outcome.Mails);
        foreach (var transcript in transcripts)
        {
            transcript.Record(new SandboxExchange(
                outcome.Operation, outcome.Mailbox, outcome.Status, Encoding.UTF8.GetString(request ?? []), Encoding.UTF8.GetString(outcome.Answer)));
        }

        http.Response.StatusCode = outcome.Status;
        Mark(http.Response, outcome, affinity, clock.GetUtcNow());
        if (outcome.Status == StatusCodes.Status401Unauthorized)
        {
            gate.Challenge(http);
        }

        if (outcome.Delivery == Delivery.Whole)
        {
            // Whoever has the whole answer may ask again before this thread has gone on.
            place.Dispose();
        }

        if (outcome.Stream is not null && outcome.Delivery == Delivery.Whole)
        {
            await stream.WriteAsync(http, outcome, request!);
            return;
        }

        outcome.Stream?.Dispose();
        await AnswerDelivery.SendAsync(http, outcome, clock);
    }

    /// <summary>Refused without a look at what is asked for.</summary>
    private static EwsOutcome Refused(EwsFault fault) => new(500, EnvelopeWriter.Fault(fault), "unknown", null);

    /// <summary>The request's bytes; null when there are too many.</summary>
    private static async Task<byte[]?> ReadAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (bytes.Length <= EnvelopeReader.MostBytes)
            {
                bytes.Write(buffer, 0, read);
            }
        }

        return bytes.Length > EnvelopeReader.MostBytes ? null : bytes.ToArray();
    }

    private static void Mark(HttpResponse response, EwsOutcome outcome, Affinity affinity, DateTimeOffset now)
    {
        response.Headers.Date = (now + outcome.ClockAhead).ToString("R", CultureInfo.InvariantCulture);
        foreach (var (name, value) in outcome.Headers)
        {
            response.Headers[name] = value;
        }

        if (outcome.BackEnd is { } number && affinity.IsPreferred)
        {
            response.Headers.SetCookie = $"{BackEnds.CookieName}={BackEnds.Cookie(number)}; path=/; secure; HttpOnly";
        }
    }

    /// <summary>The Date header tells the same clock as the times of the entries.</summary>
    private static void Mark(HttpContext http, DateTimeOffset now)
    {
        var headers = http.Response.Headers;
        headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        headers["request-id"] = Guid.NewGuid().ToString();
        headers["X-FEServer"] = "SANDBOX-FE1";
        headers["X-CalculatedBETarget"] = "sandbox-be1.contoso.test";
        headers["X-DiagInfo"] = "SANDBOX-BE1";
        headers.CacheControl = "private";
        if (Guid.TryParse(http.Request.Headers["client-request-id"], out var clientId))
        {
            headers["client-request-id"] = clientId.ToString();
        }
    }
}
