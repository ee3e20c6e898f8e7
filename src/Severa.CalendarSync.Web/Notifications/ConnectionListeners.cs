using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Notifications;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Exchange;

namespace Severa.CalendarSync.Web.Notifications;

/// <summary>The listeners of one connection, kept in step with who is to be listened to. Used by one loop.</summary>
internal sealed class ConnectionListeners(
    Guid connectionId,
    IExchangeNotifications notifications,
    ConnectionSettings connections,
    SignalRelay relay,
    IOptions<NotificationOptions> options,
    ListenerSurroundings surroundings)
{
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromHours(1);

    private readonly List<RunningGroup> _groups = [];
    private volatile IReadOnlyDictionary<string, Guid> _ids = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase);
    private long? _revision;
    private UsableConnection? _connection;
    private DateTimeOffset _notBefore;

    public async Task AlignAsync(ListeningList list, CancellationToken cancellationToken)
    {
        _ids = list.Mailboxes.ToDictionary(m => m.Address, m => m.Id, StringComparer.OrdinalIgnoreCase);
        if (list.Revision != _revision)
        {
            // Another address or password: what was made with the old ones ends.
            (_revision, _connection, _notBefore) = (list.Revision, null, default);
            await EndAsync();
        }

        try
        {
            await EndBrokenAsync();
            if (surroundings.Time.GetUtcNow() >= _notBefore)
            {
                var wanted = list.IsPaused ? _ids.Keys.Where(IsMember) : _ids.Keys;
                await DivideAsync([.. wanted.Order(StringComparer.Ordinal)], list.IsPaused, cancellationToken);
            }
        }
        catch (SideException refusal)
        {
            // One of them is enough: the others would try the same password, until the account is locked.
            (_connection, _notBefore) = (null, surroundings.Time.GetUtcNow() + AfterRefusal);
            NotificationLog.Refused(surroundings.Logger, refusal.Number, refusal.Code, AfterRefusal);
            await EndAsync();
        }
    }

    public async Task EndAsync()
    {
        await Task.WhenAll(_groups.Select(group => group.DisposeAsync().AsTask()));
        _groups.Clear();
    }

    /// <exception cref="SideException">Why a listener gave up.</exception>
    private async Task EndBrokenAsync()
    {
        foreach (var broken in _groups.Where(group => group.Listener.IsCompleted).ToList())
        {
            _groups.Remove(broken);
            await broken.DisposeAsync();
            await broken.Listener;
        }
    }

    /// <summary>Servers have their own groups: a connection leads to one of them.</summary>
    private async Task DivideAsync(IReadOnlyList<string> wanted, bool isPaused, CancellationToken cancellationToken)
    {
        var places = isPaused ? PlacesAsBefore(wanted) : await FindPlacesAsync(wanted, cancellationToken);
        foreach (var place in _groups.Select(group => group.Connection).UnionBy(places.Keys, connection => connection.Endpoint).ToList())
        {
            Divide(place, [.. places.Where(p => p.Key.Endpoint == place.Endpoint).SelectMany(p => p.Value)]);
        }

        foreach (var empty in _groups.Where(group => group.Members.Addresses.Count == 0).ToList())
        {
            _groups.Remove(empty);
            await empty.DisposeAsync();
        }
    }

    private void Divide(ExchangeConnectionOptions place, IReadOnlyList<string> wanted)
    {
        var here = _groups.Where(group => group.Connection.Endpoint == place.Endpoint).ToList();
        var plan = GroupPlan.Divide([.. here.Select(group => group.Members.Addresses)], wanted, options.Value.MailboxesPerConnection);
        for (var i = 0; i < here.Count; i++)
        {
            here[i].Members.Set(plan[i]);
        }

        if (notifications.CanListen(place.Version))
        {
            _groups.AddRange(plan.Skip(here.Count).Select(addresses => RunningGroup.Start(notifications, place, addresses, Hear)));
        }
    }

    private Dictionary<ExchangeConnectionOptions, IReadOnlyList<string>> PlacesAsBefore(IReadOnlyList<string> wanted) => _groups
        .GroupBy(group => group.Connection.Endpoint)
        .ToDictionary(groups => groups.First().Connection, groups => (IReadOnlyList<string>)[.. wanted.Where(address => groups.Any(g => g.Members.Contains(address)))]);

    /// <summary>A mailbox whose server is not found just now is left to the clock.</summary>
    /// <exception cref="SideException">The connection cannot be used.</exception>
    private async Task<Dictionary<ExchangeConnectionOptions, IReadOnlyList<string>>> FindPlacesAsync(IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        if (wanted.Count == 0)
        {
            return [];
        }

        var connection = _connection ??= await connections.OpenAsync(connectionId, cancellationToken);
        var found = new List<(ExchangeConnectionOptions Place, string Address)>(wanted.Count);
        foreach (var address in wanted)
        {
            try
            {
                found.Add((await connection.ForAsync(address, cancellationToken), address));
            }
            catch (SideException error) when (error.Scope == ErrorScope.Mailbox || !error.IsPermanent)
            {
                NotificationLog.NotFound(surroundings.Logger, error.Number, error.Code);
            }
        }

        return found.GroupBy(f => f.Place.Endpoint).ToDictionary(g => g.First().Place, g => (IReadOnlyList<string>)[.. g.Select(f => f.Address)]);
    }

    private bool IsMember(string address) => _groups.Exists(group => group.Members.Contains(address));

    private void Hear(ChangeSignal signal)
    {
        if (_ids.TryGetValue(signal.Address, out var mailboxId))
        {
            relay.Hear(mailboxId, signal.IsCertain);
        }
    }
}

/// <summary>The clock and the log of listeners.</summary>
internal sealed class ListenerSurroundings(TimeProvider time, ILogger<ConnectionListeners> logger)
{
    public TimeProvider Time => time;

    public ILogger Logger => logger;
}
