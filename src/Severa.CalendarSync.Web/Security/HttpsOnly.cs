namespace Severa.CalendarSync.Web.Security;

/// <summary>
/// Where no redirection to https is possible (a proxy in front that is not known here), says so instead of failing at the first cookie.
/// Probes of health may come over http.
/// </summary>
internal sealed class HttpsOnly(RequestDelegate next)
{
    private const string Advice =
        "This service answers over https only. Behind a proxy that ends https, name its address in Proxy:Known, and let it send X-Forwarded-For and X-Forwarded-Proto.";

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.IsHttps || http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return http.Response.WriteAsync(Advice, http.RequestAborted);
    }
}
