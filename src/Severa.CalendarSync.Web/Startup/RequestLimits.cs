using System.Threading.RateLimiting;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>How often one address may try. An account has its own lockout beside this.</summary>
internal static class RequestLimits
{
    /// <summary>Sign-in, set-up and invitation: anonymous guesses.</summary>
    public const string Guesses = "guesses";

    /// <summary>Expensive things a signed-in person may ask for: Sync now, preview, proof codes, connection tests, bulk checks.</summary>
    public const string Work = "work";

    public static IServiceCollection AddRequestLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var guesses = configuration.GetValue("Limits:GuessesPerMinute", 20);
        var work = configuration.GetValue("Limits:WorkPerMinute", 30);
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(Guesses, http => Window(http, $"address {http.Connection.RemoteIpAddress}", guesses));
            options.AddPolicy(Work, http => Window(http, $"account {http.User.Identity?.Name ?? http.Connection.RemoteIpAddress?.ToString()}", work));
        });
        return services;
    }

    /// <summary>Reading is free; each POST counts.</summary>
    private static RateLimitPartition<string> Window(HttpContext http, string key, int permits) =>
        HttpMethods.IsPost(http.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter("");
}
