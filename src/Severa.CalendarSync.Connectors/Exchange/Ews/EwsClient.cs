using Severa.CalendarSync.Connectors.Exchange.Throttling;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// Sends requests in one caller's name and reads their answers: each waits for its turn, in a schema the server understands. A read is
/// tried twice at most; a write is sent once, unless the server refused it before anything happened.
/// <see href="https://learn.microsoft.com/exchange/client-developer/exchange-web-services/start-using-web-services-in-exchange">EWS</see>.
/// </summary>
internal sealed class EwsClient(
    EwsTransport transport, EwsCaller caller, RequestGate gate, SchemaMemory schemas, TimeProvider time, EwsAffinity? affinity = null)
{
    public ExchangeConnectionOptions Connection => transport.Connection;

    public TimeProvider Time => time;

    /// <summary>What the server said it is, with its last answer.</summary>
    public EwsServerVersion? Server { get; private set; }

    /// <summary>The server's clock, measured with each answer.</summary>
    public ServerClockMeter Clock { get; } = new();

    /// <summary>Codes in the messages of an open answer are counted as well.</summary>
    public void Hear(IReadOnlyList<EwsMessage> messages) => gate.Notes.Hear(messages);

    /// <summary>The same connection in somebody else's name.</summary>
    /// <param name="other">Whose name it is.</param>
    /// <param name="group">The group of subscriptions that the requests belong to; null: none.</param>
    public EwsClient As(EwsCaller other, EwsAffinity? group = null) => new(transport, other, gate, schemas, time, group);

    /// <exception cref="SideException">The request was refused as a whole, got no turn, or a read got no answer twice.</exception>
    /// <exception cref="NoAnswerException">A write got no answer.</exception>
    public Task<TResult> SendAsync<TResult>(EwsOperation<TResult> operation, CancellationToken cancellationToken) =>
        SendAsync(operation, gate.Patience, cancellationToken);

    /// <summary>The same, for a request that may not wait for its turn as long as others.</summary>
    public async Task<TResult> SendAsync<TResult>(EwsOperation<TResult> operation, TimeSpan patience, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + (patience < gate.Patience ? patience : gate.Patience);
        var first = schemas.Of(Connection, caller.Impersonate);
        for (var dialect = first; ;)
        {
            try
            {
                var result = await SendAsync(operation, SoapWriter.Write(operation, caller, dialect), until, cancellationToken);
                if (dialect != first)
                {
                    schemas.Learn(Connection, caller.Impersonate, dialect);
                }

                return result;
            }
            catch (SideException refusal) when (dialect.OlderFor(refusal.Code, Server) is { } older)
            {
                // The whole request was refused: nothing has happened, not even a write.
                dialect = older;
            }
            catch (SideException refusal) when (ErrorTable.Says(refusal.Code, ServerMood.Busy) && gate.OpensBefore(until))
            {
                // Nothing has happened either: once more, when the gate opens again.
            }
        }
    }

    /// <summary>Sends a request whose answer stays open, and hands it out as soon as the server has begun it. It takes nobody's turn.</summary>
    /// <param name="operation">The request.</param>
    /// <param name="silence">How long nothing may come before the connection counts as lost.</param>
    /// <param name="cancellationToken">Ends the wait for the answer's beginning.</param>
    /// <exception cref="SideException">The request was refused, or got no answer.</exception>
    public async Task<EwsStream> OpenAsync<TResult>(EwsOperation<TResult> operation, TimeSpan silence, CancellationToken cancellationToken)
    {
        var body = SoapWriter.Write(operation, caller, schemas.Of(Connection, caller.Impersonate));
        try
        {
            return await transport.OpenAsync(Request(operation, body), silence, cancellationToken);
        }
        catch (NoAnswerException exception)
        {
            throw EwsErrors.Transient(exception.Code, exception);
        }
    }

    private async Task<TResult> SendAsync<TResult>(
        EwsOperation<TResult> operation, ReadOnlyMemory<byte> body, DateTimeOffset until, CancellationToken cancellationToken)
    {
        try
        {
            return operation.Read(await ExchangeAsync(operation, body, until, cancellationToken));
        }
        catch (SideException exception) when (operation.IsWrite && exception.Number == ErrorNumbers.PasswordRefused)
        {
            // A busy server may say so too. Whether the password is wrong is for the next read to find out, which may ask twice.
            throw new SideException(exception.Number, exception.Scope, isPermanent: false, exception.Code, exception);
        }
        catch (Exception exception) when (!operation.IsWrite && IsWorthASecondTry(exception))
        {
            return await SendAgainAsync(operation, body, until, cancellationToken);
        }
        catch (NoAnswerException exception) when (!operation.IsWrite)
        {
            throw EwsErrors.Transient(exception.Code, exception);
        }
    }

    /// <summary>A 401 may be a busy server, a lost connection one that was kept too long. Time-outs are not repeated: they cost a minute each.</summary>
    private static bool IsWorthASecondTry(Exception exception) => exception switch
    {
        NoAnswerException { Code: not EwsTimeout.Code } => true,
        SideException refusal => ErrorTable.Says(refusal.Code, ErrorActions.TryOnceMore),
        _ => false,
    };

    private async Task<TResult> SendAgainAsync<TResult>(
        EwsOperation<TResult> operation, ReadOnlyMemory<byte> body, DateTimeOffset until, CancellationToken cancellationToken)
    {
        try
        {
            return operation.Read(await ExchangeAsync(operation, body, until, cancellationToken));
        }
        catch (NoAnswerException exception)
        {
            throw EwsErrors.Transient(exception.Code, exception);
        }
    }

    /// <summary>One turn, one request, one answer; the gate learns how the server took it.</summary>
    private async Task<IReadOnlyList<EwsMessage>> ExchangeAsync<TResult>(
        EwsOperation<TResult> operation, ReadOnlyMemory<byte> body, DateTimeOffset until, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(caller.Impersonate ?? Connection.SignIn.Account, until, cancellationToken);
        try
        {
            var answer = await transport.SendAsync(Request(operation, body), cancellationToken);
            Server = answer.Reply.Server ?? Server;
            Clock.Observe(answer.Date, answer.SentAt, answer.Took);
            gate.Notes.Hear(answer);
            if (EwsErrors.RefusalIn(answer.Reply, operation.IsWrite) is { } refusal)
            {
                throw refusal;
            }

            gate.Observe(null);
            gate.Notes.Served();
            return answer.Reply.Messages;
        }
        catch (SideException refusal) when (refusal.Code == HttpErrors.ForbiddenForAll && gate.Notes.HasServedLately)
        {
            // Others are let in: it is this mailbox that is kept out.
            throw EwsErrors.Of(HttpErrors.Forbidden, inner: refusal);
        }
        catch (SideException refusal)
        {
            gate.Observe(refusal);
            throw;
        }
    }

    private EwsRequest Request<TResult>(EwsOperation<TResult> operation, ReadOnlyMemory<byte> body) =>
        new(operation.Name, operation.Size, operation.IsWrite, body, caller.Impersonate, affinity);
}
