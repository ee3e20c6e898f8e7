using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Protection;
using Severa.CalendarSync.Web.Security.Sessions;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>One word for probes. Ready never depends on Exchange: restarting would not bring it back.</summary>
internal static class Health
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<ReadyCheck>("ready");
        return services;
    }

    public static WebApplication MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().WithMetadata(new WithoutSession());
        app.MapHealthChecks("/health/ready").AllowAnonymous().WithMetadata(new WithoutSession());
        return app;
    }

    private sealed class ReadyCheck(IDbContextFactory<SyncDbContext> contexts, ColumnProtector protector) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (!await db.Database.CanConnectAsync(cancellationToken))
            {
                return HealthCheckResult.Unhealthy("The database cannot be reached.");
            }

            if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            {
                return HealthCheckResult.Unhealthy("The database waits for migrations.");
            }

            protector.WarmUp();
            return HealthCheckResult.Healthy();
        }
    }
}
