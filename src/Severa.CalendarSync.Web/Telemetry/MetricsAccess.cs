using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Telemetry;

/// <summary>Who reads <c>/metrics</c>: a signed-in operator, or a scraper that shows its key (docs/decisions/019).</summary>
internal static class MetricsAccess
{
    public const string Path = "/metrics";

    /// <summary>Whoever shows a key is judged by it, everybody else by his session.</summary>
    private const string KeyOrSession = "MetricsKeyOrSession";

    public static IServiceCollection AddMetricsAccess(this IServiceCollection services)
    {
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, MetricsKeyHandler>(MetricsKeyHandler.SchemeName, null)
            .AddPolicyScheme(KeyOrSession, null, options => options.ForwardDefaultSelector = http =>
                http.Request.Headers.Authorization.Count > 0 ? MetricsKeyHandler.SchemeName : IdentityConstants.ApplicationScheme);
        services.Configure<AuthorizationOptions>(options => options.AddPolicy(Policies.Metrics, policy => policy
            .AddAuthenticationSchemes(KeyOrSession).RequireAuthenticatedUser().RequireRole(Roles.Operator, Policies.Scraper)));
        return services;
    }

    public static WebApplication MapMetrics(this WebApplication app)
    {
        app.MapPrometheusScrapingEndpoint(Path).RequireAuthorization(Policies.Metrics);
        return app;
    }
}
