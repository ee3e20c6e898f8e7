using System.Xml;
using System.Xml.Linq;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/getusersettings-operation-soap">GetUserSettings</see>.
/// Errors come at three levels: the request's, the user's, a setting's.
/// </summary>
internal static class SoapAutodiscover
{
    private const string ExternalEwsUrl = "ExternalEwsUrl";
    private const string InternalEwsUrl = "InternalEwsUrl";
    private const string EwsSupportedSchemas = "EwsSupportedSchemas";
    private const string GroupingInformation = "GroupingInformation";
    private const int MostSchemas = 50;

    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Addressing = "http://www.w3.org/2005/08/addressing";
    private static readonly XNamespace Service = "http://schemas.microsoft.com/exchange/2010/Autodiscover";

    public static byte[] Write(Probe.Ask ask, ExchangeVersion version)
    {
        var isOld = version == ExchangeVersion.Exchange2010;
        string[] settings = isOld ? [ExternalEwsUrl, InternalEwsUrl, EwsSupportedSchemas] : [ExternalEwsUrl, InternalEwsUrl, EwsSupportedSchemas, GroupingInformation];
        return AutodiscoverXml.Write(new XElement(
            Soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + "s", Soap),
            new XAttribute(XNamespace.Xmlns + "a", Service),
            new XAttribute(XNamespace.Xmlns + "wsa", Addressing),
            new XElement(
                Soap + "Header",
                new XElement(Service + "RequestedServerVersion", isOld ? "Exchange2010" : "Exchange2013"),
                new XElement(Addressing + "Action", "http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/GetUserSettings"),
                new XElement(Addressing + "To", ask.Endpoint.AbsoluteUri)),
            new XElement(
                Soap + "Body",
                new XElement(
                    Service + "GetUserSettingsRequestMessage",
                    new XElement(
                        Service + "Request",
                        new XElement(Service + "Users", new XElement(Service + "User", new XElement(Service + "Mailbox", XmlWriting.Allowed(ask.Address)))),
                        new XElement(Service + "RequestedSettings", settings.Select(s => new XElement(Service + "Setting", s))))))));
    }

    /// <exception cref="XmlException">It is no answer of this service.</exception>
    public static ProbeAnswer Read(XElement envelope)
    {
        var body = envelope.Name.LocalName == "Envelope" ? envelope.Child("Body") : null;
        if (body?.Child("Fault") is not null)
        {
            return new ProbeAnswer.Failed(ErrorNumbers.ServerNotFound, "SoapFault", TryPlainXml: true);
        }

        var response = body?.Child("GetUserSettingsResponseMessage")?.Child("Response") ?? throw new XmlException("The answer is none to GetUserSettings.");
        var code = AutodiscoverXml.Code(response.TextOf("ErrorCode"));
        return code == "NoError" ? User(response.ChildrenOf("UserResponses").FirstOrDefault()) : Error(code);
    }

    private static ProbeAnswer User(XElement? user)
    {
        var code = AutodiscoverXml.Code(user?.TextOf("ErrorCode"));
        var target = user?.TextOf("RedirectTarget")?.Trim() ?? "";
        return code switch
        {
            "NoError" => Settings(user!),
            "RedirectAddress" => new ProbeAnswer.OtherAddress(target),
            "RedirectUrl" => new ProbeAnswer.OtherUrl(target),
            _ => Error(code),
        };
    }

    private static ProbeAnswer Error(string code) => code switch
    {
        "ServerBusy" => new ProbeAnswer.Busy(code),
        "InvalidUser" => new ProbeAnswer.Failed(ErrorNumbers.NoMailbox, code),
        _ => new ProbeAnswer.Failed(ErrorNumbers.ServerNotFound, code, TryPlainXml: true),
    };

    private static ProbeAnswer.Settings Settings(XElement user)
    {
        var values = user.ChildrenOf("UserSettings").ToLookup(s => s.TextOf("Name")?.Trim() ?? "", s => s.TextOf("Value")?.Trim(), StringComparer.Ordinal);
        var schemas = values[EwsSupportedSchemas].FirstOrDefault()?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return new ProbeAnswer.Settings(
            values[ExternalEwsUrl].FirstOrDefault(),
            values[InternalEwsUrl].FirstOrDefault(),
            values[GroupingInformation].FirstOrDefault(),
            [.. schemas.Take(MostSchemas)]);
    }
}
