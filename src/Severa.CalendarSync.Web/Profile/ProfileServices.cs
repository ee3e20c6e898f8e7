namespace Severa.CalendarSync.Web.Profile;

internal static class ProfileServices
{
    public static IServiceCollection AddProfilePages(this IServiceCollection services)
    {
        services.AddScoped<OwnMailbox>();
        services.AddScoped<OwnSwitch>();
        services.AddScoped<ProfileEditor>();
        services.AddScoped<HistoryReader>();
        services.AddScoped<HeldDeletions>();
        services.AddScoped<WhyFinder>();
        services.AddScoped<OwnUndo>();
        services.AddScoped<OwnPlan>();
        services.AddScoped<OwnLinks>();
        services.AddScoped<ActionWords>();
        services.AddScoped<ConflictValues>();
        services.AddScoped<ProofEntries>();
        services.AddScoped<ProofSteps>();
        services.AddHostedService<ProofCleanUp>();
        return services;
    }
}
