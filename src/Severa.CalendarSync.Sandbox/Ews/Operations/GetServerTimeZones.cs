using System.Xml;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>
/// Names the zones and, when asked for full data, their standard offset.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/getservertimezones-operation.
/// </summary>
internal sealed class GetServerTimeZones : IEwsOperation
{
    private static readonly string[] Common =
        ["UTC", "GMT Standard Time", "W. Europe Standard Time", "Romance Standard Time", "FLE Standard Time", "Eastern Standard Time", "Pacific Standard Time"];

    public string Name => "GetServerTimeZones";

    public XElement Answer(EwsCall call)
    {
        var ids = call.Body.Element(Ns.M + "Ids")?.Elements().Select(e => e.Value).Where(Zones.IsKnown) ?? Common;
        var isFull = call.Attribute("ReturnFullTimeZoneData") is "true" or "1";
        return Answers.Response(Name, [Answers.Success(Name, new XElement(Ns.M + "TimeZoneDefinitions", ids.Select(id => Definition(id, isFull))))]);
    }

    private static XElement Definition(string id, bool isFull)
    {
        var zone = Zones.Of(id);
        return new XElement(
            Ns.T + "TimeZoneDefinition",
            new XAttribute("Id", id),
            new XAttribute("Name", zone.DisplayName),
            isFull ? new XElement(Ns.T + "Periods", new XElement(
                Ns.T + "Period",
                new XAttribute("Bias", XmlConvert.ToString(-zone.BaseUtcOffset)),
                new XAttribute("Name", "Standard"),
                new XAttribute("Id", "std"))) : null);
    }
}
