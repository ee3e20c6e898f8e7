using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// Sends one request and reads its answer. A read is tried twice at most; a write is sent once, whatever happens.
/// <see href="https://learn.microsoft.com/exchange/client-developer/exchange-web-services/start-using-web-services-in-exchange">EWS</see>.
/// </summary>
internal sealed partial class EwsClient(
    HttpClient http, ExchangeConnectionOptions connection, EwsCaller caller, EwsWireLog log, TimeProvider time, NetworkOptions network, EwsAffinity? affinity = null)
{
    private const int ErrorBodyLength = 4096;

    private readonly EwsDialect _dialect = EwsDialect.Of(connection.Version);

    private readonly AuthenticationHeaderValue _signIn =
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{connection.UserName}:{connection.Secret}")));

    public EwsDialect Dialect => _dialect;

    public ExchangeConnectionOptions Connection => connection;

    /// <summary>What the server said it is, with its last answer.</summary>
    public EwsServerVersion? Server { get; private set; }

    /// <summary>The server's clock, measured with each answer.</summary>
    public ServerClockMeter Clock { get; } = new();

    /// <summary>The same connection in somebody else's name.</summary>
    /// <param name="other">Whose name it is.</param>
    /// <param name="group">The group of subscriptions that the requests belong to; null: none.</param>
    public EwsClient As(EwsCaller other, EwsAffinity? group = null) => new(http, connection, other, log, time, network, group);

    /// <exception cref="SideException">The request was refused as a whole, or a read got no answer twice.</exception>
    /// <exception cref="NoAnswerException">A write got no answer.</exception>
    public async Task<TResult> SendAsync<TResult>(EwsOperation<TResult> operation, CancellationToken cancellationToken)
    {
        var body = SoapWriter.Write(operation, caller, _dialect);
        try
        {
            return operation.Read(await ExchangeAsync(operation, body, cancellationToken));
        }
        catch (SideException exception) when (operation.IsWrite && exception.Number == ErrorNumbers.PasswordRefused)
        {
            // A busy server may say so too. Whether the password is wrong is for the next read to find out, which may ask twice.
            throw new SideException(exception.Number, exception.Scope, isPermanent: false, exception.Code, exception);
        }
        catch (Exception exception) when (!operation.IsWrite && IsWorthASecondTry(exception))
        {
            return await SendAgainAsync(operation, body, cancellationToken);
        }
        catch (NoAnswerException exception) when (!operation.IsWrite)
        {
            throw EwsErrors.Transient(exception.Code, inner: exception);
        }
    }

    /// <summary>A 401 may be a busy server, a lost connection one that was kept too long. Time-outs are not repeated: they cost a minute each.</summary>
    private static bool IsWorthASecondTry(Exception exception) => exception switch
    {
        NoAnswerException { Code: not EwsTimeout.Code } => true,
        SideException { Number: ErrorNumbers.PasswordRefused } => true,
        _ => false,
    };

    private async Task<TResult> SendAgainAsync<TResult>(EwsOperation<TResult> operation, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            return operation.Read(await ExchangeAsync(operation, body, cancellationToken));
        }
        catch (NoAnswerException exception)
        {
            throw EwsErrors.Transient(exception.Code, inner: exception);
        }
    }

    private async Task<IReadOnlyList<EwsMessage>> ExchangeAsync<TResult>(
        EwsOperation<TResult> operation, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var timeout = new EwsTimeout(operation.IsWrite ? connection.WriteTimeout : connection.ReadTimeout, time, cancellationToken);
        using var request = Request(body);
        var entry = log.Begin(operation.Name, operation.Size, body, time);
        var (sent, stamp) = (time.GetUtcNow(), time.GetTimestamp());
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            var took = time.GetElapsedTime(stamp);
            affinity?.Learn(response);
            var reply = await ReadAsync(response, entry, timeout.Token);
            entry.Answered((int)response.StatusCode, reply);
            Server = reply.Server ?? Server;
            Clock.Observe(response.Headers.Date, sent, took);
            return reply.Fault is { } fault ? throw Refusal(fault, operation.IsWrite) : reply.Messages;
        }
        catch (Exception exception) when (ErrorOf(exception, cancellationToken) is { } error)
        {
            throw entry.Failed(error);
        }
    }

    /// <summary>What it means that a request or its answer got lost; null where the exception says it all, or the caller gave up.</summary>
    internal static Exception? ErrorOf(Exception exception, CancellationToken callers) => exception switch
    {
        HttpRequestException lost => HttpErrors.Of(lost),
        XmlException or IOException => new NoAnswerException("CutAnswer", exception),
        OperationCanceledException when !callers.IsCancellationRequested => new NoAnswerException(EwsTimeout.Code, exception),
        _ => null,
    };

    private HttpRequestMessage Request(ReadOnlyMemory<byte> body)
    {
        GuardedHandler.Check(connection.Endpoint, network);
        var request = new HttpRequestMessage(HttpMethod.Post, connection.Endpoint) { Content = new OnceContent(body) };
        request.Headers.Authorization = _signIn;
        request.Headers.Accept.ParseAdd("text/xml");
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        request.Headers.UserAgent.ParseAdd("Severa.CalendarSync");
        request.Headers.Add("client-request-id", Guid.NewGuid().ToString("D"));
        request.Headers.Add("return-client-request-id", "true");
        if (affinity is not null)
        {
            affinity.Mark(request);
        }
        else if (caller.Impersonate is not null && Ascii.IsValid(caller.Impersonate))
        {
            // Without it the front end picks any back end: errors and twice the time.
            request.Headers.TryAddWithoutValidation("X-AnchorMailbox", caller.Impersonate);
        }

        return request;
    }

    private async Task<EwsReply> ReadAsync(HttpResponseMessage response, WireEntry entry, CancellationToken cancellationToken)
    {
        var isXml = response.Content.Headers.ContentType?.MediaType is { } type && type.EndsWith("xml", StringComparison.OrdinalIgnoreCase);
        await using var stream = new BoundedStream(await response.Content.ReadAsStreamAsync(cancellationToken), network.MaxResponseBytes);
        if (response.StatusCode == HttpStatusCode.OK || (response.StatusCode == HttpStatusCode.InternalServerError && isXml))
        {
            if (!isXml)
            {
                throw entry.Failed(HttpErrors.NotEws());
            }

            var reply = await SoapReader.ReadAsync(await entry.TapAsync(stream, cancellationToken), cancellationToken);
            return reply is { Fault: null, Messages.Count: 0 } ? throw new XmlException("The answer is empty.") : reply;
        }

        throw entry.Failed(HttpErrors.Of(response, await StartOfAsync(stream, cancellationToken), connection.Version));
    }

    private static Exception Refusal(EwsFault fault, bool isWrite) =>
        isWrite && EwsErrors.LeavesWriteUncertain(fault.Code)
            ? new NoAnswerException(fault.Code)
            : EwsErrors.Of(fault.Code, fault.BackOff);

    private static async Task<string> StartOfAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[ErrorBodyLength];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
