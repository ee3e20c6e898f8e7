using System.Globalization;
using System.Text.Json.Nodes;

namespace Severa.CalendarSync.Sandbox.Entra;

/// <summary>
/// A refusal of the token endpoint. See https://learn.microsoft.com/entra/identity-platform/reference-error-codes.
/// </summary>
internal sealed record EntraError(int Status, string Error, int Code, string Text)
{
    public static EntraError MissingParameter(string name) => new(400, "invalid_request", 900144, $"The request body must contain the following parameter: '{name}'.");

    public static EntraError UnknownTenant(string tenant) => new(400, "invalid_request", 90002, $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID.");

    public static EntraError UnknownApplication(string clientId, string tenant) =>
        new(400, "unauthorized_client", 700016, $"Application with identifier '{clientId}' was not found in the directory '{tenant}'.");

    public static EntraError WrongGrant(string grant) => new(400, "unsupported_grant_type", 70003, $"The app requested an unsupported grant type '{grant}'.");

    public static EntraError WrongScope(string scope) =>
        new(400, "invalid_scope", 1002012, $"The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.");

    public static EntraError UnknownResource(string resource) =>
        new(400, "invalid_resource", 500011, $"The resource principal named {resource} was not found in the tenant.");

    public static EntraError NoProof() => Client(7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");

    public static EntraError WrongSecret(string clientId) =>
        Client(7000215, $"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{clientId}'.");

    public static EntraError ExpiredSecret(string clientId) => Client(7000222, $"The provided client secret keys for app '{clientId}' are expired.");

    public static EntraError BrokenAssertion() => Client(50027, "JWT token is invalid or malformed.");

    public static EntraError WrongSignature(string reason) => Client(700027, $"The certificate with identifier used to sign the client assertion is not registered on application, or the signature is invalid. [Reason - {reason}]");

    public static EntraError AssertionNotForUs() => Client(700023, "Client assertion audience claim does not match Realm issuer.");

    public static EntraError AssertionOutOfTime() => Client(700024, "Client assertion is not within its valid time range.");

    public static EntraError AssertionOfAnother() => Client(700021, "Client assertion application identifier doesn't match 'client_id' parameter.");

    public JsonObject ToJson(DateTimeOffset now)
    {
        var (trace, correlation) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        var time = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["error"] = Error,
            ["error_description"] = string.Create(CultureInfo.InvariantCulture, $"AADSTS{Code}: {Text} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {time}"),
            ["error_codes"] = new JsonArray(Code),
            ["timestamp"] = time,
            ["trace_id"] = trace,
            ["correlation_id"] = correlation,
            ["error_uri"] = string.Create(CultureInfo.InvariantCulture, $"https://login.microsoftonline.com/error?code={Code}"),
        };
    }

    private static EntraError Client(int code, string text) => new(401, "invalid_client", code, text);
}
