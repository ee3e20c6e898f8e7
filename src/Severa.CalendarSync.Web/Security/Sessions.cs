using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security;

/// <summary>
/// A session ends with the next request after deactivation or a changed security stamp, after eight hours, and for administrators and
/// operators when they are idle. Roles and names are refreshed within a minute.
/// </summary>
internal static class Sessions
{
    /// <summary>Roles and names are at most twice as old: a session that was seen in between is validated that much later.</summary>
    public static readonly TimeSpan ValidatedEvery = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan SeenEvery = TimeSpan.FromSeconds(30);

    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        if (SessionTimes.Read(context.Properties) is { } times && !IsOver(context, times, now) && await IsCurrentAsync(context))
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
            See(context, times, now);
        }
        else
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }

    /// <summary>A sign-in starts the times; a renewed one keeps them.</summary>
    public static Task StartAsync(CookieSigningInContext context)
    {
        if (SessionTimes.Read(context.Properties) is null)
        {
            SessionTimes.New(context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()).Write(context.Properties);
        }

        return Task.CompletedTask;
    }

    /// <summary>Whether a page asked by itself, as progress bars do.</summary>
    private static bool IsByScript(HttpRequest request) => request.Headers.XRequestedWith.Count > 0;

    private static bool IsOver(CookieValidatePrincipalContext context, SessionTimes times, DateTimeOffset now)
    {
        var rules = context.HttpContext.RequestServices.GetRequiredService<IOptions<SessionOptions>>().Value;
        var isPrivileged = context.Principal?.IsInRole(Roles.Administrator) == true || context.Principal?.IsInRole(Roles.Operator) == true;
        return times.IsOver(now, isPrivileged, rules);
    }

    /// <summary>Notes now and then that somebody is there: the cookie need not be written by every request.</summary>
    private static void See(CookieValidatePrincipalContext context, SessionTimes times, DateTimeOffset now)
    {
        if (!IsByScript(context.Request) && now - times.SeenAt >= SeenEvery)
        {
            (times with { SeenAt = now }).Write(context.Properties);
            context.ShouldRenew = true;
        }
    }

    /// <summary>A page sends to the sign-in; a script or a form of a session that ended gets the bare answer.</summary>
    public static Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsByScript(context.Request))
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

        var options = context.HttpContext.RequestServices.GetRequiredService<IOptions<IdentityOptions>>();
        var stamp = context.Principal.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);
        var db = context.HttpContext.RequestServices.GetRequiredService<SyncDbContext>();
        return await db.Users.AnyAsync(
            account => account.Id == id && account.IsActive && account.SecurityStamp == stamp, context.HttpContext.RequestAborted);
    }
}
