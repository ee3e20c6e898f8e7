using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Severa.CalendarSync.Web.Tests.Provider;

/// <summary>Somebody at the provider.</summary>
internal sealed record ProviderPerson(string Subject, string? Email = null, object? IsVerified = null, string[]? Methods = null, DateTimeOffset? SignedInAt = null);

/// <summary>A provider of sign-ins on this machine: code with PKCE, signed tokens, and lies where a test wants them.</summary>
internal sealed class TestProvider : IAsyncDisposable
{
    public const string ClientId = "calendarsync";
    public const string ClientSecret = "hush-4711";

    private readonly WebApplication _app;
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "key" };
    private readonly RsaSecurityKey _strangersKey = new(RSA.Create(2048)) { KeyId = "key" };
    private readonly Dictionary<string, IQueryCollection> _codes = [];

    public TestProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapGet("/.well-known/openid-configuration", () => new
        {
            issuer = Issuer,
            authorization_endpoint = $"{Issuer}/authorize",
            token_endpoint = $"{Issuer}/token",
            jwks_uri = $"{Issuer}/keys",
            end_session_endpoint = $"{Issuer}/leave",
            response_types_supported = new[] { "code" },
            subject_types_supported = new[] { "public" },
            id_token_signing_alg_values_supported = new[] { "RS256" },
        });
        _app.MapGet("/keys", Keys);
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", TokenAsync);
    }

    public string Issuer => _app.Urls.First();

    /// <summary>Who sits in front of the browser.</summary>
    public ProviderPerson Person { get; set; } = new("nobody");

    /// <summary>What the next tokens claim falsely.</summary>
    public string? Lie { get; set; }

    /// <summary>The last request for a sign-in.</summary>
    public IQueryCollection? Asked { get; private set; }

    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private object Keys()
    {
        var key = _key.Rsa.ExportParameters(includePrivateParameters: false);
        return new { keys = new[] { new { kty = "RSA", use = "sig", kid = "key", alg = "RS256", n = Base64UrlEncoder.Encode(key.Modulus!), e = Base64UrlEncoder.Encode(key.Exponent!) } } };
    }

    private IResult Authorize(HttpRequest request)
    {
        Asked = request.Query;
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = request.Query;
        return Results.Redirect(QueryHelpers.AddQueryString(request.Query["redirect_uri"]!, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["code"] = code,
            ["state"] = request.Query["state"],
        }));
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var isRight = _codes.Remove(form["code"].ToString(), out var asked)
            && form["client_id"] == ClientId
            && form["client_secret"] == ClientSecret
            && asked["redirect_uri"] == form["redirect_uri"]
            && asked["code_challenge_method"] == "S256"
            && asked["code_challenge"] == Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        return isRight
            ? Results.Json(new { access_token = "opens-nothing", token_type = "Bearer", id_token = IdToken(asked!["nonce"].ToString()) })
            : Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
    }

    private string IdToken(string nonce)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = Person.Subject,
            ["name"] = $"Name of {Person.Subject}",
            ["nonce"] = Lie == "nonce" ? "another" : nonce,
        };
        Add(claims, "email", Person.Email);
        Add(claims, "email_verified", Person.IsVerified);
        Add(claims, "amr", Person.Methods);
        Add(claims, "auth_time", Person.SignedInAt?.ToUnixTimeSeconds());
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Lie == "issuer" ? "https://login.evil.example" : Issuer,
            Audience = Lie == "audience" ? "another-client" : ClientId,
            NotBefore = now.AddHours(-2),
            IssuedAt = now.AddHours(-2),
            Expires = Lie == "time" ? now.AddHours(-1) : now.AddMinutes(5),
            Claims = claims,
            SigningCredentials = new SigningCredentials(Lie == "key" ? _strangersKey : _key, SecurityAlgorithms.RsaSha256),
        });
    }

    private static void Add(Dictionary<string, object> claims, string name, object? value)
    {
        if (value is not null)
        {
            claims[name] = value;
        }
    }
}
