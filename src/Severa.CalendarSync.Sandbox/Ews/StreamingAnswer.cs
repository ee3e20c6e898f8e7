using System.Text;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Notifications;
using Severa.CalendarSync.Sandbox.Traffic;

namespace Severa.CalendarSync.Sandbox.Ews;

/// <summary>Writes an answer that stays open: one complete envelope after another, each sent at once.</summary>
internal sealed class StreamingAnswer(
    SubscriptionHub hub, TimeProvider clock, IEnumerable<ISandboxTranscript> transcripts, IHostApplicationLifetime lifetime)
{
    public async Task WriteAsync(HttpContext http, EwsOutcome outcome, byte[] request)
    {
        using var connection = outcome.Stream!;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        http.Response.ContentType = "text/xml; charset=utf-8";
        try
        {
            await SendAsync(http, outcome.Answer, end.Token);
            await foreach (var message in connection.ReadAsync(hub.Heartbeat, clock, end.Token))
            {
                var envelope = EnvelopeWriter.Answer(Answers.Response(outcome.Operation, [message]), new XElement(outcome.Header!));
                Record(outcome, request, envelope);
                await SendAsync(http, envelope, end.Token);
            }
        }
        catch (ConnectionDroppedException)
        {
            http.Abort();
        }
        catch (OperationCanceledException)
        {
            // The client went away, or this server stops.
            http.Abort();
        }
    }

    private static async Task SendAsync(HttpContext http, byte[] envelope, CancellationToken cancellationToken)
    {
        await http.Response.Body.WriteAsync(envelope, cancellationToken);
        await http.Response.Body.FlushAsync(cancellationToken);
    }

    private void Record(EwsOutcome outcome, byte[] request, byte[] envelope)
    {
        foreach (var transcript in transcripts)
        {
            transcript.Record(new SandboxExchange(outcome.Operation, outcome.Mailbox, outcome.Status, Encoding.UTF8.GetString(request), Encoding.UTF8.GetString(envelope)));
        }
    }
}
