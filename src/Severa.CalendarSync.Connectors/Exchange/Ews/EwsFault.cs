using System.Xml.Linq;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>The server refused the whole request. <see href="https://www.w3.org/TR/2000/NOTE-SOAP-20000508/#_Toc478383507">SOAP fault</see>.</summary>
internal sealed record EwsFault(string Code, TimeSpan? BackOff)
{
    public static EwsFault Of(XElement fault)
    {
        var detail = fault.Descendants().FirstOrDefault(e => e.Name.LocalName == "ResponseCode")?.Value.Trim();
        return new EwsFault(EwsCode.OfFault(detail, fault.TextOf("faultcode")?.Trim()), EwsMessage.BackOffIn(fault));
    }
}
