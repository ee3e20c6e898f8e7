using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using static Severa.CalendarSync.Sandbox.Autodiscover.AutodiscoverText;

namespace Severa.CalendarSync.Sandbox.Autodiscover;

/// <summary>
/// The operation GetUserSettings, with errors at its three levels: the request, a user, a setting.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/getusersettings-operation-soap and
/// https://learn.microsoft.com/exchange/client-developer/exchange-web-services/handling-autodiscover-error-messages.
/// </summary>
internal static class SoapService
{
    private const string Action = "http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/GetUserSettings";

    private static readonly string[] Versions =
        ["Exchange2007_SP1", "Exchange2010", "Exchange2010_SP1", "Exchange2010_SP2", "Exchange2013", "Exchange2013_SP1", "Exchange2015", "Exchange2016"];

    /// <summary>The addresses a request asks for; null when it is no GetUserSettings at all.</summary>
    public static IReadOnlyList<string>? UsersIn(XElement envelope) =>
        envelope.Name == Soap + "Envelope" && RequestIn(envelope) is { } request
            ? [.. request.Elements(Service + "Users").Elements(Service + "User").Select(user => user.Element(Service + "Mailbox")?.Value.Trim() ?? "")]
            : null;

    /// <summary>What is wrong with the request as a whole; null when nothing is.</summary>
    public static XElement? RequestErrorIn(XElement envelope)
    {
        var header = envelope.Element(Soap + "Header");
        if (!Versions.Contains(header?.Element(Service + "RequestedServerVersion")?.Value, StringComparer.Ordinal))
        {
            return RequestError("InvalidRequest", "The header RequestedServerVersion is missing or not known.");
        }

        if (header?.Element(Addressing + "Action")?.Value != Action)
        {
            return RequestError("InvalidRequest", "The header Action does not name GetUserSettings.");
        }

        return UsersIn(envelope) is { Count: > 0 } && SettingsIn(envelope).Count > 0 ? null : RequestError("InvalidRequest", "Users or RequestedSettings are missing.");
    }

    public static XElement RequestError(string code, string message) => Response(code, message, []);

    public static XElement Answer(IEnumerable<XElement> users) => Response("NoError", "", users);

    /// <summary>One user's settings, those the request names; null settings: there is no such user.</summary>
    public static XElement User(XElement envelope, IReadOnlyDictionary<string, string?>? settings, bool isAvailable)
    {
        if (settings is null)
        {
            return UserError("InvalidUser", "The user is not known here.");
        }

        var asked = SettingsIn(envelope);
        var given = asked.Where(name => isAvailable && settings.GetValueOrDefault(name) is not null).ToList();
        return UserResponse(
            "NoError",
            "No error.",
            null,
            asked.Except(given, StringComparer.Ordinal).Select(name => new XElement(
                Service + "UserSettingError",
                new XElement(Service + "ErrorCode", settings.ContainsKey(name) ? "SettingIsNotAvailable" : "InvalidSetting"),
                new XElement(Service + "ErrorMessage", "The setting cannot be given."),
                new XElement(Service + "SettingName", name))),
            given.Select(name => new XElement(
                Service + "UserSetting",
                new XAttribute(Instance + "type", "StringSetting"),
                new XElement(Service + "Name", name),
                new XElement(Service + "Value", settings[name]))));
    }

    public static XElement UserError(string code, string message, string? target = null) => UserResponse(code, message, target, [], []);

    public static XElement Envelope(XElement response, ExchangeProduct product) => new(
        Soap + "Envelope",
        new XAttribute(XNamespace.Xmlns + "s", Soap),
        new XAttribute(XNamespace.Xmlns + "a", Addressing),
        new XElement(
            Soap + "Header",
            new XElement(Addressing + "Action", new XAttribute(Soap + "mustUnderstand", "1"), Action + "Response"),
            new XElement(
                Service + "ServerVersionInfo",
                new XElement(Service + "MajorVersion", product.Build.Major),
                new XElement(Service + "MinorVersion", product.Build.Minor),
                new XElement(Service + "MajorBuildNumber", product.Build.Build),
                new XElement(Service + "MinorBuildNumber", product.Build.Revision),
                product.VersionText is null ? null : new XElement(Service + "Version", product.VersionText))),
        new XElement(Soap + "Body", new XElement(Service + "GetUserSettingsResponseMessage", response)));

    /// <summary>What the service framework says of something that is no request of this service.</summary>
    public static XElement Fault() => new(
        Soap + "Envelope",
        new XElement(
            Soap + "Body",
            new XElement(
                Soap + "Fault",
                new XElement("faultcode", "s:Client"),
                new XElement("faultstring", "The message cannot be processed."))));

    private static XElement? RequestIn(XElement envelope) =>
        envelope.Element(Soap + "Body")?.Element(Service + "GetUserSettingsRequestMessage")?.Element(Service + "Request");

    private static List<string> SettingsIn(XElement envelope) =>
        [.. RequestIn(envelope)!.Elements(Service + "RequestedSettings").Elements(Service + "Setting").Select(setting => setting.Value.Trim()).Distinct(StringComparer.Ordinal)];

    private static XElement Response(string code, string message, IEnumerable<XElement> users) => new(
        Service + "Response",
        new XAttribute(XNamespace.Xmlns + "i", Instance),
        new XElement(Service + "ErrorCode", code),
        new XElement(Service + "ErrorMessage", message),
        new XElement(Service + "UserResponses", users));

    private static XElement UserResponse(string code, string message, string? target, IEnumerable<XElement> errors, IEnumerable<XElement> settings) => new(
        Service + "UserResponse",
        new XElement(Service + "ErrorCode", code),
        new XElement(Service + "ErrorMessage", message),
        new XElement(Service + "RedirectTarget", target is null ? new XAttribute(Instance + "nil", "true") : target),
        new XElement(Service + "UserSettingErrors", errors),
        new XElement(Service + "UserSettings", settings));
}
