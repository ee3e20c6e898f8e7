using System.Net;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>Requests whose answer stays open.</summary>
internal sealed partial class EwsClient
{
    /// <summary>Sends a request and hands out its answer as soon as the server has begun it.</summary>
    /// <param name="operation">The request.</param>
    /// <param name="silence">How long nothing may come before the connection counts as lost.</param>
    /// <param name="cancellationToken">Ends the wait for the answer's beginning.</param>
    /// <exception cref="SideException">The request was refused, or got no answer.</exception>
    public async Task<EwsStream> OpenAsync<TResult>(EwsOperation<TResult> operation, TimeSpan silence, CancellationToken cancellationToken)
    {
        var body = SoapWriter.Write(operation, caller, _dialect);
        try
        {
            return await BeginAsync(operation, body, silence, cancellationToken);
        }
        catch (NoAnswerException exception)
        {
            throw EwsErrors.Transient(exception.Code, inner: exception);
        }
    }

    private async Task<EwsStream> BeginAsync<TResult>(
        EwsOperation<TResult> operation, ReadOnlyMemory<byte> body, TimeSpan silence, CancellationToken cancellationToken)
    {
        using var timeout = new EwsTimeout(connection.ReadTimeout, time, cancellationToken);
        using var request = Request(body);

        // Packed, a message would wait in the packer for the next one.
        request.Headers.AcceptEncoding.Clear();
        request.Headers.AcceptEncoding.ParseAdd("identity");
        var entry = log.Begin(operation.Name, operation.Size, body, time);
        HttpResponseMessage? response = null;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            affinity?.Learn(response);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                var reply = await ReadAsync(response, entry, timeout.Token);
                entry.Answered((int)response.StatusCode, reply);
                throw EwsErrors.Of(reply.Fault?.Code ?? "NoResult", reply.Fault?.BackOff);
            }

            entry.Answered((int)response.StatusCode, new EwsReply([], null, null));
            return new EwsStream(response, await response.Content.ReadAsStreamAsync(timeout.Token), silence, time, envelope => log.Said(operation.Name, envelope));
        }
        catch (Exception exception)
        {
            response?.Dispose();
            throw ErrorOf(exception, cancellationToken) is { } error ? entry.Failed(error) : exception;
        }
    }
}
