using System.Globalization;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>
/// Where Autodiscover may be.
/// See https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-generate-a-list-of-autodiscover-endpoints.
/// </summary>
internal static class Endpoints
{
    private const string Name = "/autodiscover/autodiscover";
    private const string SoapEnd = ".svc";
    private const string PlainEnd = ".xml";

    public static IEnumerable<Uri> Of(string domain) => [At(domain, 443), At("autodiscover." + domain, 443)];

    public static Uri At(string host, int port) => new UriBuilder(Uri.UriSchemeHttps, host, port, Name + SoapEnd).Uri;

    public static Uri Unsecured(string domain) => new($"http://autodiscover.{domain}{Name}{PlainEnd}");

    public static string SrvName(string domain) => "_autodiscover._tcp." + domain;

    /// <summary>The same service in the other language: their addresses differ in the ending only. Others are left as they are.</summary>
    public static Uri In(Uri endpoint, LocateMeans means)
    {
        var (path, end) = (endpoint.AbsolutePath, means == LocateMeans.Soap ? SoapEnd : PlainEnd);
        var isOurs = path.EndsWith(Name + SoapEnd, StringComparison.OrdinalIgnoreCase) || path.EndsWith(Name + PlainEnd, StringComparison.OrdinalIgnoreCase);
        return isOurs && !path.EndsWith(end, true, CultureInfo.InvariantCulture) ? new UriBuilder(endpoint) { Path = path[..^end.Length] + end }.Uri : endpoint;
    }
}
