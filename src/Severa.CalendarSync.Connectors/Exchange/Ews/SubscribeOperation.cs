using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/subscribe-operation">Subscribe</see>
/// to what happens in the default calendar; the result is the subscription's id. Not a write: one too many forgets itself after
/// half an hour without a connection.
/// </summary>
internal sealed class SubscribeOperation : EwsOperation<ItemAnswer<string>>
{
    private static readonly string[] Events = ["CreatedEvent", "ModifiedEvent", "DeletedEvent", "MovedEvent", "CopiedEvent"];

    public override string Name => "Subscribe";

    public override bool TakesTimeZone => false;

    public override void Write(XmlWriter writer, EwsDialect dialect)
    {
        writer.OpenMessage("StreamingSubscriptionRequest");
        writer.Open("FolderIds");
        writer.Folder(EwsFolderId.Calendar);
        writer.WriteEndElement();
        writer.Open("EventTypes");
        foreach (var name in Events)
        {
            writer.Text("EventType", name);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    public override ItemAnswer<string> Read(IEnumerable<EwsMessage> messages) =>
        ItemAnswer<string>.Of(messages.First(), message => message.Element.TextOf("SubscriptionId") is { Length: > 0 } id ? id : null);
}
