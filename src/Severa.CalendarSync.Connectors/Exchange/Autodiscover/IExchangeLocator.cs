namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>
/// Finds the address of Exchange Web Services. A fixed address is taken as it is, Office 365 has one of its own, and everything
/// else is asked of Autodiscover.
/// </summary>
public interface IExchangeLocator
{
    /// <summary>Searches now, attempt by attempt, for people who watch (Test connection). What it finds is remembered.</summary>
    IAsyncEnumerable<LocateEvent> LocateAsync(LocateRequest request, CancellationToken cancellationToken);

    /// <summary>What is remembered, or else one search for all who ask for the same domain at the same time.</summary>
    Task<LocateResult> FindAsync(LocateRequest request, CancellationToken cancellationToken);

    /// <summary>The next one to ask for the mail domain of this address searches anew. For servers that cannot be reached any more.</summary>
    void ForgetDomainOf(string address);

    /// <summary>This mailbox is looked for by itself from now on, because it lives elsewhere than its colleagues' (E19, wrong site).</summary>
    void ForgetMailbox(string address);
}
