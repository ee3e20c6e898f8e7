namespace Severa.CalendarSync.Web.Security.Sessions;

internal static class SessionServices
{
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddOptions<AccountSessionOptions>().BindConfiguration("Sessions")
            .Validate(options => options.IsPossible, "Sessions: enter times above 0, such as 08:00:00.").ValidateOnStart();
        return services.AddScoped<SessionRenewal>().AddScoped<OwnSessions>().AddScoped<EverybodysSessions>();
    }
}
