using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Notifications;

/// <summary>
/// What GetStreamingEvents says. Servers put Notification and the SubscriptionId of an error into the namespace of messages,
/// whatever the schema says.
/// </summary>
internal static class StreamMessages
{
    public const string Operation = "GetStreamingEvents";

    public static XElement Status(string status) => Answers.Success(Operation, new XElement(Ns.M + "ConnectionStatus", status));

    public static XElement Events(Subscription subscription, IEnumerable<NumberedEvent> events) => Answers.Success(
        Operation,
        new XElement(
            Ns.M + "Notifications",
            new XElement(
                Ns.M + "Notification",
                new XElement(Ns.T + "SubscriptionId", subscription.Id),
                events.Select(e => EventXml.Write(e.Event, subscription.Mailbox, watermark: null)))));

    public static XElement Error(string code, string text, IEnumerable<string> ids) => Answers.Error(
        Operation,
        code,
        text,
        new XElement(Ns.M + "ErrorSubscriptionIds", ids.Select(id => new XElement(Ns.M + "SubscriptionId", id))));

    public static XElement Missed(string id) => Error("ErrorMissedNotificationEvents", "Some notifications were missed.", [id]);

    public static XElement Expired(string id) => Error("ErrorExpiredSubscription", "The subscription has expired.", [id]);
}
