using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Notifications;

/// <summary>How events reach subscribers.</summary>
internal sealed partial class SubscriptionHub
{
    /// <summary>The events after a number, and the number to ask with next; null where the subscription is not known here.</summary>
    /// <exception cref="EwsItemError">The events after that number are not kept any more, or never were.</exception>
    public PulledEvents? Pull(string id, int backEnd, Func<Mailbox, long?> numberOf)
    {
        lock (_gate)
        {
            if (Known(id, backEnd) is not { Terms.IsStreaming: false } subscription)
            {
                return null;
            }

            var log = LogOf(subscription.Mailbox);
            if (numberOf(subscription.Mailbox) is not { } number || number < log.First || number > log.Last)
            {
                throw new EwsItemError("ErrorInvalidWatermark", "The watermark used for creating this subscription was not found.");
            }

            (subscription.Position, subscription.LastContact) = (number, clock.GetUtcNow());
            return new PulledEvents(subscription.Mailbox, number, log.Last, log.Since(number).Where(e => subscription.Terms.Cover(e.Event)).ToList());
        }
    }

    /// <summary>Tells the subscribers; called with the mailbox's gate held.</summary>
    public void Publish(Mailbox mailbox, IReadOnlyList<MailboxEvent> events)
    {
        lock (_gate)
        {
            if (_toLose.GetValueOrDefault(mailbox) is > 0 and var left)
            {
                _toLose[mailbox] = left - 1;
                return;
            }

            LogOf(mailbox).Add(events);
            foreach (var subscription in _subscriptions.Values.Where(s => s.Mailbox == mailbox))
            {
                Deliver(subscription);
            }
        }
    }

    /// <summary>Sends what was not told yet, if somebody listens.</summary>
    private void Deliver(Subscription subscription)
    {
        if (subscription.Connection is not { } connection)
        {
            return;
        }

        var log = LogOf(subscription.Mailbox);
        if (subscription.Position < log.First)
        {
            connection.Send(StreamMessages.Missed(subscription.Id));
            subscription.Position = log.Last;
        }

        var events = log.Since(subscription.Position).Where(e => subscription.Terms.Cover(e.Event)).ToList();
        subscription.Position = log.Last;
        if (events.Count > 0)
        {
            connection.Send(StreamMessages.Events(subscription, events));
        }
    }

    private EventLog LogOf(Mailbox mailbox)
    {
        if (!_logs.TryGetValue(mailbox, out var log))
        {
            _logs[mailbox] = log = new EventLog(_options.EventsKept);
        }

        return log;
    }
}

/// <summary>What a pull subscription is given.</summary>
internal sealed record PulledEvents(Mailbox Mailbox, long Previous, long Last, IReadOnlyList<NumberedEvent> Events);
