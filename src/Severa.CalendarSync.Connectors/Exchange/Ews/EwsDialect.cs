using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// The one place that knows what each product understands. A newer server accepts older schema names, so the oldest
/// schema that has what we need is asked for. A server's own version text is never sent back to it.
/// <see href="https://learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-schema-versions-in-exchange">EWS schema versions</see>.
/// </summary>
/// <param name="Schema">The value of RequestServerVersion.</param>
/// <param name="HasReadReceiptSwitch">UpdateItem and DeleteItem know SuppressReadReceipts (2013 SP1).</param>
/// <param name="HasJoinUrl">Items have JoinOnlineMeetingUrl (2013).</param>
internal sealed record EwsDialect(string Schema, bool HasReadReceiptSwitch, bool HasJoinUrl)
{
    public static readonly EwsDialect Exchange2013Sp1 = new("Exchange2013_SP1", HasReadReceiptSwitch: true, HasJoinUrl: true);

    public static readonly EwsDialect Exchange2010Sp2 = new("Exchange2010_SP2", HasReadReceiptSwitch: false, HasJoinUrl: false);

    /// <summary>Subscribe and GetStreamingEvents with an answer that stays open (2010 SP1).</summary>
    public bool HasStreaming => Schema is not ("Exchange2007" or "Exchange2007_SP1" or "Exchange2010");

    public static EwsDialect Of(ExchangeVersion version) => version switch
    {
        // The schema of 2007 has no StartTimeZone: all-day entries could not be written reliably.
        ExchangeVersion.Exchange2007 => throw new SideException(ErrorNumbers.VersionNotSupported, ErrorScope.Connection, isPermanent: true, "Exchange2007"),
        ExchangeVersion.Exchange2010 => Exchange2010Sp2,
        ExchangeVersion.Exchange2013 or ExchangeVersion.Exchange2016 or ExchangeVersion.Exchange2019 => Exchange2013Sp1,

        // Microsoft no longer accepts a delegate with a password there.
        ExchangeVersion.Office365 => throw new SideException(ErrorNumbers.BasicSwitchedOff, ErrorScope.Connection, isPermanent: true, "BasicNotAccepted"),
    };
}
