using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>Everything the host wants of Exchange.</summary>
public interface IExchangeConnector
{
    /// <summary>The calendar of one mailbox, for one run. Nothing is sent until it is used.</summary>
    /// <exception cref="SideException">The product is not supported with a delegate and password.</exception>
    ICalendarSide OpenCalendar(ExchangeConnectionOptions connection, ExchangeMailbox mailbox);

    /// <summary>
    /// The signal alone, with one small request: nothing at all has happened in the calendar since this cursor, not even a write of ours.
    /// </summary>
    /// <exception cref="SideException">The calendar cannot be asked.</exception>
    Task<bool> IsSilentAsync(ExchangeConnectionOptions connection, ExchangeMailbox mailbox, string cursor, CancellationToken cancellationToken);

    /// <summary>Tests a connection step by step (P3); each result as soon as it is known.</summary>
    /// <param name="connection">The connection to be tested.</param>
    /// <param name="mailbox">Whose impersonation and calendar rights to test; null: the test ends after the server's version.</param>
    /// <param name="outOfReach">A mailbox that the delegate must not be able to open; null: nothing is tried.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    IAsyncEnumerable<CheckResult> CheckAsync(ExchangeConnectionOptions connection, string? mailbox, string? outOfReach, CancellationToken cancellationToken);

    /// <summary>What is needed to find out whose mailbox it is (R23).</summary>
    IMailboxProof OpenProof(ExchangeConnectionOptions connection, ExchangeMailbox mailbox);
}
