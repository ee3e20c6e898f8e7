using System.Text;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>
/// Touches no mailbox: clients ask it with a made-up id to learn the server's version.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/convertid-operation.
/// </summary>
internal sealed class ConvertId : IEwsOperation
{
    public string Name => "ConvertId";

    public XElement Answer(EwsCall call)
    {
        var format = call.Attribute("DestinationFormat")!;
        return Answers.Response(Name, call.Body.Element(Ns.M + "SourceIds")!.Elements()
            .Select(source => Answers.Each(Name, () => Convert(call, source, format))));
    }

    private XElement Convert(EwsCall call, XElement source, string format)
    {
        if (source.Name.LocalName != "AlternateId")
        {
            throw new EwsItemError("ErrorUnsupportedTypeForConversion", "Public folders are not served.");
        }

        var id = Plain(source.Attribute("Id")!.Value, source.Attribute("Format")!.Value);
        ItemPaths.CheckShape(id);
        var address = source.Attribute("Mailbox")!.Value;
        if (call.Store.Find(address) is null)
        {
            throw new EwsItemError("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it.");
        }

        return Answers.Success(Name, new XElement(
            Ns.M + "AlternateId",
            new XAttribute(XNamespace.Xmlns + "xsi", Xsi),
            new XAttribute(Xsi + "type", "t:AlternateIdType"),
            new XAttribute("Format", format),
            new XAttribute("Id", Formatted(id, format)),
            new XAttribute("Mailbox", address)));
    }

    private static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    private static string Plain(string id, string format)
    {
        try
        {
            return format switch
            {
                "HexEntryId" => Encoding.ASCII.GetString(System.Convert.FromHexString(id)),
                "OwaId" => Uri.UnescapeDataString(id),
                _ => id,
            };
        }
        catch (FormatException)
        {
            throw new EwsItemError("ErrorInvalidIdMalformed", "Id is malformed.");
        }
    }

    private static string Formatted(string id, string format) => format switch
    {
        "HexEntryId" => System.Convert.ToHexString(Encoding.ASCII.GetBytes(id)),
        "OwaId" => Uri.EscapeDataString(id),
        _ => id,
    };
}
