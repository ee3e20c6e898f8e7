namespace Severa.CalendarSync.Web.Operations;

internal static class OperationsServices
{
    /// <summary>The pages of operators.</summary>
    public static IServiceCollection AddOperationsPages(this IServiceCollection services)
    {
        services.AddScoped<OperationsReader>();
        services.AddScoped<RunList>();
        services.AddScoped<SupportFacts>();
        services.AddScoped<SupportFile>();
        return services;
    }
}
