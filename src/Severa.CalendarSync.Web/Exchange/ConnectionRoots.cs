using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>The root certificates of a connection, as they are saved.</summary>
internal static class ConnectionRoots
{
    /// <summary>None where there is no text, or none that can be read: then nothing more than the machine's own roots is trusted.</summary>
    public static TrustedRoots Of(string? pem) => !string.IsNullOrWhiteSpace(pem) && TrustedRoots.TryParse(pem, out var roots) ? roots : TrustedRoots.None;
}
