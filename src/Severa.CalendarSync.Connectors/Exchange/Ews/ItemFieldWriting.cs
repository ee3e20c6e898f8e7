using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

internal static class ItemFieldWriting
{
    public static void Body(XmlWriter writer, string text)
    {
        writer.Open("Body");
        writer.WriteAttributeString("BodyType", "Text");
        writer.WriteString(XmlWriting.Allowed(text));
        writer.WriteEndElement();
    }

    public static void Zone(XmlWriter writer, string name, string windowsZone)
    {
        writer.Open(name);
        writer.WriteAttributeString("Id", windowsZone);
        writer.WriteEndElement();
    }
}
