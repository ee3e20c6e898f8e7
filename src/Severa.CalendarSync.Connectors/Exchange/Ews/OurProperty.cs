using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// The named properties that entries made by the service carry, in a property set of our own so that nobody else's clash.
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/extendedfielduri">ExtendedFieldURI</see>.
/// </summary>
internal sealed record OurProperty(string Name)
{
    private const string PropertySet = "6f1c3f6e-2f0b-4a57-9d5e-7a0c9b1e4d28";

    /// <summary>The whole stamp (see Core's <c>Stamp</c>).</summary>
    public static readonly OurProperty Stamp = new("CalendarSyncLink");

    /// <summary>The link id alone: a search can only compare a property as a whole.</summary>
    public static readonly OurProperty LinkId = new("CalendarSyncLinkId");

    /// <summary>Which code an entry shows that proves a mailbox.</summary>
    public static readonly OurProperty Code = new("CalendarSyncCode");

    public void WritePath(XmlWriter writer)
    {
        writer.Open("ExtendedFieldURI");
        writer.WriteAttributeString("PropertySetId", PropertySet);
        writer.WriteAttributeString("PropertyName", Name);
        writer.WriteAttributeString("PropertyType", "String");
        writer.WriteEndElement();
    }

    public void WriteValue(XmlWriter writer, string value)
    {
        writer.Open("ExtendedProperty");
        WritePath(writer);
        writer.Text("Value", value);
        writer.WriteEndElement();
    }
}
