namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>Opens the ways to servers that a connection has. A test opens others.</summary>
internal interface IAutodiscoverReach
{
    AutodiscoverAccess Open(LocateRequest request);
}
