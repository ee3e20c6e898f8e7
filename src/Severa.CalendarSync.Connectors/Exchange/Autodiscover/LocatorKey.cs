using Severa.CalendarSync.Connectors.Exchange.SignIn;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>
/// What an answer holds for: a domain or a single mailbox, and one connection as it is set. Another password, another confirmed
/// host or another root is another question.
/// </summary>
internal sealed record LocatorKey(string Scope, string Domain, ExchangeVersion Version, ExchangeSignIn SignIn, string AllowedHosts, string Roots)
{
    public static LocatorKey Of(LocateRequest request, string scope) => new(
        scope.ToUpperInvariant(),
        MailDomain.Of(request.Address) ?? "",
        request.Version,
        request.SignIn,
        string.Join(' ', request.AllowedHosts.Select(h => h.ToUpperInvariant()).Order(StringComparer.Ordinal)),
        request.Roots.Fingerprint);

    /// <summary>Never shows the secret.</summary>
    public override string ToString() => Domain;
}
