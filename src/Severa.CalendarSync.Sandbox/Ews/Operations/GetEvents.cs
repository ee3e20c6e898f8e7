using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Notifications;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>
/// What a pull subscription has to tell since a watermark; "status" when that is nothing.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/getevents-operation.
/// </summary>
internal sealed class GetEvents : IEwsOperation
{
    public string Name => "GetEvents";

    public XElement Answer(EwsCall call) => Answers.Response(Name, [Answers.Each(Name, () => Pull(call))]);

    private XElement Pull(EwsCall call)
    {
        var id = call.Body.Element(Ns.M + "SubscriptionId")!.Value;
        var watermark = call.Body.Element(Ns.M + "Watermark")!.Value;
        var pulled = call.Subscriptions.Pull(id, call.BackEnd, mailbox => Watermarks.Parse(mailbox, watermark))
            ?? throw new EwsItemError("ErrorSubscriptionNotFound", "The specified subscription was not found.");
        var events = pulled.Events.Select(e => EventXml.Write(e.Event, pulled.Mailbox, Watermarks.Write(pulled.Mailbox, e.Number))).ToList();
        return Answers.Success(
            Name,
            new XElement(
                Ns.M + "Notification",
                new XElement(Ns.T + "SubscriptionId", id),
                new XElement(Ns.T + "PreviousWatermark", Watermarks.Write(pulled.Mailbox, pulled.Previous)),
                new XElement(Ns.T + "MoreEvents", XmlText.Of(false)),
                events.Count > 0 ? events : EventXml.Status(Watermarks.Write(pulled.Mailbox, pulled.Last))));
    }
}
