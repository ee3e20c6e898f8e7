namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>A connection, and the mail domains it serves as they are saved.</summary>
public sealed record ServingConnection(Guid Id, string? Domains);

/// <summary>Which connections may lead to a mailbox (R19). Pure.</summary>
public static class ConnectionChoice
{
    /// <summary>
    /// Those that serve its mail domain, the likeliest first: the one that reached it last, then those that name the domain, then those
    /// that serve every domain. A migration has two that name the same domain.
    /// </summary>
    /// <param name="address">The mailbox's.</param>
    /// <param name="last">The connection that reached it last.</param>
    /// <param name="connections">All there are, in their order.</param>
    public static IReadOnlyList<Guid> For(string address, Guid? last, IReadOnlyCollection<ServingConnection> connections) =>
    [
        .. connections
            .Select(c => (c.Id, Domains: MailDomains.Of(c.Domains)))
            .Where(c => MailDomains.Serve(c.Domains, address))
            .OrderBy(c => c.Id != last)
            .ThenBy(c => c.Domains.Count == 0)
            .Select(c => c.Id),
    ];
}
