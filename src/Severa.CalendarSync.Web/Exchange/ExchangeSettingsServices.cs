using Microsoft.Extensions.DependencyInjection.Extensions;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Settings;

namespace Severa.CalendarSync.Web.Exchange;

internal static class ExchangeSettingsServices
{
    /// <summary>The connection to Exchange, its settings and its test.</summary>
    public static IServiceCollection AddExchangeSettings(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddExchangeConnector(configuration);

        // The simulated Exchange runs on this machine, without TLS, in Development only.
        var hasSandbox = environment.IsDevelopment() && configuration.GetValue<bool>("Sandbox:Enabled");
        services.PostConfigure<NetworkOptions>(options => options.AllowLoopback = hasSandbox);
        services.AddSingleton<ConnectionSettings>();
        services.AddSingleton<ConnectionTests>();
        services.AddScoped<ConnectionEditor>();
        services.AddScoped<SettingsChange>();
        services.AddScoped<SynchronizationEditor>();
        services.AddScoped<ActivityTypeRules>();
        services.AddScoped<ActivityTypeEditor>();
        services.TryAddScoped<Audit>();
        return services;
    }
}
