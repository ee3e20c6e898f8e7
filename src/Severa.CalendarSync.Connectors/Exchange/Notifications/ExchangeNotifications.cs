using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange.Ews;

namespace Severa.CalendarSync.Connectors.Exchange.Notifications;

internal sealed class ExchangeNotifications(EwsClientFactory clients, IOptions<ExchangeOptions> options, ILoggerFactory loggers, TimeProvider time)
    : IExchangeNotifications
{
    public bool CanListen(ExchangeVersion version) => EwsDialect.Of(version).HasStreaming;

    public async Task ListenAsync(
        ExchangeConnectionOptions connection, ListeningGroup group, Action<ChangeSignal> onSignal, CancellationToken cancellationToken)
    {
        var client = clients.MakeListening(connection);
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
