namespace Severa.CalendarSync.Web.Accounts;

internal static class AccountServices
{
    public static IServiceCollection AddAccountServices(this IServiceCollection services)
    {
        return services;
    }
}
