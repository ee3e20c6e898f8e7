namespace Severa.CalendarSync.Web.Activities;

internal static class ActivityServices
{
    public static IServiceCollection AddActivityPages(this IServiceCollection services)
    {
        services.AddScoped<SyncMarks>();
        services.AddScoped<CalendarReader>();
        services.AddScoped<ActivityLists>();
        return services;
    }
}
