using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>
/// How one Exchange is reached. The secret is sent to <paramref name="Endpoint"/> and nowhere else: whoever changes the
/// endpoint makes a new record, and decides again which secret belongs to it.
/// </summary>
/// <param name="Endpoint">The address of EWS, such as <c>https://mail.example.org/EWS/Exchange.asmx</c>.</param>
/// <param name="Version">The product, as chosen in Settings.</param>
/// <param name="SignIn">How the service proves who it is.</param>
public sealed record ExchangeConnectionOptions(Uri Endpoint, ExchangeVersion Version, ExchangeSignIn SignIn)
{
    /// <summary>Our own id of it, by which it is measured.</summary>
    public Guid Id { get; init; }

    /// <summary>How long a reading call may take. Default: 60 seconds.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a writing call may take. Default: 30 seconds.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is trusted besides the machine's own roots. Default: nothing.</summary>
    public TrustedRoots Roots { get; init; } = TrustedRoots.None;

    /// <summary>Never shows the secret or the name.</summary>
    public override string ToString() => $"{Version} at {Endpoint.GetLeftPart(UriPartial.Path)}";
}
