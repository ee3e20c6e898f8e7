namespace Severa.CalendarSync.Web.Jobs;

internal static class JobServices
{
    /// <summary>Runs of mailboxes, and what triggers them.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<RunLoggers>();
        services.AddSingleton<ConnectionState>();
        services.AddSingleton<MailboxCalendars>();
        services.AddSingleton<SyncRunner>();
        services.AddSingleton<SyncTrigger>();
        services.AddTransient<DispatchJob>();
        services.AddTransient<SyncMailboxesJob>();
        services.AddTransient<PruningJob>();
        services.AddTransient<ReachJob>();
        services.AddHostedService<RecurringJobs>();
        return services;
    }
}
