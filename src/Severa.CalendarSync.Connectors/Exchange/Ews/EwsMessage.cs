using System.Globalization;
using System.Xml.Linq;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>One response message: the server's answer for one item or folder of the request.</summary>
internal sealed class EwsMessage(XElement element)
{
    public const string NoError = "NoError";

    public XElement Element => element;

    /// <summary>The server's code; kept as text, because servers have more codes than any schema lists.</summary>
    public string Code { get; } = EwsCode.Of(element.TextOf("ResponseCode"));

    /// <summary>A warning is a failure too, unless it carries its result (several names resolved).</summary>
    public bool IsSuccess => element.Attribute("ResponseClass")?.Value == "Success" && Code == NoError;

    public TimeSpan? BackOff => BackOffIn(element);

    /// <summary>The wait a busy server asks for; the element sits in other namespaces by version.</summary>
    public static TimeSpan? BackOffIn(XElement parent)
    {
        var text = parent.Descendants()
            .FirstOrDefault(e => e.Name.LocalName == "Value" && e.Attribute("Name")?.Value == "BackOffMilliseconds")?.Value;
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds >= 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
    }
}
