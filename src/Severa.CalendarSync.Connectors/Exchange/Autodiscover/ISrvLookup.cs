namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>Asks DNS.</summary>
internal interface ISrvLookup
{
    /// <summary>The SRV records of a name; empty where there are none.</summary>
    /// <exception cref="SrvLookupException">DNS gave no answer.</exception>
    Task<IReadOnlyList<SrvTarget>> FindAsync(string name, CancellationToken cancellationToken);
}

/// <summary>DNS gave no answer.</summary>
internal sealed class SrvLookupException(Exception inner) : IOException("DNS gave no answer.", inner);
