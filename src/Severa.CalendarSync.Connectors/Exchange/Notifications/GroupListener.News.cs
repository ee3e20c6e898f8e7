using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Notifications;

/// <summary>What the listener makes of what it hears.</summary>
internal sealed partial class GroupListener
{
    /// <summary>What the server says of a subscription that we have just ended.</summary>
    private const string Unsubscribed = "ErrorSubscriptionUnsubscribed";

    private async Task HandleAsync(ListenerEvent happened)
    {
        if (happened is { Connection: { } connection, News: { } news })
        {
            Hear(connection, news);
        }
        else if (happened.Connection is { } ended)
        {
            _open.Remove(ended);
            await ended.DisposeAsync();
            if (ended == _current)
            {
                Lost(ended, happened.Error);
            }
        }
    }

    private void Hear(GroupConnection connection, StreamNews news)
    {
        foreach (var address in news.Changed.Select(_subscriptions.AddressOf).OfType<string>())
        {
            Signal(address, isCertain: true);
        }

        if (connection != _current)
        {
            return;
        }

        if (!news.IsGood)
        {
            Fail(connection, news);
        }
        else if (news.IsClosed)
        {
            // The half hour is over: the next connection goes on where this one stops.
            _current = null;
            _recovery.GoOn(connection);
        }
        else if (connection.GoodSince is null)
        {
            connection.GoodSince = setting.Time.GetUtcNow();
            CatchUp();
        }
    }

    /// <summary>A connection was lost and stands again: everybody is looked at once.</summary>
    private void CatchUp()
    {
        foreach (var (address, _) in _mayHaveMissed ? _subscriptions.Living : [])
        {
            Signal(address, isCertain: false);
        }

        _mayHaveMissed = false;
    }

    private void Fail(GroupConnection connection, StreamNews news)
    {
        connection.Retire(Grace);
        _current = null;
        if (!Recovery.ConcernsSubscriptions(news))
        {
            Lost(connection, EwsErrors.Of(news.Code, news.BackOff));
            return;
        }

        var count = _subscriptions.Forget(news.Failed.Count > 0 ? news.Failed : connection.Ids, news.Code);
        if (count > 0 || news.Code != Unsubscribed)
        {
            NotificationLog.SubscriptionsEnded(setting.Logger, count, news.Code);
            _recovery.GoOn(connection);
        }
    }

    /// <exception cref="SideException">Waiting does not help.</exception>
    private void Lost(GroupConnection connection, Exception? error)
    {
        (_current, _mayHaveMissed) = (null, true);
        if (error is not null and not SideException || error is SideException side && Recovery.IsFinal(side))
        {
            throw error;
        }

        var refusal = error as SideException;
        if (refusal is { Scope: ErrorScope.Mailbox, InnerException: not NoAnswerException })
        {
            // Not the line but the mailbox in whose name it was opened: the next one tries.
            _subscriptions.SetAside(connection.Caller, refusal.RetryAfter);
        }

        _recovery.Interrupted(refusal?.Code ?? "Ended", refusal?.RetryAfter, connection);
    }

    /// <summary>Whoever has left the group is not heard of any more.</summary>
    private void Signal(string address, bool isCertain)
    {
        if (group.Contains(address))
        {
            onSignal(new ChangeSignal(address, isCertain));
        }
    }
}
