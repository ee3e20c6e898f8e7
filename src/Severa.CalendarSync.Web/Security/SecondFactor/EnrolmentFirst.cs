using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Web.Security.Sessions;

namespace Severa.CalendarSync.Web.Security.SecondFactor;

/// <summary>A page that opens before the second factor that is demanded is set up.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BeforeEnrolmentAttribute : Attribute;

/// <summary>
/// Whoever must have a second factor, by his role or like everybody, and has none does nothing but set it up: pages lead there, everything else is
/// forbidden, whatever endpoint it is.
/// </summary>
internal sealed class EnrolmentFirst(RequestDelegate next)
{
    public const string Page = "/profile/second-factor";

    /// <summary>A claim of such a session. It is made with the roles, and refreshed with them.</summary>
    public const string Missing = "second-factor-missing";

    public static bool IsDemandedOf(ClaimsIdentity identity, SecondFactorRule rule) =>
        rule switch
        {
            SecondFactorRule.Offered => false,
            SecondFactorRule.Required => new ClaimsPrincipal(identity).IsPrivileged(),
            SecondFactorRule.Everybody => true,
        };

    /// <summary>The session waits for its second factor; one that the provider asked for is as good.</summary>
    public static async Task<bool> IsWaitingAsync(HttpContext http) =>
        http.User.HasClaim(claim => claim.Type == Missing) && !(await SessionOrigin.OfAsync(http)).HasSecondFactor;

    public async Task InvokeAsync(HttpContext http)
    {
        if (IsOpen(http.GetEndpoint()) || !await IsWaitingAsync(http))
        {
            await next(http);
        }
        else if (HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Redirect(Page);
        }
        else
        {
            await http.ForbidAsync(IdentityConstants.ApplicationScheme);
        }
    }

    /// <summary>What is open to anybody, and the pages that lead to a second factor or out.</summary>
    private static bool IsOpen(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null || endpoint?.Metadata.GetMetadata<BeforeEnrolmentAttribute>() is not null;
}
