using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Severa.CalendarSync.Sandbox.Ews.Wire;

/// <summary>Writes answers and faults.</summary>
internal static class EnvelopeWriter
{
    /// <summary>A carriage return is written as a character reference: readers would make a mere line feed of it.</summary>
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(false),
        CheckCharacters = false,
        NewLineHandling = NewLineHandling.Entitize,
    };

    public static byte[] Answer(XElement body, XElement serverVersion) => Write(new XElement(
        Ns.Soap + "Envelope",
        new XAttribute(XNamespace.Xmlns + "s", Ns.Soap),
        new XElement(Ns.Soap + "Header", Named(serverVersion, "h", Ns.T)),
        new XElement(Ns.Soap + "Body", Declared(body))));

    public static byte[] Fault(EwsFault fault) => Write(new XElement(
        Ns.Soap + "Envelope",
        new XAttribute(XNamespace.Xmlns + "s", Ns.Soap),
        new XElement(
            Ns.Soap + "Body",
            new XElement(
                Ns.Soap + "Fault",
                new XElement("faultcode", new XAttribute(XNamespace.Xmlns + "a", Ns.T), "a:" + fault.Code),
                new XElement("faultstring", new XAttribute(XNamespace.Xml + "lang", "en-US"), fault.Message),
                new XElement("detail", Details(fault))))));

    private static IEnumerable<XElement> Details(EwsFault fault)
    {
        yield return Named(new XElement(Ns.E + "ResponseCode", fault.Code), "e", Ns.E);
        yield return Named(new XElement(Ns.E + "Message", fault.Message), "e", Ns.E);
        if (fault.Details.Count > 0)
        {
            yield return Named(new XElement(Ns.T + "MessageXml", fault.Details), "t", Ns.T);
        }
    }

    private static XElement Declared(XElement body)
    {
        body.Add(new XAttribute(XNamespace.Xmlns + "m", Ns.M), new XAttribute(XNamespace.Xmlns + "t", Ns.T));
        return body;
    }

    private static XElement Named(XElement element, string prefix, XNamespace ns)
    {
        element.Add(new XAttribute(XNamespace.Xmlns + prefix, ns));
        return element;
    }

    private static byte[] Write(XElement envelope)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, Settings))
        {
            new XDocument(envelope).Save(writer);
        }

        return stream.ToArray();
    }
}
