using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>An answer that stays open, read envelope by envelope.</summary>
/// <param name="response">The answer; closed with this.</param>
/// <param name="body">Its body.</param>
/// <param name="silence">How long nothing may come before the connection counts as lost.</param>
/// <param name="time">The clock of that limit.</param>
/// <param name="tap">Sees each envelope, for the log.</param>
internal sealed class EwsStream(HttpResponseMessage response, Stream body, TimeSpan silence, TimeProvider time, Action<ReadOnlyMemory<byte>> tap) : IAsyncDisposable
{
    private readonly EnvelopeSplitter _envelopes = new(body);

    /// <summary>Ends with the stream.</summary>
    public IDisposable? Counted { get; init; }

    /// <summary>What the server says next; null where it has ended the answer.</summary>
    /// <exception cref="SideException">The connection is lost, or the server refused to go on.</exception>
    public async Task<IReadOnlyList<EwsMessage>?> NextAsync(CancellationToken cancellationToken)
    {
        using var limit = new EwsTimeout(silence, time, cancellationToken);
        try
        {
            if (await _envelopes.NextAsync(limit.Token) is not { } envelope)
            {
                return null;
            }

            tap(envelope);
            var reply = await SoapReader.ReadAsync(new MemoryStream(envelope.Array!, envelope.Offset, envelope.Count), limit.Token);
            return reply.Fault is { } fault ? throw EwsErrors.Of(fault.Code, fault.BackOff) : reply.Messages;
        }
        catch (Exception exception) when (EwsTransport.ErrorOf(exception, cancellationToken) is { } error)
        {
            throw error as SideException ?? EwsErrors.Transient(((NoAnswerException)error).Code, error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Counted?.Dispose();
        await body.DisposeAsync();
        response.Dispose();
    }
}
