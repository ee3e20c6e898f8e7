using Severa.CalendarSync.Data.Entities;
using ConnectorVersion = Severa.CalendarSync.Connectors.Exchange.ExchangeVersion;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>Which entries of the dropdown this release can really reach. The others may be chosen and saved; nothing is sent to them.</summary>
public static class ReachableVersions
{
    public static bool Contains(ExchangeVersion version) => Connector(version) is not null;

    /// <summary>The connector's name of a product; null where this release cannot reach it.</summary>
    internal static ConnectorVersion? Connector(ExchangeVersion version) => version switch
    {
        ExchangeVersion.Exchange2007 => ConnectorVersion.Exchange2007,
        ExchangeVersion.Exchange2010 => ConnectorVersion.Exchange2010,
        ExchangeVersion.Exchange2013 => ConnectorVersion.Exchange2013,
        ExchangeVersion.Exchange2016 => ConnectorVersion.Exchange2016,
        ExchangeVersion.Exchange2019 => ConnectorVersion.Exchange2019,
        ExchangeVersion.Office365 => null,
    };
}
