namespace Severa.CalendarSync.Web.Security;

/// <summary>What every answer tells the browser: own files only, no frames, no guessing, nothing kept.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string ContentPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext http)
    {
        // At the last moment: the error handler clears headers that were set before.
        http.Response.OnStarting(Write, http);
        return next(http);
    }

    private static Task Write(object state)
    {
        var headers = ((HttpContext)state).Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
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
