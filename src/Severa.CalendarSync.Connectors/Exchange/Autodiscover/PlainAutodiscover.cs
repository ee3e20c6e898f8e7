using System.Xml;
using System.Xml.Linq;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/pox-autodiscover-web-service-reference-for-exchange">Autodiscover in plain XML</see>,
/// the only one Exchange 2007 has.
/// </summary>
internal static class PlainAutodiscover
{
    private const string AnswerSchema = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";
    private const string UnknownUser = "500";

    private static readonly XNamespace Request = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";

    public static byte[] Write(Probe.Ask ask) => AutodiscoverXml.Write(new XElement(
        Request + "Autodiscover",
        new XElement(
            Request + "Request",
            new XElement(Request + "EMailAddress", XmlWriting.Allowed(ask.Address)),
            new XElement(Request + "AcceptableResponseSchema", AnswerSchema))));

    /// <exception cref="XmlException">It is no answer of this service.</exception>
    public static ProbeAnswer Read(XElement root)
    {
        var response = root.Name.LocalName == "Autodiscover" ? root.Child("Response") : null;
        var account = response?.Child("Account");

        // Documented inside Account, sent outside of it.
        if ((response?.Child("Error") ?? account?.Child("Error")) is { } error)
        {
            var code = AutodiscoverXml.Code(error.TextOf("ErrorCode"));
            return new ProbeAnswer.Failed(code == UnknownUser ? ErrorNumbers.NoMailbox : ErrorNumbers.ServerNotFound, "Autodiscover" + code);
        }

        if (account is null)
        {
            throw new XmlException("The answer is none of Autodiscover.");
        }

        return account.TextOf("Action")?.Trim().ToUpperInvariant() switch
        {
            "REDIRECTADDR" => new ProbeAnswer.OtherAddress(account.TextOf("RedirectAddr")?.Trim() ?? ""),
            "REDIRECTURL" => new ProbeAnswer.OtherUrl(account.TextOf("RedirectUrl")?.Trim() ?? ""),
            _ => new ProbeAnswer.Settings(Url(account, "EXPR"), Url(account, "EXCH"), Protocol(account, "EXPR")?.TextOf("GroupingInformation")?.Trim(), []),
        };
    }

    /// <summary>ASUrl is what the first Exchange 2007 had instead; the service is the same.</summary>
    private static string? Url(XElement account, string type) => Protocol(account, type) is { } protocol
        ? (protocol.TextOf("EwsUrl") ?? protocol.TextOf("ASUrl"))?.Trim()
        : null;

    private static XElement? Protocol(XElement account, string type) =>
        account.Elements().FirstOrDefault(e => e.Name.LocalName == "Protocol" && string.Equals(e.TextOf("Type")?.Trim(), type, StringComparison.OrdinalIgnoreCase));
}
