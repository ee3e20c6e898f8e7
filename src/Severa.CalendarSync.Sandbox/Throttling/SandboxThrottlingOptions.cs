namespace Severa.CalendarSync.Sandbox.Throttling;

/// <summary>
/// What one account may ask for at once, section <c>Sandbox:Throttling</c>. See
/// https://learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange.
/// </summary>
public sealed class SandboxThrottlingOptions
{
    /// <summary>
    /// Most requests of one account at the same time (EWSMaxConcurrency), whomever it impersonates: 27 since Exchange 2013, 10 in
    /// Exchange 2010. 0: as many as come.
    /// </summary>
    public int MaxConcurrency { get; set; }
}
