using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>Whose mailbox is looked for, by whom, and where a secret may go for it.</summary>
/// <param name="Address">The primary address of a mailbox.</param>
/// <param name="Version">The product, as chosen in Settings.</param>
/// <param name="SignIn">How the service proves who it is.</param>
public sealed record LocateRequest(string Address, ExchangeVersion Version, ExchangeSignIn SignIn)
{
    /// <summary>Hosts an administrator has confirmed for this connection. The mail domain and what is below it need not be among them.</summary>
    public IReadOnlyCollection<string> AllowedHosts { get; init; } = [];

    /// <summary>Roots the connection trusts besides the machine's.</summary>
    public TrustedRoots Roots { get; init; } = TrustedRoots.None;

    /// <summary>The fixed address of Exchange Web Services, if the connection has one: then nothing is asked.</summary>
    public Uri? FixedEndpoint { get; init; }

    /// <summary>Never shows whom or with what.</summary>
    public override string ToString() => $"Autodiscover for {Version}";
}
