using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Autodiscover;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>A connection whose secret may be sent, and the way from a mailbox to its server.</summary>
public sealed class UsableConnection(IExchangeLocator locator, LocateRequest terms, Func<Uri, ExchangeConnectionOptions> options)
{
    /// <summary>The mail domains it serves; none: every domain.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>A mailbox that must be out of the delegate's reach; null where nobody named one.</summary>
    public string? OutOfReach { get; init; }

    /// <summary>How the mailbox's server is reached: at the fixed address, or where Autodiscover says.</summary>
    /// <exception cref="SideException">It was not found.</exception>
    public async Task<ExchangeConnectionOptions> ForAsync(string address, CancellationToken cancellationToken)
    {
        var place = await locator.FindAsync(terms with { Address = address }, cancellationToken);
        return options(place.EndpointOrThrow());
    }

    /// <summary>The same, anew and step by step, for people who watch.</summary>
    public IAsyncEnumerable<LocateEvent> LocateAsync(string address, CancellationToken cancellationToken) =>
        locator.LocateAsync(terms with { Address = address }, cancellationToken);

    public ExchangeConnectionOptions At(Uri endpoint) => options(endpoint);
}
