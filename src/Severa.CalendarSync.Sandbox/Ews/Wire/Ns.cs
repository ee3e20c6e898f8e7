using System.Xml.Linq;

namespace Severa.CalendarSync.Sandbox.Ews.Wire;

/// <summary>The namespaces of Exchange Web Services.</summary>
internal static class Ns
{
    public static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    public static readonly XNamespace T = "http://schemas.microsoft.com/exchange/services/2006/types";
    public static readonly XNamespace M = "http://schemas.microsoft.com/exchange/services/2006/messages";
    public static readonly XNamespace E = "http://schemas.microsoft.com/exchange/services/2006/errors";
}
