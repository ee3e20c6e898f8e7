using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Severa.CalendarSync.Sandbox.Entra;

/// <summary>A signed JSON web token in its three parts. See https://www.rfc-editor.org/rfc/rfc7515.</summary>
internal sealed record Jwt(JsonObject Header, JsonObject Claims, byte[] Signed, byte[] Signature)
{
    /// <summary>Null for what is no token.</summary>
    public static Jwt? Parse(string text)
    {
        try
        {
            return text.Split('.') is [var header, var claims, var signature]
                && Decode(header) is { } head && Decode(claims) is { } body
                ? new Jwt(head, body, Encoding.ASCII.GetBytes(header + "." + claims), Base64Url.DecodeFromChars(signature))
                : null;
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            return null;
        }
    }

    public static string Write(JsonObject header, JsonObject claims, RSA key)
    {
        var signed = Encode(header) + "." + Encode(claims);
        return signed + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>A text of the header or the claims; null when it is missing or none.</summary>
    public static string? Text(JsonObject part, string name) =>
        part[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A time in seconds since 1970. Some libraries write the number as a text.</summary>
    public DateTimeOffset? Time(string name) =>
        long.TryParse(Claims[name]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 100_000_000_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    public bool IsSignedBy(RSA key)
    {
        var padding = Text(Header, "alg") switch
        {
            "RS256" => RSASignaturePadding.Pkcs1,
            "PS256" => RSASignaturePadding.Pss,
            _ => null,
        };
        return padding is not null && key.VerifyData(Signed, Signature, HashAlgorithmName.SHA256, padding);
    }

    private static JsonObject? Decode(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part)) as JsonObject;

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
