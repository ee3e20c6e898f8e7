namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>The XML namespaces of EWS. They are http, whatever some published samples show.</summary>
internal static class Ns
{
    public const string Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Types = "http://schemas.microsoft.com/exchange/services/2006/types";
    public const string Messages = "http://schemas.microsoft.com/exchange/services/2006/messages";
}
