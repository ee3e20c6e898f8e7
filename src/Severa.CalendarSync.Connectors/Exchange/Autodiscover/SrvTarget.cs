namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>What an SRV record names.</summary>
internal sealed record SrvTarget(string Host, int Port, int Priority, int Weight)
{
    private const int HttpsPort = 443;

    /// <summary>
    /// The ones to be used: served with https, and of those the first priority's heaviest, at most three.
    /// See https://learn.microsoft.com/exchange/client-developer/exchange-web-services/autodiscover-for-exchange (Querying DNS).
    /// </summary>
    public static IReadOnlyList<SrvTarget> Best(IEnumerable<SrvTarget> records)
    {
        var usable = records
            .Select(r => r with { Host = r.Host.TrimEnd('.').ToLowerInvariant() })
            .Where(r => r.Port == HttpsPort && Uri.CheckHostName(r.Host) == UriHostNameType.Dns)
            .OrderBy(r => r.Priority).ThenByDescending(r => r.Weight).ThenBy(r => r.Host, StringComparer.Ordinal)
            .ToList();
        return [.. usable.TakeWhile(r => (r.Priority, r.Weight) == (usable[0].Priority, usable[0].Weight)).DistinctBy(r => r.Host, StringComparer.Ordinal).Take(3)];
    }
}
