using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

internal static class ItemFieldWriting
{
    /// <summary>Formatted where the formatting is known, else as plain text.</summary>
    public static void Body(XmlWriter writer, string text, string? html)
    {
        writer.Open("Body");
        writer.WriteAttributeString("BodyType", html is null ? "Text" : "HTML");
        writer.WriteString(XmlWriting.Allowed(html ?? text));
        writer.WriteEndElement();
    }

    public static void Zone(XmlWriter writer, string name, string windowsZone)
    {
        writer.Open(name);
        writer.WriteAttributeString("Id", windowsZone);
        writer.WriteEndElement();
    }
}
