using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Exchange.Throttling;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>Makes the clients of a connection: they share its session, its gate, and what is known of its servers.</summary>
internal sealed class EwsClientFactory(
    ExchangeSessions sessions, IOptions<NetworkOptions> network, IOptions<ExchangeOptions> options, RequestGates gates, RequestMeter meter, ILoggerFactory loggers, TimeProvider time)
{
    private readonly SchemaMemory _schemas = new(time);

    /// <summary>A client in the delegate's own name.</summary>
    /// <exception cref="Core.Sync.SideException">E5: this machine cannot sign in that way.</exception>
    public EwsClient Make(ExchangeConnectionOptions connection) => Make(connection, session => session.Requests);

    /// <summary>The same for connections that stay open, and the requests about them.</summary>
    public EwsClient MakeListening(ExchangeConnectionOptions connection) => Make(connection, session => session.Streams);

    private EwsClient Make(ExchangeConnectionOptions connection, Func<ExchangeSession, HttpClient> choose)
    {
        var session = sessions.Of(connection);
        var log = new EwsWireLog(loggers.CreateLogger(EwsWireLog.Category), options.Value.WireLog, meter);
        var transport = new EwsTransport(session, choose(session), connection, log, time, network.Value);
        return new EwsClient(transport, new EwsCaller(), gates.Of(connection), _schemas, time);
    }
}
