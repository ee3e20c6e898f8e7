using System.Globalization;
using System.Xml.Linq;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>Reads by local name: servers are not consistent about which of their two namespaces an element is in.</summary>
internal static class XmlReading
{
    public static XElement? Child(this XElement parent, string name)
    {
        foreach (var element in parent.Elements())
        {
            if (element.Name.LocalName == name)
            {
                return element;
            }
        }

        return null;
    }

    /// <summary>Of all that go by the name: some servers send an empty one first.</summary>
    public static IEnumerable<XElement> ChildrenOf(this XElement parent, string name) => parent.Elements().Where(e => e.Name.LocalName == name).Elements();

    public static string? TextOf(this XElement parent, string name) => parent.Child(name)?.Value;

    public static bool FlagOf(this XElement parent, string name) => parent.TextOf(name)?.Trim() is "true" or "1";

    public static DateTimeOffset? InstantOf(this XElement parent, string name) =>
        DateTimeOffset.TryParse(
            parent.TextOf(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;

    public static int? NumberOf(this XElement parent, string name) =>
        int.TryParse(parent.TextOf(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static EwsItemId? ItemIdOf(this XElement parent, string name = "ItemId") =>
        parent.Child(name) is { } element && element.Attribute("Id") is { Value.Length: > 0 } id
            ? new EwsItemId(id.Value, element.Attribute("ChangeKey")?.Value)
            : null;
}
