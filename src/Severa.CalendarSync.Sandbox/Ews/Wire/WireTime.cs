using System.Xml;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Wire;

/// <summary>
/// Reads dateTimes and zones of requests. A time with Z or an offset is literal; without one it is wall time of the zone given.
/// See https://learn.microsoft.com/exchange/client-developer/exchange-web-services/time-zones-and-ews-in-exchange.
/// </summary>
internal static class WireTime
{
    public static DateTimeOffset Parse(string text, ZoneRef zone)
    {
        var value = XmlConvert.ToDateTime(text.Trim(), XmlDateTimeSerializationMode.RoundtripKind);
        return value.Kind == DateTimeKind.Unspecified
            ? WallClock.ToUtc(value, Zones.Of(zone))
            : XmlConvert.ToDateTimeOffset(text.Trim()).ToUniversalTime();
    }

    public static DateOnly ParseDate(string text) =>
        DateOnly.ParseExact(text.Trim()[..10], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A TimeZoneDefinition: a known id, or an own one with its periods; anything else is refused.</summary>
    public static ZoneRef ParseZone(XElement definition)
    {
        var id = definition.Attribute("Id")?.Value ?? "";
        var name = definition.Attribute("Name")?.Value;
        if (Zones.IsKnown(id))
        {
            return new ZoneRef(id, name);
        }

        var bias = definition.Element(Ns.T + "Periods")?.Elements(Ns.T + "Period").FirstOrDefault()?.Attribute("Bias")?.Value;
        if (bias is null)
        {
            throw new EwsItemError("ErrorTimeZone", "The time zone is not known.");
        }

        return new ZoneRef(id, name, -(int)XmlConvert.ToTimeSpan(bias).TotalMinutes);
    }
}
