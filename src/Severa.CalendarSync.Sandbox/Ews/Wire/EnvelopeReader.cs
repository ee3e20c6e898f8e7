using System.Xml;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Operations;
using Severa.CalendarSync.Sandbox.Ews.Schema;
using Severa.CalendarSync.Sandbox.Ews.Versions;

namespace Severa.CalendarSync.Sandbox.Ews.Wire;

/// <summary>Reads a SOAP 1.1 envelope without DTDs, refuses what a real server refuses, and validates headers and body for the product and the schema asked for.</summary>
internal static class EnvelopeReader
{
    public const int MostBytes = 400 * 1024;

    public static EwsRequest Read(byte[] bytes, ExchangeProduct product)
    {
        var root = Parse(bytes);
        if (root.Name != Ns.Soap + "Envelope" || root.Element(Ns.Soap + "Body")?.Elements().ToList() is not [var body])
        {
            throw Invalid();
        }

        var headers = Headers(root.Element(Ns.Soap + "Header"));
        if (body.Name.Namespace != Ns.M || !EwsOperations.Serves(body.Name.LocalName))
        {
            throw Invalid();
        }

        var schema = product.SchemaOf(headers.GetValueOrDefault("RequestServerVersion"));
        RequestSchemas.Check(body, headers, product, schema);
        return new EwsRequest(
            body,
            schema,
            headers.GetValueOrDefault("TimeZoneContext"),
            headers.GetValueOrDefault("ExchangeImpersonation"));
    }

    private static XElement Parse(byte[] bytes)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), settings);
            return XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException)
        {
            throw Invalid();
        }
    }

    private static Dictionary<string, XElement> Headers(XElement? header)
    {
        var found = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var element in header?.Elements().Where(e => e.Name.Namespace == Ns.T) ?? [])
        {
            var name = element.Name.LocalName;
            if (!found.TryAdd(name, element))
            {
                throw new EwsFault("ErrorDuplicateSOAPHeader", $"The SOAP header {name} is given twice.");
            }
        }

        return found;
    }

    public static EwsFault Invalid() => new("ErrorInvalidRequest", "The request is invalid.");
}
