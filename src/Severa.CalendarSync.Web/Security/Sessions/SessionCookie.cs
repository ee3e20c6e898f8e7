using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Sessions;

namespace Severa.CalendarSync.Web.Security.Sessions;

/// <summary>
/// The cookie names a session of the database (<see cref="AccountSessions"/>), and each request asks whether it is still there: one query,
/// so that what ended it counts at once, on every node. Roles and names in the cookie are refreshed within a minute.
/// </summary>
internal static class SessionCookie
{
    /// <summary>Roles and names are at most twice as old: a session that was seen in between is validated that much later.</summary>
    public static readonly TimeSpan ValidatedEvery = TimeSpan.FromSeconds(30);

    /// <summary>How coarse it is noted that somebody is there.</summary>
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private const string Secret = "session";

    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<WithoutSession>() is not null)
        {
            context.RejectPrincipal();
        }
        else if (await FindAsync(context) is { } session)
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
            http.Features.Set(context.Principal is null ? null : session);
            await SeeAsync(http, session);
        }
        else
        {
            context.RejectPrincipal();
            SecurityHeaders.Forget(http.Response);
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }

    /// <summary>A sign-in begins a session, and ends the one that this browser had. A session that goes on brings its name along.</summary>
    public static async Task StartAsync(CookieSigningInContext context)
    {
        if (context.Properties.Items.ContainsKey(Secret))
        {
            return;
        }

        var http = context.HttpContext;
        var sessions = http.RequestServices.GetRequiredService<AccountSessions>();
        if (Current(http) is { } former)
        {
            await sessions.EndAsync(former.AccountId, former.Id, http.RequestAborted);
        }

        Name(context.Properties, await sessions.BeginAsync(Describe(context), http.RequestAborted));
    }

    /// <summary>The session of this request; null where nobody is signed in.</summary>
    public static AccountSession? Current(HttpContext http) => http.Features.Get<AccountSession>();

    public static void Name(AuthenticationProperties cookie, string secret) => cookie.Items[Secret] = secret;

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

    private static NewSession Describe(CookieSigningInContext context)
    {
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        var origin = SessionOrigin.Read(context.Properties);
        var browser = BrowserName.Of(http.Request.Headers.UserAgent.ToString());
        var stampClaim = services.GetRequiredService<IOptions<IdentityOptions>>().Value.ClaimsIdentity.SecurityStampClaimType;
        return new NewSession(
            Guid.Parse(context.Principal!.FindFirstValue(ClaimTypes.NameIdentifier)!),
            context.Principal!.FindFirstValue(stampClaim)!,
            services.GetRequiredService<IOptions<AccountSessionOptions>>().Value.Longest)
        {
            Way = origin.Way,
            Step = origin.Step,
            Browser = browser.Browser,
            Platform = browser.Platform,
        };
    }

    /// <summary>Null where it was ended, or is over; what is over goes.</summary>
    private static async Task<AccountSession?> FindAsync(CookieValidatePrincipalContext context)
    {
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        var sessions = services.GetRequiredService<AccountSessions>();
        if (!context.Properties.Items.TryGetValue(Secret, out var secret)
            || await sessions.FindAsync(secret!, http.RequestAborted) is not { } session)
        {
            return null;
        }

        var rules = services.GetRequiredService<IOptions<AccountSessionOptions>>().Value;
        if (!rules.IsOver(session, Now(services), context.Principal!.IsPrivileged()))
        {
            return session;
        }

        await sessions.EndAsync(session.AccountId, session.Id, http.RequestAborted);
        return null;
    }

    /// <summary>Notes now and then that somebody is there, so that few requests write.</summary>
    private static async Task SeeAsync(HttpContext http, AccountSession session)
    {
        if (!IsByScript(http.Request) && Now(http.RequestServices) - session.SeenAt >= SeenEvery)
        {
            await http.RequestServices.GetRequiredService<AccountSessions>().SeeAsync(session, http.RequestAborted);
        }
    }

    private static DateTime Now(IServiceProvider services) => services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    /// <summary>Whether a page asked by itself, as progress bars do.</summary>
    private static bool IsByScript(HttpRequest request) => request.Headers.XRequestedWith.Count > 0;
}
