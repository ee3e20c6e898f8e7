using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Notifications;

internal sealed class ExchangeNotifications(EwsClientFactory clients, IOptions<ExchangeOptions> options, ILoggerFactory loggers, TimeProvider time)
    : IExchangeNotifications
{
    /// <summary>The name of the HTTP client of open connections and of the requests about them.</summary>
    public const string HttpClientName = "exchange-notifications";

    public bool CanListen(ExchangeVersion version)
    {
        try
        {
            return EwsDialect.Of(version).HasStreaming;
        }
        catch (SideException)
        {
            // A product that cannot be reached at all tells nothing either.
            return false;
        }
    }

    public async Task ListenAsync(
        ExchangeConnectionOptions connection, ListeningGroup group, Action<ChangeSignal> onSignal, CancellationToken cancellationToken)
    {
        var client = clients.Make(connection, HttpClientName);
        var setting = new ListenerSetting(time, 2 * options.Value.Heartbeat, loggers.CreateLogger<IExchangeNotifications>());
        await using var listener = new GroupListener(client, group, onSignal, setting);
        await listener.RunAsync(cancellationToken);
    }
}

/// <summary>What a listener is given of its surroundings.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Silence">How long an open connection may say nothing.</param>
/// <param name="Logger">The log.</param>
internal sealed record ListenerSetting(TimeProvider Time, TimeSpan Silence, ILogger Logger);
