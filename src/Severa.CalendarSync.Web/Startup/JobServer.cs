using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>Hangfire. Its storage is beside the data; whatever must last is in our own tables.</summary>
internal static class JobServer
{
    public const string DashboardPath = "/operations/jobs";

    public static IServiceCollection AddJobServer(this IServiceCollection services)
    {
        // This host's own, where Hangfire would take what the process set last: two hosts starting at once would swap jobs.
        services.AddSingleton(provider => JobStorages.For(
            provider.GetRequiredService<ChosenDatabase>(), provider.GetRequiredService<MigrationRule>().AtStart));
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton<IJobFilterProvider>(new JobFilterProviderCollection(JobFilterProviders.Providers, new JobFilterCollection { new JobSpans() }));
        services.AddHangfire(hangfire => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings());
        services.AddHangfireServer(server =>
        {
            server.Queues = JobQueues.All;
            server.WorkerCount = Math.Clamp(Environment.ProcessorCount * 2, 4, 20);
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
            server.ShutdownTimeout = TimeSpan.FromSeconds(25);
        });
        return services;
    }

    public static WebApplication MapJobDashboard(this WebApplication app)
    {
        app.MapHangfireDashboardWithAuthorizationPolicy(
            Policies.Operator,
            DashboardPath,
            new DashboardOptions { AppPath = "/", DashboardTitle = "Operations", DisplayStorageConnectionString = false });
        return app;
    }
}
