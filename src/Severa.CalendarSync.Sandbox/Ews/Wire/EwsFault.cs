using System.Xml;
using System.Xml.Linq;

namespace Severa.CalendarSync.Sandbox.Ews.Wire;

/// <summary>The whole request is refused: HTTP 500 with a SOAP fault.</summary>
internal sealed class EwsFault(string code, string message, params XElement[] details) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>Children of MessageXml.</summary>
    public IReadOnlyList<XElement> Details { get; } = details;

    public static EwsFault Busy(int backOffMilliseconds) => new(
        "ErrorServerBusy",
        "The server cannot service this request right now. Try again later.",
        Value("BackOffMilliseconds", backOffMilliseconds));

    /// <summary>Breaks the schema at <paramref name="place"/>, which was read with its line.</summary>
    public static EwsFault Schema(string violation, IXmlLineInfo place) => new(
        "ErrorSchemaValidation",
        $"The request failed schema validation: {violation}",
        new XElement(Ns.T + "LineNumber", place.LineNumber),
        new XElement(Ns.T + "LinePosition", place.LinePosition),
        new XElement(Ns.T + "Violation", violation));

    public static XElement Value(string name, object value) => new(Ns.T + "Value", new XAttribute("Name", name), value);
}

/// <summary>One item or folder of the request is refused: HTTP 200, a response message with this code.</summary>
internal sealed class EwsItemError(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    public static EwsItemError NotFound() => new("ErrorItemNotFound", "The specified object was not found in the store.");
}
