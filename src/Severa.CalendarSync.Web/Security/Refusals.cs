using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Severa.CalendarSync.Web.Security;

/// <summary>Somebody asked for what he may not: the bare answer, and a line of the log that tells who, by his id.</summary>
internal static partial class Refusals
{
    public static Task Forbid(RedirectContext<CookieAuthenticationOptions> context)
    {
        var (http, log) = (context.HttpContext, context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Refusals)));
        LogRefused(log, http.User.FindFirstValue(ClaimTypes.NameIdentifier), http.Request.Method, http.Request.Path.ToUriComponent());
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused: account {AccountId} may not {Method} {Path}")]
    private static partial void LogRefused(ILogger log, string? accountId, string method, string path);
}
