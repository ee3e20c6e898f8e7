using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Web.Alerts;

internal static class AlertServices
{
    /// <summary>What administrators are told without looking: by mail and webhook.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddSingleton<OutgoingRequests>();
        services.AddSingleton<AlertWords>();
        services.AddSingleton<AlertWebhook>();
        services.AddSingleton<AlertPost>();
        services.AddSingleton<NoticedHere>();
        services.AddSingleton<AlertWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<AlertWatch>());
        services.AddScoped<AlertSettingsEditor>();
        return services;
    }
}
