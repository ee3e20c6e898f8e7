using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Notifications;

/// <summary>What a test lets go wrong.</summary>
internal sealed partial class SubscriptionHub
{
    /// <summary>Breaks every open connection. The subscriptions live on.</summary>
    public int Drop()
    {
        lock (_gate)
        {
            _connections.ForEach(connection => connection.Drop());
            return _connections.Count;
        }
    }

    /// <summary>Ends subscriptions, as if their time were over.</summary>
    public int Expire(Mailbox? mailbox)
    {
        lock (_gate)
        {
            var ended = _subscriptions.Values.Where(s => mailbox is null || s.Mailbox == mailbox).ToList();
            ended.ForEach(subscription => End(subscription, StreamMessages.Expired(subscription.Id)));
            return ended.Count;
        }
    }

    /// <summary>What a restart leaves: nothing.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            _subscriptions.Clear();
            _logs.Clear();
            _connections.ForEach(connection => connection.Drop());
        }
    }

    /// <summary>Loses subscriptions, as when their mailbox comes up on another server. Connections over them break.</summary>
    public void Forget(IEnumerable<string> ids)
    {
        lock (_gate)
        {
            foreach (var subscription in ids.Select(id => _subscriptions.GetValueOrDefault(id)).OfType<Subscription>())
            {
                _subscriptions.Remove(subscription.Id);
                subscription.Connection?.Drop();
            }
        }
    }

    /// <summary>Events were lost, and the subscribers are told that.</summary>
    public int Miss(Mailbox mailbox)
    {
        lock (_gate)
        {
            var concerned = _subscriptions.Values.Where(s => s.Mailbox == mailbox).ToList();
            foreach (var subscription in concerned)
            {
                subscription.Position = LogOf(mailbox).First - 1;
                Deliver(subscription);
            }

            return concerned.Count;
        }
    }

    /// <summary>The next events get lost, and nobody is told.</summary>
    public void Lose(Mailbox mailbox, int changes)
    {
        lock (_gate)
        {
            _toLose[mailbox] = changes;
        }
    }
}
