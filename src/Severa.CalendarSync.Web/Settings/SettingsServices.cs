using Microsoft.Extensions.DependencyInjection.Extensions;
using Severa.CalendarSync.Web.Help;
using Severa.CalendarSync.Web.Overview;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Settings;

internal static class SettingsServices
{
    /// <summary>Activity types, synchronization, and the help these pages link to.</summary>
    public static IServiceCollection AddOrganizationSettings(this IServiceCollection services)
    {
        services.AddScoped<SettingsChange>();
        services.AddScoped<SynchronizationEditor>();
        services.AddScoped<ActivityTypeEditor>();
        services.AddScoped<ActivityTypeRules>();
        services.AddScoped<UntickedCopies>();
        services.AddScoped<OverviewReader>();
        services.AddScoped<OverviewDecisions>();
        services.AddSingleton<HelpTopics>();
        services.TryAddScoped<Audit>();
        return services;
    }
}
