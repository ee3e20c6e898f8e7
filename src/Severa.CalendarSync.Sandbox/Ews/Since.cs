using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Ews;

/// <summary>
/// The oldest schema that knows an operation, or a part of one; what is not named here is as old as EWS.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/ews-operations-in-exchange.
/// </summary>
internal static class Since
{
    private static readonly Dictionary<string, string> Elements = new(StringComparer.Ordinal)
    {
        ["GetStreamingEvents"] = "Exchange2010_SP1",
        ["StreamingSubscriptionRequest"] = "Exchange2010_SP1",
    };

    /// <summary>The oldest schema in which the request makes sense; null where any does.</summary>
    public static string? Of(XElement body) =>
        body.Elements().Prepend(body).Select(e => Elements.GetValueOrDefault(e.Name.LocalName)).FirstOrDefault(version => version is not null);
}
