using System.Net;
using System.Text;
using System.Xml;
using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>A request as it goes over the wire.</summary>
/// <param name="Operation">Its name; for the log.</param>
/// <param name="Size">How many things it is about; for the log.</param>
/// <param name="IsWrite">It changes something.</param>
/// <param name="Body">The whole envelope.</param>
/// <param name="Anchor">The mailbox it is about, for the front end to find its back end.</param>
/// <param name="Affinity">The group of subscriptions it belongs to, which has an anchor of its own.</param>
internal sealed record EwsRequest(string Operation, int Size, bool IsWrite, ReadOnlyMemory<byte> Body, string? Anchor, EwsAffinity? Affinity = null);

/// <summary>An answer, and what tells the server's clock.</summary>
/// <param name="Reply">What it says.</param>
/// <param name="Date">The Date header, if there was one.</param>
/// <param name="SentAt">When the request began, by our clock.</param>
/// <param name="Took">Until the answer's headers were there.</param>
internal sealed record EwsAnswer(EwsReply Reply, DateTimeOffset? Date, DateTimeOffset SentAt, TimeSpan Took);

/// <summary>The requests of one session: signs in, sends a request once, reads its answer within limits of time and size.</summary>
internal sealed class EwsTransport(
    ExchangeSession session, HttpClient http, ExchangeConnectionOptions connection, EwsWireLog log, TimeProvider time, NetworkOptions network)
{
    private const int ErrorBodyLength = 4096;

    public ExchangeConnectionOptions Connection => connection;

    /// <exception cref="SideException">The request did not reach Exchange, or was refused by HTTP.</exception>
    /// <exception cref="NoAnswerException">No answer, or half of one: it may have been carried out.</exception>
    public Task<EwsAnswer> SendAsync(EwsRequest request, CancellationToken cancellationToken) =>
        TryAsync(request, request.IsWrite ? connection.WriteTimeout : connection.ReadTimeout, (entry, timeout) => ExchangeAsync(request, entry, timeout), cancellationToken);

    /// <summary>Sends a request whose answer stays open.</summary>
    /// <exception cref="SideException">The request was refused.</exception>
    /// <exception cref="NoAnswerException">No answer began.</exception>
    public Task<EwsStream> OpenAsync(EwsRequest request, TimeSpan silence, CancellationToken cancellationToken) =>
        TryAsync(request, connection.ReadTimeout, (entry, timeout) => OpenAsync(request, silence, entry, timeout), cancellationToken);

    /// <summary>What it means that a request or its answer got lost; null where the exception says it all, or the caller gave up.</summary>
    internal static Exception? ErrorOf(Exception exception, CancellationToken callers) => exception switch
    {
        HttpRequestException lost => HttpErrors.Of(lost),
        XmlException or IOException => new NoAnswerException("CutAnswer", exception),
        OperationCanceledException when !callers.IsCancellationRequested => new NoAnswerException(EwsTimeout.Code, exception),
        _ => null,
    };

    private async Task<T> TryAsync<T>(
        EwsRequest request, TimeSpan longest, Func<WireEntry, EwsTimeout, Task<T>> send, CancellationToken cancellationToken)
    {
        using var timeout = new EwsTimeout(longest, time, cancellationToken);
        using var entry = log.Begin(connection.Id, request, time);
        try
        {
            return await session.Guard.SendAsync(() => send(entry, timeout), timeout.Token);
        }
        catch (Exception exception) when (ErrorOf(exception, cancellationToken) is { } error)
        {
            throw entry.Failed(error);
        }
    }

    private async Task<EwsAnswer> ExchangeAsync(EwsRequest request, WireEntry entry, EwsTimeout timeout)
    {
        var cancellationToken = timeout.Token;
        using var message = await MessageAsync(request, timeout);
        var (sent, stamp) = (time.GetUtcNow(), time.GetTimestamp());
        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var took = time.GetElapsedTime(stamp);
        request.Affinity?.Learn(response);
        var reply = await ReadAsync(response, entry, cancellationToken);
        entry.Answered((int)response.StatusCode, reply);
        return new EwsAnswer(reply, response.Headers.Date, sent, took);
    }

    private async Task<EwsStream> OpenAsync(EwsRequest request, TimeSpan silence, WireEntry entry, EwsTimeout timeout)
    {
        var cancellationToken = timeout.Token;
        using var message = await MessageAsync(request, timeout);

        // Packed, a message would wait in the packer for the next one.
        message.Headers.AcceptEncoding.Clear();
        message.Headers.AcceptEncoding.ParseAdd("identity");
        var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        try
        {
            request.Affinity?.Learn(response);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                var reply = await ReadAsync(response, entry, cancellationToken);
                entry.Answered((int)response.StatusCode, reply);
                throw EwsErrors.Of(reply.Fault?.Code ?? "NoResult", reply.Fault?.BackOff);
            }

            entry.Answered((int)response.StatusCode, new EwsReply([], null, null));
            return new EwsStream(response, await response.Content.ReadAsStreamAsync(cancellationToken), silence, time, envelope => log.Said(request.Operation, envelope))
            {
                Counted = log.Meter.OpenStream(connection.Id),
            };
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<HttpRequestMessage> MessageAsync(EwsRequest request, EwsTimeout timeout)
    {
        GuardedHandler.Check(connection.Endpoint, network);
        var signIn = await session.Authorization.HeaderAsync(timeout.Token);
        var content = new OnceContent(request.Body, session.Authorization.Legs, () => timeout.IsOver);
        var message = new HttpRequestMessage(HttpMethod.Post, connection.Endpoint) { Content = content };
        message.Headers.Authorization = signIn;
        message.Headers.Accept.ParseAdd("text/xml");
        message.Headers.AcceptEncoding.ParseAdd("gzip");
        message.Headers.UserAgent.ParseAdd("Severa.CalendarSync");
        message.Headers.Add("client-request-id", Guid.NewGuid().ToString("D"));
        message.Headers.Add("return-client-request-id", "true");
        if (request.Affinity is not null)
        {
            request.Affinity.Mark(message);
        }
        else if (request.Anchor is not null && Ascii.IsValid(request.Anchor))
        {
            // Without it the front end picks any back end: errors and twice the time.
            message.Headers.TryAddWithoutValidation("X-AnchorMailbox", request.Anchor);
        }

        return message;
    }

    private async Task<EwsReply> ReadAsync(HttpResponseMessage response, WireEntry entry, CancellationToken cancellationToken)
    {
        var isXml = response.Content.Headers.ContentType?.MediaType is { } type && type.EndsWith("xml", StringComparison.OrdinalIgnoreCase);
        await using var stream = new BoundedStream(await response.Content.ReadAsStreamAsync(cancellationToken), network.MaxResponseBytes, cancellationToken);
        if (response.StatusCode == HttpStatusCode.OK || (response.StatusCode == HttpStatusCode.InternalServerError && isXml))
        {
            if (!isXml)
            {
                throw entry.Failed(HttpErrors.NotEws());
            }

            var reply = await SoapReader.ReadAsync(await entry.TapAsync(stream, cancellationToken), cancellationToken);
            return reply is { Fault: null, Messages.Count: 0 } ? throw new XmlException("The answer is empty.") : reply;
        }

        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            session.Authorization.Refused();
        }

        throw entry.Failed(HttpErrors.Of(response, await StartOfAsync(stream, cancellationToken), connection.Version));
    }

    private static async Task<string> StartOfAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[ErrorBodyLength];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
