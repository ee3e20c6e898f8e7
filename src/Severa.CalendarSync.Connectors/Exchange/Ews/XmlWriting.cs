using System.Globalization;
using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>What every request writes again and again.</summary>
internal static class XmlWriting
{
    public static void Open(this XmlWriter writer, string name) => writer.WriteStartElement("t", name, Ns.Types);

    public static void OpenMessage(this XmlWriter writer, string name) => writer.WriteStartElement("m", name, Ns.Messages);

    public static void Text(this XmlWriter writer, string name, string value)
    {
        writer.Open(name);
        writer.WriteString(Allowed(value));
        writer.WriteEndElement();
    }

    public static void Flag(this XmlWriter writer, string name, bool value) => writer.Text(name, value ? "true" : "false");

    /// <summary>Always in UTC with <c>Z</c>: a time without it would be read in whatever zone the server thinks of.</summary>
    public static void Instant(this XmlWriter writer, string name, DateTimeOffset value) => writer.Text(name, Instant(value));

    public static string Instant(DateTimeOffset value) => value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static void FieldUri(this XmlWriter writer, string field)
    {
        writer.Open("FieldURI");
        writer.WriteAttributeString("FieldURI", field);
        writer.WriteEndElement();
    }

    public static void Id(this XmlWriter writer, EwsItemId id)
    {
        writer.Open("ItemId");
        writer.WriteAttributeString("Id", id.Id);
        if (id.ChangeKey is not null)
        {
            writer.WriteAttributeString("ChangeKey", id.ChangeKey);
        }

        writer.WriteEndElement();
    }

    /// <summary>Text without the characters that XML 1.0 forbids; the server would refuse the whole request.</summary>
    public static string Allowed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsAllowed(text, i))
            {
                return new string([.. text.Where((_, index) => IsAllowed(text, index))]);
            }
        }

        return text;
    }

    private static bool IsAllowed(string text, int index) =>
        XmlConvert.IsXmlChar(text[index])
        || (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        || (char.IsLowSurrogate(text[index]) && index > 0 && char.IsHighSurrogate(text[index - 1]));
}
