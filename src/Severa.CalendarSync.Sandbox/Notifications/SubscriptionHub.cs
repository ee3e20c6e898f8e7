using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Notifications;

/// <summary>All subscriptions, in memory only: a restarted server knows none of them.</summary>
internal sealed partial class SubscriptionHub(IOptions<SandboxOptions> options, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);
    private readonly Dictionary<Mailbox, EventLog> _logs = [];
    private readonly Dictionary<Mailbox, int> _toLose = [];
    private readonly List<StreamConnection> _connections = [];
    private readonly SandboxNotificationOptions _options = options.Value.Notifications;

    public TimeSpan Heartbeat => _options.Heartbeat;

    public IReadOnlyList<Subscription> All
    {
        get
        {
            lock (_gate)
            {
                Prune();
                return _subscriptions.Values.OrderBy(s => s.Mailbox.Address, StringComparer.Ordinal).ToList();
            }
        }
    }

    public Subscription Add(Mailbox mailbox, string account, int backEnd, SubscriptionTerms terms, long? from = null)
    {
        lock (_gate)
        {
            Prune();
            if (_subscriptions.Values.Count(s => PayerOf(s.Mailbox, s.Account) == PayerOf(mailbox, account)) >= _options.MaxSubscriptions)
            {
                throw new EwsItemError("ErrorExceededSubscriptionCount", "You have exceeded the available subscriptions for your account.");
            }

            var id = Convert.ToBase64String([.. RandomNumberGenerator.GetBytes(34), (byte)backEnd]);
            var subscription = new Subscription(id, mailbox, account, backEnd, terms) { Position = from ?? LogOf(mailbox).Last, LastContact = clock.GetUtcNow() };
            _subscriptions.Add(id, subscription);
            return subscription;
        }
    }

    public bool Remove(string id, int backEnd)
    {
        lock (_gate)
        {
            if (Known(id, backEnd) is not { } subscription)
            {
                return false;
            }

            End(subscription, StreamMessages.Error("ErrorSubscriptionUnsubscribed", "The subscription was unsubscribed.", [id]));
            return true;
        }
    }

    /// <summary>The ids that no streaming subscription of this back end has.</summary>
    public IReadOnlyList<string> Unknown(IEnumerable<string> ids, int backEnd)
    {
        lock (_gate)
        {
            return ids.Where(id => Known(id, backEnd) is not { Terms.IsStreaming: true }).ToList();
        }
    }

    /// <summary>Opens a connection over subscriptions that are known. One that another connection has is taken away from it.</summary>
    public StreamConnection Open(IReadOnlyCollection<string> ids, Mailbox mailbox, string account, TimeSpan timeout)
    {
        lock (_gate)
        {
            var payer = PayerOf(mailbox, account);
            if (_connections.Count(c => c.Payer == payer) >= _options.HangingConnectionLimit)
            {
                throw new EwsFault(
                    "ErrorExceededConnectionCount",
                    "You have exceeded the available concurrent connections for your account.",
                    EwsFault.Value("Policy", "HangingConnectionLimit"),
                    EwsFault.Value("HangingConnectionLimit", _options.HangingConnectionLimit));
            }

            var connection = new StreamConnection(payer, timeout, Closed);
            _connections.Add(connection);
            foreach (var subscription in ids.Distinct(StringComparer.Ordinal).Select(id => _subscriptions[id]))
            {
                Attach(subscription, connection);
            }

            return connection;
        }
    }

    private void Attach(Subscription subscription, StreamConnection connection)
    {
        if (subscription.Connection is { } other)
        {
            other.Send(StreamMessages.Error("ErrorNewEventStreamConnectionOpened", "A new event stream connection was opened.", [subscription.Id]));
            other.Close();
        }

        subscription.Connection = connection;
        Deliver(subscription);
    }

    private void End(Subscription subscription, System.Xml.Linq.XElement lastWord)
    {
        _subscriptions.Remove(subscription.Id);
        subscription.Connection?.Send(lastWord);
    }

    private void Closed(StreamConnection connection)
    {
        lock (_gate)
        {
            _connections.Remove(connection);
            foreach (var subscription in _subscriptions.Values.Where(s => s.Connection == connection))
            {
                (subscription.Connection, subscription.LastContact) = (null, clock.GetUtcNow());
            }
        }
    }

    private Subscription? Known(string id, int backEnd)
    {
        Prune();
        return _subscriptions.GetValueOrDefault(id) is { } found && found.BackEnd == backEnd ? found : null;
    }

    private void Prune()
    {
        var now = clock.GetUtcNow();
        foreach (var expired in _subscriptions.Values.Where(s => s.IsExpired(now)).ToList())
        {
            _subscriptions.Remove(expired.Id);
        }
    }

    private string PayerOf(Mailbox mailbox, string account) => _options.CallerPays ? account : mailbox.Address;
}
