using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

internal sealed class ExchangeConnector(EwsClientFactory clients, IOptions<NetworkOptions> network, TimeProvider time) : IExchangeConnector
{
    public ICalendarSide OpenCalendar(ExchangeConnectionOptions connection, ExchangeMailbox mailbox) =>
        new ExchangeCalendar(Client(connection), mailbox);

    public IAsyncEnumerable<CheckResult> CheckAsync(
        ExchangeConnectionOptions connection, string? mailbox, string? outOfReach, CancellationToken cancellationToken) =>
        new MailboxCheck(Client(connection), new ServerProbe(network.Value, time, connection.Roots), time) { Mailbox = mailbox, OutOfReach = outOfReach }
            .RunAsync(cancellationToken);

    public IMailboxProof OpenProof(ExchangeConnectionOptions connection, ExchangeMailbox mailbox) => new MailboxProof(Client(connection), mailbox);

    private EwsClient Client(ExchangeConnectionOptions connection) => clients.Make(connection);
}
