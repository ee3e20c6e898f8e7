namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>The mail domains of a connection (R19).</summary>
public static class MailDomains
{
    /// <summary>As they are saved, or typed, with or without the @ before them. None: every domain.</summary>
    public static IReadOnlyList<string> Of(string? lines) => [.. HostLines.Of(lines).Select(name => name.TrimStart('@'))];

    /// <summary>None named: it serves every domain.</summary>
    public static bool Serve(IReadOnlyList<string> domains, string address) => domains.Count == 0 || domains.Contains(DomainOf(address), StringComparer.Ordinal);

    /// <summary>The first that cannot be a mail domain; null where all can.</summary>
    public static string? FirstWrong(IEnumerable<string> domains) =>
        domains.FirstOrDefault(d => Uri.CheckHostName(d) != UriHostNameType.Dns || !d.Contains('.', StringComparison.Ordinal));

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();
}
