namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>Office 365 is in one place for everybody; Autodiscover would only say so.</summary>
public static class ExchangeOnline
{
    /// <summary>What it calls itself in tokens.</summary>
    internal const string Audience = "https://outlook.office365.com";

    public static readonly Uri Endpoint = new(Audience + "/EWS/Exchange.asmx");
}
