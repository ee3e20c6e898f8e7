using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Ews.Schema;

/// <summary>
/// Holds a request to two schemas: the newest of the product, and the one the request names. Valid for the first only is a
/// mistake of its own. See https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode
/// (ErrorSchemaValidation, ErrorIncorrectSchemaVersion).
/// </summary>
internal static class RequestSchemas
{
    private static readonly Grammar Everything = Grammar.Of(Enum.GetValues<SchemaVersion>()[^1]);

    public static void Check(XElement body, IReadOnlyDictionary<string, XElement> headers, ExchangeProduct product, SchemaVersion asked)
    {
        // To 2007 an operation that came later is just another broken request.
        if (!Grammar.Of(product.Newest).Has(body.Name.LocalName) && product.Newest >= SchemaVersion.Exchange2010)
        {
            throw EnvelopeReader.Invalid();
        }

        var parts = headers.Where(pair => Everything.Has(pair.Key)).Select(pair => pair.Value).Append(body).ToList();
        Check(parts, product.Newest);
        if (asked == product.Newest)
        {
            return;
        }

        try
        {
            Check(parts, asked);
        }
        catch (EwsFault fault) when (fault.Code == "ErrorSchemaValidation")
        {
            throw new EwsFault("ErrorIncorrectSchemaVersion", "The request is valid but does not specify the correct server version in the RequestServerVersion SOAP header.");
        }
    }

    private static void Check(List<XElement> parts, SchemaVersion schema)
    {
        var grammar = Grammar.Of(schema);
        foreach (var part in parts)
        {
            if (!grammar.Has(part.Name.LocalName))
            {
                throw EwsFault.Schema($"The element '{part.Name.LocalName}' in namespace '{part.Name.NamespaceName}' is not declared.", part);
            }

            new RequestValidator(grammar).Check(part, part.Name.LocalName);
        }
    }
}
