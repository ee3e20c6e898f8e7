using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

internal sealed class ExchangeConnector(EwsClientFactory clients, IOptions<NetworkOptions> network, TimeProvider time) : IExchangeConnector
{
    public ICalendarSide OpenCalendar(ExchangeConnectionOptions connection, ExchangeMailbox mailbox) =>
        new ExchangeCalendar(Client(connection), mailbox);

    public async Task<bool> IsSilentAsync(ExchangeConnectionOptions connection, ExchangeMailbox mailbox, string cursor, CancellationToken cancellationToken) =>
        ExchangeCursor.Parse(cursor) is { } last
        && await new ChangeReader(Client(connection).As(new EwsCaller(mailbox.Address))).IsSilentAsync(new EwsFolderId(last.FolderId), last.SyncState, cancellationToken);

    public IAsyncEnumerable<CheckResult> CheckAsync(
        ExchangeConnectionOptions connection, string? mailbox, string? outOfReach, CancellationToken cancellationToken) =>
        new MailboxCheck(Client(connection), new ServerProbe(network.Value, time, connection.Roots), time) { Mailbox = mailbox, OutOfReach = outOfReach }
            .RunAsync(cancellationToken);

    public IMailboxProof OpenProof(ExchangeConnectionOptions connection, ExchangeMailbox mailbox) => new MailboxProof(Client(connection), mailbox);

    private EwsClient Client(ExchangeConnectionOptions connection) => clients.Make(connection);
}
