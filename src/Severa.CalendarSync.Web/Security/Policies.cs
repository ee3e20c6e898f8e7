using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security;

/// <summary>Who may do what. Everything needs sign-in unless it is named here.</summary>
public static class Policies
{
    public const string Administrator = "Administrator";
    public const string Operator = "Operator";

    /// <summary>Operators, and scrapers that show their key.</summary>
    public const string Metrics = "Metrics";

    /// <summary>The role of a scraper; no account has it.</summary>
    public const string Scraper = "Scraper";

    /// <summary>The pages that nobody has to be signed in for.</summary>
    public static readonly IReadOnlyList<string> AnonymousPages = ["/SignIn", "/SignInCode", "/SignInProvider", "/SignOutProvider", "/SetUp", "/Invitation", "/Status"];

    /// <summary>Administrator or operator: has more to lose than his own calendar.</summary>
    public static bool IsPrivileged(this ClaimsPrincipal user) => user.IsInRole(Roles.Administrator) || user.IsInRole(Roles.Operator);

    public static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(signedIn)
            .SetFallbackPolicy(signedIn)
            .AddPolicy(Administrator, policy => policy.RequireAuthenticatedUser().RequireRole(Roles.Administrator))
            .AddPolicy(Operator, policy => policy.RequireAuthenticatedUser().RequireRole(Roles.Operator));
        return services;
    }
}
