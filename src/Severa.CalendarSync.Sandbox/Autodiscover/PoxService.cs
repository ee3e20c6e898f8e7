using System.Globalization;
using System.Xml.Linq;
using static Severa.CalendarSync.Sandbox.Autodiscover.AutodiscoverText;

namespace Severa.CalendarSync.Sandbox.Autodiscover;

/// <summary>
/// Plain XML in and out: the only Autodiscover of Exchange 2007.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/pox-autodiscover-response-for-exchange.
/// </summary>
internal static class PoxService
{
    /// <summary>The address a request asks for; null when it asks for none.</summary>
    public static string? UserIn(XElement? request) => request?.Name == PoxRequest + "Autodiscover"
        ? request.Element(PoxRequest + "Request")?.Element(PoxRequest + "EMailAddress")?.Value.Trim()
        : null;

    /// <summary>Wants the answer in the one way Outlook does.</summary>
    public static bool AcceptsOurs(XElement request) =>
        request.Element(PoxRequest + "Request")?.Element(PoxRequest + "AcceptableResponseSchema")?.Value.Trim() == PoxResponse.NamespaceName;

    public static XElement Error(int code, string message, DateTimeOffset now) => new(
        PoxEnvelope + "Autodiscover",
        new XElement(
            PoxEnvelope + "Response",
            new XElement(
                PoxEnvelope + "Error",
                new XAttribute("Time", now.ToString("HH:mm:ss.fffffff", CultureInfo.InvariantCulture)),
                new XAttribute("Id", "2477272013"),
                new XElement(PoxEnvelope + "ErrorCode", code),
                new XElement(PoxEnvelope + "Message", message),
                new XElement(PoxEnvelope + "DebugData"))));

    public static XElement InvalidUser(DateTimeOffset now) => Error(500, "The email address can't be found.", now);

    public static XElement RedirectAddress(string address) => Answer([], new XElement(PoxResponse + "Action", "redirectAddr"), new XElement(PoxResponse + "RedirectAddr", address));

    public static XElement RedirectUrl(string url) => Answer([], new XElement(PoxResponse + "Action", "redirectUrl"), new XElement(PoxResponse + "RedirectUrl", url));

    public static XElement Settings(IReadOnlyDictionary<string, string?> settings, bool isAvailable) => Answer(
        [
            new XElement(PoxResponse + "DisplayName", settings["UserDisplayName"]),
            new XElement(PoxResponse + "LegacyDN", settings["UserDN"]),
            new XElement(PoxResponse + "AutoDiscoverSMTPAddress", settings["AutoDiscoverSMTPAddress"]),
        ],
        new XElement(PoxResponse + "AccountType", "email"),
        new XElement(PoxResponse + "Action", "settings"),
        Protocol("EXCH", isAvailable ? settings["InternalEwsUrl"] : null, null),
        Protocol("EXPR", isAvailable ? settings["ExternalEwsUrl"] : null, settings.GetValueOrDefault("GroupingInformation")),
        new XElement(PoxResponse + "Protocol", new XElement(PoxResponse + "Type", "WEB")));

    private static XElement Answer(IEnumerable<XElement> user, params IEnumerable<XElement> account) => new(
        PoxEnvelope + "Autodiscover",
        new XElement(
            PoxResponse + "Response",
            user.Any() ? new XElement(PoxResponse + "User", user) : null,
            new XElement(PoxResponse + "Account", account)));

    /// <summary>GroupingInformation stands in the external protocol only.</summary>
    private static XElement Protocol(string type, string? url, string? grouping) => new(
        PoxResponse + "Protocol",
        new XElement(PoxResponse + "Type", type),
        new XElement(PoxResponse + "Server", "sandbox.contoso.test"),
        url is null ? null : new XElement(PoxResponse + "ASUrl", url),
        url is null ? null : new XElement(PoxResponse + "EwsUrl", url),
        grouping is null ? null : new XElement(PoxResponse + "GroupingInformation", grouping));
}
