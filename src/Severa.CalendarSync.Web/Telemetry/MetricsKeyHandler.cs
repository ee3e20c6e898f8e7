using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Telemetry;

/// <summary>A scraper shows its key with each request; it is nobody, and may read measurements only.</summary>
internal sealed class MetricsKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, IOptions<TelemetryOptions> telemetry)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "MetricsKey";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(IsKey(Request.Headers.Authorization.ToString())
        ? AuthenticateResult.Success(new AuthenticationTicket(
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, Policies.Scraper)], Scheme.Name)), Scheme.Name))
        : AuthenticateResult.Fail("The key is not the one of Telemetry:MetricsKey."));

    /// <summary>Compares in the same time whatever is wrong with it.</summary>
    private bool IsKey(string header) =>
        telemetry.Value.MetricsKey is { Length: >= TelemetryOptions.ShortestKey } key
        && CryptographicOperations.FixedTimeEquals(Hash(header), Hash($"Bearer {key}"));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
