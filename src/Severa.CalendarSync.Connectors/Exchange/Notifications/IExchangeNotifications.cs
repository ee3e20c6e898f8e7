using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Notifications;

/// <summary>Exchange tells when something happens in a calendar (R21). Nothing is promised: the regular check finds what is not told.</summary>
public interface IExchangeNotifications
{
    /// <summary>Whether this product tells changes; where it does not, its mailboxes are looked at by the clock only.</summary>
    bool CanListen(ExchangeVersion version);

    /// <summary>
    /// Listens for the mailboxes of a group over one connection, until told to end. What can be cured by waiting or by a new
    /// subscription is; a mailbox that cannot be listened to is tried again later and does not keep the others waiting.
    /// </summary>
    /// <param name="connection">How Exchange is reached.</param>
    /// <param name="group">Whose mailboxes; may change meanwhile.</param>
    /// <param name="onSignal">Called for every sign of a change, several times for one change. Must return at once.</param>
    /// <param name="cancellationToken">Ends the subscriptions, in a few seconds.</param>
    /// <exception cref="SideException">An error of the whole connection that waiting does not cure: a refused password, no right to impersonate.</exception>
    Task ListenAsync(ExchangeConnectionOptions connection, ListeningGroup group, Action<ChangeSignal> onSignal, CancellationToken cancellationToken);
}
