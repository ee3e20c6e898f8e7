namespace Severa.CalendarSync.Web.OwnData;

internal static class OwnDataServices
{
    public static IServiceCollection AddOwnData(this IServiceCollection services)
    {
        services.AddScoped<OwnDataReader>();
        services.AddScoped<OwnDataDownload>();
        services.AddScoped<OwnErasure>();
        return services;
    }
}
