using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Notifications;
using Severa.CalendarSync.Connectors.Tests.Sandbox;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>
/// An Exchange, and what the connector's contract needs of it. Whoever's it is: a test touches entries whose title begins with
/// <see cref="Marker"/> and nothing else, and at its end, good or bad, none of them is left.
/// </summary>
internal abstract class ContractServer : IAsyncDisposable
{
    /// <summary>No person's entry begins like this.</summary>
    public const string Marker = "calendarsync-contract-4be1c0d2 ";

    private int _requests;

    /// <summary>The mailbox under test.</summary>
    public abstract string Address { get; }

    /// <summary>Another one; null where there is none.</summary>
    public abstract string? SecondAddress { get; }

    /// <summary>Entries are made from this Monday on.</summary>
    public abstract DateTimeOffset Monday { get; }

    public abstract IExchangeConnector Connector { get; }

    public abstract IExchangeNotifications Notifications { get; }

    public abstract ExchangeConnectionOptions Connection { get; }

    public SyncWindow Window => new(Monday.AddDays(-7), Monday.AddDays(49));

    /// <summary>How many requests the connector has sent, and the user where he has no other way.</summary>
    public virtual int Requests => Volatile.Read(ref _requests);

    /// <summary>Who sits before Outlook.</summary>
    public abstract IContractUser User(string? address = null);

    public static string Title(string title) => Marker + title;

    /// <summary>A fresh calendar, as each run has.</summary>
    public ICalendarSide Open(string? folderId = null, string? address = null) =>
        Connector.OpenCalendar(Connection, new ExchangeMailbox(address ?? Address, Setup.Helsinki, folderId));

    public abstract ValueTask DisposeAsync();

    protected void Count(Wire wire) => wire.Before = () => Interlocked.Increment(ref _requests);
}
