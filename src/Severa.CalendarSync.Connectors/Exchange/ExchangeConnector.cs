using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Throttling;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

internal sealed class ExchangeConnector(
    IHttpClientFactory clients, IOptions<NetworkOptions> network, IOptions<ExchangeOptions> options, RequestGates gates, ILoggerFactory loggers, TimeProvider time)
    : IExchangeConnector
{
    /// <summary>The name of the HTTP client every request goes through.</summary>
    public const string HttpClientName = "exchange";

    private readonly SchemaMemory _schemas = new(time);

    public ICalendarSide OpenCalendar(ExchangeConnectionOptions connection, ExchangeMailbox mailbox) =>
        new ExchangeCalendar(Client(connection), mailbox);

    public IAsyncEnumerable<CheckResult> CheckAsync(ExchangeConnectionOptions connection, string? mailbox, CancellationToken cancellationToken) =>
        new MailboxCheck(Client(connection), new ServerProbe(network.Value, time), mailbox, time).RunAsync(cancellationToken);

    public IMailboxProof OpenProof(ExchangeConnectionOptions connection, ExchangeMailbox mailbox) => new MailboxProof(Client(connection), mailbox);

    private EwsClient Client(ExchangeConnectionOptions connection)
    {
        var log = new EwsWireLog(loggers.CreateLogger(EwsWireLog.Category), options.Value.WireLog);
        var transport = new EwsTransport(clients.CreateClient(HttpClientName), connection, log, time, network.Value);
        return new EwsClient(transport, new EwsCaller(), gates.Of(connection), _schemas, time);
    }
}
