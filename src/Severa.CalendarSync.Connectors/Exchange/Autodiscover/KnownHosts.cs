namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>The hosts that may be shown a secret: the mail domain, what is below it, and those an administrator confirmed.</summary>
internal sealed class KnownHosts(string domain, IEnumerable<string> confirmed)
{
    private readonly HashSet<string> _confirmed = new(confirmed.Select(Plain), StringComparer.OrdinalIgnoreCase);

    public bool Contains(Uri url)
    {
        var host = Plain(url.IdnHost);
        return _confirmed.Contains(host)
            || (url.HostNameType == UriHostNameType.Dns
                && (string.Equals(host, domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase)));
    }

    private static string Plain(string host) => host.Trim().TrimEnd('.');
}
