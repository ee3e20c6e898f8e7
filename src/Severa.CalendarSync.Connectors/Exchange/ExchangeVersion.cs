namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>The products of the dropdown in Settings.</summary>
public enum ExchangeVersion
{
    Exchange2007,
    Exchange2010,
    Exchange2013,
    Exchange2016,

    /// <summary>Exchange 2019 and Subscription Edition.</summary>
    Exchange2019,
    Office365,
}
