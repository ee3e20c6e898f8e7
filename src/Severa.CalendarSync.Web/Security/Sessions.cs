using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;

namespace Severa.CalendarSync.Web.Security;

/// <summary>A session ends with the next request after deactivation or a changed security stamp; roles and names are refreshed each minute.</summary>
internal static class Sessions
{
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (await IsCurrentAsync(context))
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
        }
        else
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }

    /// <summary>A page sends to the sign-in; a script or a form of a session that ended gets the bare answer.</summary>
    public static Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.Headers.XRequestedWith.Count > 0)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }

    public static Task Forbid(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static async Task<bool> IsCurrentAsync(CookieValidatePrincipalContext context)
    {
        if (!Guid.TryParse(context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            return false;
        }

        var options = context.HttpContext.RequestServices.GetRequiredService<Microsoft.Extensions.Options.IOptions<IdentityOptions>>();
        var stamp = context.Principal.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);
        var db = context.HttpContext.RequestServices.GetRequiredService<SyncDbContext>();
        return await db.Users.AnyAsync(
            account => account.Id == id && account.IsActive && account.SecurityStamp == stamp, context.HttpContext.RequestAborted);
    }
}
