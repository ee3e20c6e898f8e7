using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Severa.CalendarSync.Sandbox.Entra;

/// <summary>
/// Who asks for a token, whether he proves it, and for what.
/// See https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow.
/// </summary>
internal sealed class TokenRequests(IOptions<SandboxOptions> options, AccessTokens tokens, TimeProvider clock)
{
    private const string Suffix = "/.default";
    private static readonly string[] Needed = ["grant_type", "client_id", "scope"];

    public (JsonObject? Token, EntraError? Error) Answer(string tenant, string host, IReadOnlyDictionary<string, string> form)
    {
        var applications = options.Value.EffectiveApplications.Where(application => application.IsIn(tenant)).ToList();
        if (applications.Count == 0)
        {
            return (null, EntraError.UnknownTenant(tenant));
        }

        if (Needed.FirstOrDefault(name => form.GetValueOrDefault(name, "").Length == 0) is { } missing)
        {
            return (null, EntraError.MissingParameter(missing));
        }

        if (form["grant_type"] != "client_credentials")
        {
            return (null, EntraError.WrongGrant(form["grant_type"]));
        }

        if (applications.Find(application => string.Equals(application.ClientId, form["client_id"], StringComparison.OrdinalIgnoreCase)) is not { } asking)
        {
            return (null, EntraError.UnknownApplication(form["client_id"], tenant));
        }

        return (CheckProof(asking, tenant, host, form) ?? CheckScope(form["scope"], host)) is { } error ? (null, error) : (Token(asking, form["scope"]), null);
    }

    private EntraError? CheckProof(SandboxApplication application, string tenant, string host, IReadOnlyDictionary<string, string> form)
    {
        if (form.TryGetValue("client_assertion", out var assertion))
        {
            return form.GetValueOrDefault("client_assertion_type") == ClientAssertion.Type
                ? ClientAssertion.Check(assertion, application, tenant, host, clock.GetUtcNow())
                : EntraError.MissingParameter("client_assertion_type");
        }

        if (!form.TryGetValue("client_secret", out var secret))
        {
            return EntraError.NoProof();
        }

        return application.ClientSecret.Length == 0 || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(application.ClientSecret))
            ? EntraError.WrongSecret(application.ClientId)
            : application.SecretExpires <= clock.GetUtcNow() ? EntraError.ExpiredSecret(application.ClientId) : null;
    }

    private EntraError? CheckScope(string scope, string host)
    {
        if (!scope.EndsWith(Suffix, StringComparison.Ordinal) || scope.Contains(' ', StringComparison.Ordinal))
        {
            return EntraError.WrongScope(scope);
        }

        return tokens.Knows(Resource(scope), new HostString(host).Host) ? null : EntraError.UnknownResource(Resource(scope));
    }

    private JsonObject Token(SandboxApplication application, string scope)
    {
        var seconds = (int)options.Value.TokenLifetime.TotalSeconds - 1;
        return new JsonObject
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = seconds,
            ["ext_expires_in"] = seconds,
            ["access_token"] = tokens.Issue(application, Resource(scope)),
        };
    }

    private static string Resource(string scope) => scope[..^Suffix.Length];
}
