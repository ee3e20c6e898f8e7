using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Web.Exchange;

internal static class ExchangeSettingsServices
{
    /// <summary>The connection to Exchange: its settings and its test.</summary>
    public static IServiceCollection AddExchangeSettings(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddExchangeConnector(configuration);

        // The simulated Exchange runs on this machine, without TLS, in Development only.
        var hasSandbox = environment.IsDevelopment() && configuration.GetValue<bool>("Sandbox:Enabled");
        services.PostConfigure<NetworkOptions>(options => options.AllowLoopback = hasSandbox);
        services.AddSingleton<ConnectionSettings>();
        services.AddSingleton<MailboxConnections>();
        services.AddSingleton<ReachChecks>();
        services.AddSingleton<ConnectionRecovery>();
        services.AddSingleton<ConnectionTests>();
        services.AddSingleton<MailboxCheckBoard>();
        services.AddSingleton<MailboxChecks>();
        services.AddScoped<MailboxCheckStart>();
        services.AddScoped<ConnectionEditor>();
        return services;
    }
}
