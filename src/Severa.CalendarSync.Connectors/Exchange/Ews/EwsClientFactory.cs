using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange.Throttling;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>Makes the clients of a connection: they share its gate, and what is known of its servers.</summary>
internal sealed class EwsClientFactory(
    IHttpClientFactory clients, IOptions<NetworkOptions> network, IOptions<ExchangeOptions> options, RequestGates gates, ILoggerFactory loggers, TimeProvider time)
{
    private readonly SchemaMemory _schemas = new(time);

    /// <summary>A client in the delegate's own name.</summary>
    /// <param name="connection">Where, and as whom.</param>
    /// <param name="httpClientName">The named HTTP client the requests go through.</param>
    public EwsClient Make(ExchangeConnectionOptions connection, string httpClientName)
    {
        var log = new EwsWireLog(loggers.CreateLogger(EwsWireLog.Category), options.Value.WireLog);
        var transport = new EwsTransport(clients.CreateClient(httpClientName), connection, log, time, network.Value);
        return new EwsClient(transport, new EwsCaller(), gates.Of(connection), _schemas, time);
    }
}
