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

    /// <summary>The zone of start and end.</summary>
    public static void Zones(XmlWriter writer, string windowsZone, EwsDialect dialect)
    {
        if (dialect.HasItemZones)
        {
            Zone(writer, "StartTimeZone", windowsZone);
            Zone(writer, "EndTimeZone", windowsZone);
        }
        else
        {
            MeetingZone(writer, windowsZone);
        }
    }

    public static void Zone(XmlWriter writer, string name, string windowsZone)
    {
        writer.Open(name);
        writer.WriteAttributeString("Id", windowsZone);
        writer.WriteEndElement();
    }

    /// <summary>By its name alone: its rules are those the server knows it by.</summary>
    public static void MeetingZone(XmlWriter writer, string windowsZone)
    {
        writer.Open("MeetingTimeZone");
        writer.WriteAttributeString("TimeZoneName", windowsZone);
        writer.WriteEndElement();
    }
}
