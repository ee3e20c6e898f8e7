using System.Text.Json.Nodes;

namespace Severa.CalendarSync.Sandbox.Entra;

/// <summary>
/// What a client library asks of Entra: is this an authority, where are its endpoints, a token please.
/// See https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc.
/// </summary>
internal static class EntraEndpoints
{
    private const string Metadata = "/{tenant}/v2.0/.well-known/openid-configuration";

    public static RouteGroupBuilder Map(IEndpointRouteBuilder app)
    {
        var entra = app.MapGroup("").DisableAntiforgery();
        entra.MapPost("/{tenant}/oauth2/v2.0/token", TokenAsync);
        entra.MapGet(Metadata, (string tenant, HttpRequest request) => Results.Json(Configuration(Base(request), tenant)));
        entra.MapGet("/{tenant}/discovery/v2.0/keys", (string tenant, AccessTokens tokens) => Results.Json(tokens.Keys()));
        entra.MapGet("/common/discovery/instance", Instance);
        return entra;
    }

    private static async Task<IResult> TokenAsync(string tenant, HttpRequest request, TokenRequests requests, TimeProvider clock)
    {
        var form = request.HasFormContentType
            ? (await request.ReadFormAsync(request.HttpContext.RequestAborted)).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal)
            : [];
        var (token, error) = requests.Answer(tenant, request.Host.Value ?? "", form);
        request.HttpContext.Response.Headers.CacheControl = "no-store, no-cache";
        return error is null ? Results.Json(token) : Results.Json(error.ToJson(clock.GetUtcNow()), statusCode: error.Status);
    }

    private static JsonObject Configuration(string root, string tenant) => new()
    {
        ["token_endpoint"] = $"{root}/{tenant}/oauth2/v2.0/token",
        ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "private_key_jwt"),
        ["jwks_uri"] = $"{root}/{tenant}/discovery/v2.0/keys",
        ["authorization_endpoint"] = $"{root}/{tenant}/oauth2/v2.0/authorize",
        ["issuer"] = $"{root}/{tenant}/v2.0",
        ["response_types_supported"] = new JsonArray("code"),
        ["subject_types_supported"] = new JsonArray("pairwise"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["cloud_instance_name"] = "microsoftonline.com",
    };

    /// <summary>
    /// Any host that asks is told that it is an authority of its own: whoever came here was led here.
    /// </summary>
    private static IResult Instance(HttpRequest request, TimeProvider clock)
    {
        if (!Uri.TryCreate(request.Query["authorization_endpoint"], UriKind.Absolute, out var asked) || asked.Segments.Length < 2)
        {
            var error = new EntraError(400, "invalid_instance", 50049, "Unknown or invalid instance.");
            return Results.Json(error.ToJson(clock.GetUtcNow()), statusCode: error.Status);
        }

        var root = asked.GetLeftPart(UriPartial.Authority);
        return Results.Json(new JsonObject
        {
            ["tenant_discovery_endpoint"] = root + Metadata.Replace("{tenant}", asked.Segments[1].TrimEnd('/'), StringComparison.Ordinal),
            ["api-version"] = "1.1",
            ["metadata"] = new JsonArray(new JsonObject
            {
                ["preferred_network"] = asked.Authority,
                ["preferred_cache"] = asked.Authority,
                ["aliases"] = new JsonArray(asked.Authority),
            }),
        });
    }

    private static string Base(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
