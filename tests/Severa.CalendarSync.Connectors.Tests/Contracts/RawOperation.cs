using System.Xml;
using System.Xml.Linq;
using Severa.CalendarSync.Connectors.Exchange.Ews;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>A request of which every element is written by hand; only envelope and sign-in are the connector's.</summary>
/// <param name="name">Its name.</param>
/// <param name="body">Its body, in the schema the server understands.</param>
internal sealed class RawOperation(string name, Func<EwsDialect, XElement> body) : EwsOperation<IReadOnlyList<EwsMessage>>
{
    public override string Name => name;

    public override bool IsWrite => name is "CreateItem" or "UpdateItem" or "DeleteItem";

    public override bool TakesTimeZone => name is not "DeleteItem";

    public override void Write(XmlWriter writer, EwsDialect dialect)
    {
        var element = body(dialect);
        foreach (var attribute in element.Attributes())
        {
            writer.WriteAttributeString(attribute.Name.LocalName, attribute.Value);
        }

        foreach (var child in element.Elements())
        {
            child.WriteTo(writer);
        }
    }

    public override IReadOnlyList<EwsMessage> Read(IEnumerable<EwsMessage> messages) => [.. messages];
}
