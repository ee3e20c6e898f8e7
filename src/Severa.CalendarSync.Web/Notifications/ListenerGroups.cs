using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange.Notifications;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Exchange;

namespace Severa.CalendarSync.Web.Notifications;

/// <summary>The listeners of every connection. Used by one loop.</summary>
internal sealed class ListenerGroups(
    IExchangeNotifications notifications, ConnectionSettings connections, SignalRelay relay, IOptions<NotificationOptions> options, ListenerSurroundings surroundings)
{
    private readonly Dictionary<Guid, ConnectionListeners> _listeners = [];

    public async Task AlignAsync(IReadOnlyList<ListeningList> lists, CancellationToken cancellationToken)
    {
        foreach (var gone in _listeners.Keys.Except(lists.Select(list => list.ConnectionId)).ToList())
        {
            _listeners.Remove(gone, out var listeners);
            await listeners!.EndAsync();
        }

        foreach (var list in lists)
        {
            await Of(list.ConnectionId).AlignAsync(list, cancellationToken);
        }
    }

    public Task EndAsync() => Task.WhenAll(_listeners.Values.Select(listeners => listeners.EndAsync()));

    private ConnectionListeners Of(Guid connectionId)
    {
        if (!_listeners.TryGetValue(connectionId, out var listeners))
        {
            listeners = new ConnectionListeners(connectionId, notifications, connections, relay, options, surroundings);
            _listeners.Add(connectionId, listeners);
        }

        return listeners;
    }
}
