using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/convertid-operation">ConvertId</see>.
/// With a made-up id it is the cheapest call there is: it touches no mailbox and tells the server's version and whether it lets us in.
/// </summary>
internal sealed class ConvertIdOperation(string id, string address) : EwsOperation<ItemAnswer<string>>
{
    public override string Name => "ConvertId";

    public override bool TakesTimeZone => false;

    /// <summary>A call that only greets the server.</summary>
    public static ConvertIdOperation Probe() => new("DUMMY", "nobody@invalid");

    public override void Write(XmlWriter writer, EwsDialect dialect)
    {
        writer.WriteAttributeString("DestinationFormat", "EntryId");
        writer.OpenMessage("SourceIds");
        writer.Open("AlternateId");
        writer.WriteAttributeString("Format", "EwsId");
        writer.WriteAttributeString("Id", id);
        writer.WriteAttributeString("Mailbox", address);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    public override ItemAnswer<string> Read(IEnumerable<EwsMessage> messages) =>
        ItemAnswer<string>.Of(messages.First(), m => m.Element.Child("AlternateId")?.Attribute("Id")?.Value);
}
