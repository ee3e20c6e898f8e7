using System.Xml.Linq;

namespace Severa.CalendarSync.Sandbox.Ews.Wire;

/// <summary>
/// Which schema names this server takes, and what it says about itself.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/requestserverversion.
/// </summary>
internal sealed class ServerVersion(string newest)
{
    private static readonly string[] Names =
        ["Exchange2007", "Exchange2007_SP1", "Exchange2010", "Exchange2010_SP1", "Exchange2010_SP2", "Exchange2013", "Exchange2013_SP1", "Exchange2016"];

    /// <param name="asked">What the request says.</param>
    /// <param name="needed">The oldest schema that has what the request uses; null: any.</param>
    public void Check(string? asked, string? needed = null)
    {
        var at = asked is null ? 1 : Array.IndexOf(Names, asked);
        if (at < 0 || at > Array.IndexOf(Names, newest))
        {
            throw new EwsFault("ErrorInvalidServerVersion", "The specified server version is invalid.");
        }

        if (needed is not null && at < Array.IndexOf(Names, needed))
        {
            throw new EwsFault("ErrorIncorrectSchemaVersion", $"The request needs the schema version {needed}.");
        }
    }

    /// <summary>The header of every answer. Its Version is none that a request may carry.</summary>
    public XElement Header()
    {
        var is2013 = newest == "Exchange2013_SP1";
        return new XElement(
            Ns.T + "ServerVersionInfo",
            new XAttribute("MajorVersion", 15),
            new XAttribute("MinorVersion", is2013 ? 0 : 1),
            new XAttribute("MajorBuildNumber", is2013 ? 1497 : 2507),
            new XAttribute("MinorBuildNumber", is2013 ? 48 : 39),
            new XAttribute("Version", is2013 ? "V2_23" : "V2017_07_11"));
    }
}
