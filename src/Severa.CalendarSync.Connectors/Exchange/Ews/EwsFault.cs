using System.Xml.Linq;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>The server refused the whole request. <see href="https://www.w3.org/TR/2000/NOTE-SOAP-20000508/#_Toc478383507">SOAP fault</see>.</summary>
internal sealed record EwsFault(string Code, TimeSpan? BackOff)
{
    public static EwsFault Of(XElement fault)
    {
        var code = fault.Descendants().FirstOrDefault(e => e.Name.LocalName == "ResponseCode")?.Value.Trim();
        return new EwsFault(string.IsNullOrEmpty(code) ? CodeOfFault(fault) : code, EwsMessage.BackOffIn(fault));
    }

    /// <summary>A fault without detail names its code as "a:ErrorServerBusy".</summary>
    private static string CodeOfFault(XElement fault)
    {
        var text = fault.TextOf("faultcode")?.Trim() ?? "";
        var code = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return code.StartsWith("Error", StringComparison.Ordinal) && code.All(char.IsAsciiLetterOrDigit) ? code : "SoapFault";
    }
}
