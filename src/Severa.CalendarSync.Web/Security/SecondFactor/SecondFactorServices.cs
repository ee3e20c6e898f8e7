namespace Severa.CalendarSync.Web.Security.SecondFactor;

internal static class SecondFactorServices
{
    /// <summary>Where the service is only tried out, nobody has to have a second factor; elsewhere administrators and operators do.</summary>
    public static IServiceCollection AddSecondFactor(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services
            .Configure<AccountOptions>(options => options.SecondFactor = environment.IsDevelopment() ? SecondFactorRule.Offered : SecondFactorRule.Required)
            .Configure<AccountOptions>(configuration.GetSection(AccountOptions.Section));
        return services
            .AddScoped<SecondFactorCodes>()
            .AddScoped<SecondFactorSetup>()
            .AddScoped<PendingSignIn>()
            .AddScoped<SignInSteps>();
    }
}
