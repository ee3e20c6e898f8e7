using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Identity.Client;
using Severa.CalendarSync.Connectors.Exchange.Ews;

namespace Severa.CalendarSync.Connectors.Exchange.SignIn;

/// <summary>
/// Why there is no token. Entra's numbers are its interface, its texts are not.
/// <see href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">AADSTS error codes</see>.
/// </summary>
internal static class TokenErrors
{
    /// <summary>What Entra's numbers begin with.</summary>
    public const string Prefix = "AADSTS";

    /// <summary>Entra refused without a number.</summary>
    public const string Refused = "EntraRefused";

    /// <summary>Exchange refused the token: it was made for another server.</summary>
    public const string ForAnotherServer = "TokenForAnotherServer";

    public const string Busy = "EntraBusy";
    public const string Unreachable = "EntraUnreachable";
    public const string CertificateEnded = "CertificateEnded";
    public const string CertificateUnreadable = "CertificateUnreadable";

    /// <summary>The exception tells why there is no token.</summary>
    public static bool Has(Exception problem) => problem is MsalException or HttpRequestException or CryptographicException or FormatException;

    /// <summary>The error for people.</summary>
    public static Exception Of(Exception problem) => problem switch
    {
        MsalServiceException { StatusCode: 429 or >= 500 } busy => EwsErrors.Of(Busy, busy.Headers?.RetryAfter?.Delta, busy),
        MsalServiceException { StatusCode: >= 400 } refused => EwsErrors.Of(CodeOf(refused), inner: refused),
        MsalServiceException { InnerException: HttpRequestException lost } => Lost(lost),
        MsalException failed => EwsErrors.Of(Unreachable, inner: failed),
        HttpRequestException lost => Lost(lost),
        _ => EwsErrors.Of(CertificateUnreadable, inner: problem),
    };

    /// <summary>Whatever became of the request for a token: Exchange has not been asked for anything yet.</summary>
    private static Exception Lost(HttpRequestException lost) => HttpErrors.Of(lost) switch
    {
        NoAnswerException none => EwsErrors.Of(Unreachable, inner: none),
        var known => known,
    };

    /// <summary>The first of the answer's numbers.</summary>
    private static string CodeOf(MsalServiceException refused)
    {
        try
        {
            using var answer = JsonDocument.Parse(refused.ResponseBody ?? "");
            return answer.RootElement.TryGetProperty("error_codes", out var codes) && codes is { ValueKind: JsonValueKind.Array } && codes.GetArrayLength() > 0
                && codes[0].TryGetInt32(out var first)
                ? Prefix + first.ToString(CultureInfo.InvariantCulture)
                : Refused;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return Refused;
        }
    }
}
