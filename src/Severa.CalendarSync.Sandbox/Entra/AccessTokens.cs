using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Severa.CalendarSync.Sandbox.Entra;

/// <summary>
/// Issues access tokens and checks them as Exchange does. The key is new at each start: tokens do not outlive the program.
/// See https://learn.microsoft.com/entra/identity-platform/access-tokens.
/// </summary>
internal sealed class AccessTokens(IOptions<SandboxOptions> options, TimeProvider clock) : IDisposable
{
    public const string Exchange = "https://outlook.office365.com";
    private const string Role = "full_access_as_app";
    private const string KeyId = "sandbox";
    private Lazy<RSA> _key = NewKey();
    private int _issued;

    private static readonly string[] Cloud = [Exchange, "https://outlook.office.com", "https://graph.microsoft.com"];

    private bool IsOffice365 => options.Value.Product is { IsOffice365: true };

    /// <summary>How many tokens were given out.</summary>
    public int Issued => _issued;

    /// <summary>
    /// What tokens can be asked for. An organisation with hybrid modern authentication has registered its own server as well: by its host.
    /// See https://learn.microsoft.com/microsoft-365/enterprise/configure-exchange-server-for-hybrid-modern-authentication.
    /// </summary>
    public bool Knows(string resource, string host) => Cloud.Contains(resource, StringComparer.Ordinal) || (!IsOffice365 && (IsOwn(resource, host) || IsThisMachine(resource)));

    public string Issue(SandboxApplication application, string resource)
    {
        Interlocked.Increment(ref _issued);
        var now = clock.GetUtcNow();
        var claims = new JsonObject
        {
            ["aud"] = resource,
            ["iss"] = $"https://sts.windows.net/{application.TenantId}/",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + options.Value.TokenLifetime).ToUnixTimeSeconds(),
            ["appid"] = application.ClientId,
            ["idtyp"] = "app",
            ["tid"] = application.TenantId,
            ["ver"] = "1.0",
        };
        if (application.HasFullAccess)
        {
            claims["roles"] = new JsonArray(Role);
        }

        return Jwt.Write(new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = KeyId }, claims, _key.Value);
    }

    /// <summary>The application of a token that opens this Exchange, or why it does not.</summary>
    /// <param name="text">The token.</param>
    /// <param name="host">What the server was called by.</param>
    public (SandboxApplication? Application, TokenProblem? Problem) Check(string text, string host)
    {
        if (Jwt.Parse(text) is not { } token)
        {
            return (null, TokenProblem.Broken);
        }

        if (!token.IsSignedBy(_key.Value))
        {
            return (null, TokenProblem.WrongSignature);
        }

        if (token.Time("exp") is not { } end || end <= clock.GetUtcNow())
        {
            return (null, TokenProblem.Expired);
        }

        var audience = Jwt.Text(token.Claims, "aud") ?? "";
        if (IsOffice365 ? audience != Exchange : !IsOwn(audience, host))
        {
            return (null, TokenProblem.ForAnother);
        }

        var application = options.Value.EffectiveApplications.FirstOrDefault(a => a.ClientId == Jwt.Text(token.Claims, "appid"));
        return application is null || !HasRole(token) ? (null, TokenProblem.NoPermission) : (application, null);
    }

    /// <summary>No token given out so far works any more, as after a withdrawn consent.</summary>
    public void Withdraw() => Interlocked.Exchange(ref _key, NewKey());

    /// <summary>The public key, for whoever wants to check a token himself.</summary>
    public JsonObject Keys()
    {
        var key = _key.Value.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = KeyId,
                ["n"] = System.Buffers.Text.Base64Url.EncodeToString(key.Modulus),
                ["e"] = System.Buffers.Text.Base64Url.EncodeToString(key.Exponent),
            }),
        };
    }

    public void Dispose()
    {
        if (_key.IsValueCreated)
        {
            _key.Value.Dispose();
        }
    }

    private static bool IsOwn(string resource, string host) => string.Equals(resource.TrimEnd('/'), "https://" + host, StringComparison.OrdinalIgnoreCase);

    /// <summary>A machine has several names for itself.</summary>
    private static bool IsThisMachine(string resource) => Uri.TryCreate(resource, UriKind.Absolute, out var uri) && uri is { IsLoopback: true, Scheme: "https", PathAndQuery: "/" };

    private static Lazy<RSA> NewKey() => new(() => RSA.Create(2048));

    private static bool HasRole(Jwt token) => token.Claims["roles"] is JsonArray roles && roles.Any(role => role?.ToString() == Role);
}

/// <summary>
/// Why Exchange refuses a token: the value of x-ms-diagnostics. See
/// https://learn.microsoft.com/exchange/client-developer/exchange-web-services/instrumenting-client-requests-for-ews-and-rest-in-exchange.
/// </summary>
internal sealed record TokenProblem(int Code, string Reason, string Category)
{
    public static readonly TokenProblem WrongSignature = new(2000000, "The token has an invalid signature.", "invalid_signature");
    public static readonly TokenProblem Broken = new(2000001, "The token cannot be read.", "invalid_token");
    public static readonly TokenProblem Expired = new(2000002, "The token has expired.", "token_expired");
    public static readonly TokenProblem ForAnother = new(2000003, "The audience claim value is invalid.", "invalid_resource");
    public static readonly TokenProblem NoPermission = new(2000008, "The token contains no permissions, or permissions can not be understood.", "invalid_grant");

    public string Header => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Code};reason=\"{Reason}\";error_category=\"{Category}\"");
}
