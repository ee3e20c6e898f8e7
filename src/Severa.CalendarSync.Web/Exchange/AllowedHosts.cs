namespace Severa.CalendarSync.Web.Exchange;

/// <summary>The hosts outside the mail domain that an administrator has confirmed, as lines of text.</summary>
public static class AllowedHosts
{
    public static IReadOnlyList<string> Of(string? lines) =>
        [.. (lines ?? "").Split(['\n', '\r', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(host => host.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];

    /// <summary>As they are saved.</summary>
    public static string Lines(IEnumerable<string> hosts) => string.Join('\n', hosts.Order(StringComparer.Ordinal));

    /// <summary>The first of them that is no host name; null where all are.</summary>
    public static string? FirstWrong(string? lines) => Of(lines).FirstOrDefault(host => Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4));
}
