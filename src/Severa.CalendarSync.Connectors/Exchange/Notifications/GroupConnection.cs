using System.Threading.Channels;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Notifications;

/// <summary>What reaches the listener: news of a connection, its end, or (without a connection) a change of the group.</summary>
internal sealed record ListenerEvent(GroupConnection? Connection = null, StreamNews? News = null, Exception? Error = null);

/// <summary>One open connection over a set of subscriptions. Reads until it ends and puts everything into the listener's inbox.</summary>
internal sealed class GroupConnection : IAsyncDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly HashSet<string> _covered;
    private readonly Task _reading;

    public GroupConnection(EwsClient client, string caller, IReadOnlyList<string> ids, ListenerSetting setting, ChannelWriter<ListenerEvent> inbox)
    {
        (Caller, Ids, _covered) = (caller, ids, ids.ToHashSet(StringComparer.Ordinal));
        _end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, setting.Time);
        _reading = ReadAsync(client, setting.Silence, inbox);
    }

    /// <summary>Whose mailbox it was opened in the name of.</summary>
    public string Caller { get; }

    public IReadOnlyList<string> Ids { get; }

    public bool Covers(string id) => _covered.Contains(id);

    /// <summary>When the server first said that all is well; null before.</summary>
    public DateTimeOffset? GoodSince { get; set; }

    /// <summary>Another connection takes its subscriptions over: it may go on a moment, to tell what it had to tell already.</summary>
    public void Retire(TimeSpan grace) => _end.CancelAfter(grace);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _end.Dispose();
    }

    private async Task ReadAsync(EwsClient client, TimeSpan silence, ChannelWriter<ListenerEvent> inbox)
    {
        try
        {
            var operation = new GetStreamingEventsOperation(Ids);
            await using var stream = await client.OpenAsync(operation, silence, _end.Token);
            while (await stream.NextAsync(_end.Token) is { } messages)
            {
                client.Hear(messages);
                foreach (var news in operation.Read(messages))
                {
                    inbox.TryWrite(new ListenerEvent(this, news));
                }
            }

            inbox.TryWrite(new ListenerEvent(this));
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            inbox.TryWrite(new ListenerEvent(this));
        }
        catch (Exception error)
        {
            // The listener decides; what it does not know it throws.
            inbox.TryWrite(new ListenerEvent(this, Error: error));
        }
    }
}
