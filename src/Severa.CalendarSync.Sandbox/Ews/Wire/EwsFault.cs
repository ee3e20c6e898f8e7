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

    public static EwsFault Schema(string violation, int line, int position) => new(
        "ErrorSchemaValidation",
        $"The request failed schema validation: {violation}",
        new XElement(Ns.T + "LineNumber", line),
        new XElement(Ns.T + "LinePosition", position),
        new XElement(Ns.T + "Violation", violation));

    public static XElement Value(string name, object value) => new(Ns.T + "Value", new XAttribute("Name", name), value);
}

/// <summary>One item or folder of the request is refused: HTTP 200, a response message with this code.</summary>
internal sealed class EwsItemError(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    public static EwsItemError NotFound() => new("ErrorItemNotFound", "The specified object was not found in the store.");
}
