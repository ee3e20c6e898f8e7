using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Security;

/// <summary>What every answer tells the browser: own files only, no frames, no guessing, nothing kept.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string ContentPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Hangfire's pages set widths and colours by style attributes. Scripts stay as strict as everywhere.</summary>
    private const string DashboardPolicy = ContentPolicy + "; style-src 'self' 'unsafe-inline'";

    public Task InvokeAsync(HttpContext http)
    {
        // Asked now: the dashboard changes the path of its requests.
        var isDashboard = http.Request.Path.StartsWithSegments(JobServer.DashboardPath, StringComparison.OrdinalIgnoreCase);

        // Written at the last moment: the error handler clears headers that were set before.
        http.Response.OnStarting(() => WriteAsync(http.Response.Headers, isDashboard ? DashboardPolicy : ContentPolicy));
        return next(http);
    }

    /// <summary>Nobody is signed in any more: the browser throws away what it may still have of our pages.</summary>
    public static void Forget(HttpResponse response) => response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";

    private static Task WriteAsync(IHeaderDictionary headers, string contentPolicy)
    {
        headers.ContentSecurityPolicy = contentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (headers.ETag.Count == 0 && headers.LastModified.Count == 0)
        {
            // A page, not a file.
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }
}
