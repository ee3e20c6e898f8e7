using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange.Autodiscover;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Notifications;
using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Exchange.Throttling;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange;

public static class ExchangeServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IExchangeConnector"/> and <see cref="IExchangeLocator"/> with the settings of the sections <c>Network</c> and <c>Exchange</c>.
    /// No handler repeats a request: the connector knows which may be, the handlers do not.
    /// </summary>
    public static IServiceCollection AddExchangeConnector(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NetworkOptions>()
            .Bind(configuration.GetSection(NetworkOptions.Section))
            .Validate(o => o.MaxResponseBytes > 0, "Network:MaxResponseBytes: enter a number of bytes above 0.")
            .Validate(o => o.ConnectTimeout > TimeSpan.Zero, "Network:ConnectTimeout: enter a time above 0, such as 00:00:15.")
            .Validate(o => o.MaxConnectionsPerServer > 0, "Network:MaxConnectionsPerServer: enter a number above 0.")
            .ValidateOnStart();
        services.AddOptions<ExchangeOptions>()
            .Bind(configuration.GetSection(ExchangeOptions.Section))
            .Validate(o => o.ReadTimeout > TimeSpan.Zero, "Exchange:ReadTimeout: enter a time above 0, such as 00:01:00.")
            .Validate(o => o.Heartbeat > TimeSpan.Zero, "Exchange:Heartbeat: enter a time above 0, such as 00:00:45.")
            .Validate(o => o.WriteTimeout > TimeSpan.Zero && o.WriteTimeout <= TimeSpan.FromMinutes(1), "Exchange:WriteTimeout: enter a time above 0 and at most 00:01:00, because a run's lease must outlive it.")
            .Validate(o => o.Authority is { IsAbsoluteUri: true, AbsolutePath: "/" }, "Exchange:Authority: enter an address without a path, such as https://login.microsoftonline.com.")
            .Validate(o => o.Autodiscover.HasOnlyPositiveTimes, "Exchange:Autodiscover: enter times above 0, such as 00:00:10.")
            .Validate(o => o.Autodiscover.HasOnlyHttpsEndpoints, "Exchange:Autodiscover:Endpoints: enter whole addresses with https, such as https://mail.example.org/autodiscover/autodiscover.svc.")
            .Validate(o => o.Throttling.ConcurrentRequests > 0, "Exchange:Throttling:ConcurrentRequests: enter a number above 0.")
            .Validate(o => o.Throttling.ConcurrentRequestsPerMailbox > 0, "Exchange:Throttling:ConcurrentRequestsPerMailbox: enter a number above 0.")
            .Validate(
                o => o.Throttling.Patience >= TimeSpan.Zero && o.Throttling.Patience <= ThrottlingOptions.MostPatience,
                "Exchange:Throttling:Patience: enter a time of at most 00:00:10, because a run's lease must outlive it.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RequestGates>();
        services.TryAddSingleton<ExchangeSessions>();
        services.TryAddSingleton<IExchangeNotes, ExchangeNotes>();
        services.TryAddSingleton(provider => new RequestMeter(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<EwsClientFactory>();
        services.TryAddSingleton<IExchangeConnector, ExchangeConnector>();
        services.TryAddSingleton<IExchangeNotifications, ExchangeNotifications>();
        services.TryAddSingleton<ISrvLookup>(_ => new DnsSrvLookup());
        services.TryAddSingleton(provider => new AutodiscoverReach(provider.GetRequiredService<IOptions<NetworkOptions>>()));
        services.TryAddSingleton<IExchangeLocator, ExchangeLocator>();
        return services;
    }
}
