using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Versions;

namespace Severa.CalendarSync.Sandbox.Ews.Wire;

/// <summary>A parsed request: the operation's element and the headers that matter.</summary>
internal sealed record EwsRequest(XElement Body, SchemaVersion Schema, XElement? TimeZone, XElement? Impersonation)
{
    public string Operation => Body.Name.LocalName;
}
