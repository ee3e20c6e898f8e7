using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Identity.Client;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.SignIn;

/// <summary>
/// Why there is no token. Entra's numbers are its interface, its texts are not.
/// <see href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">AADSTS error codes</see>.
/// </summary>
internal static class TokenErrors
{
    /// <summary>AADSTS7000222: the client secret has ended.</summary>
    private const int SecretEnded = 7000222;

    /// <summary>The exception tells why there is no token.</summary>
    public static bool Has(Exception problem) => problem is MsalException or HttpRequestException or CryptographicException or FormatException;

    /// <summary>The error for people.</summary>
    public static Exception Of(Exception problem) => problem switch
    {
        MsalServiceException { StatusCode: 429 or >= 500 } busy =>
            new SideException(ErrorNumbers.ServerBusy, ErrorScope.Connection, isPermanent: false, $"Entra{Number(busy.StatusCode)}", busy) { RetryAfter = busy.Headers?.RetryAfter?.Delta },
        MsalServiceException { StatusCode: >= 400 } refused => Refused(FirstCode(refused), refused),
        MsalServiceException { InnerException: HttpRequestException lost } => HttpErrors.Of(lost),
        MsalException failed => new SideException(ErrorNumbers.ServerNotFound, ErrorScope.Connection, isPermanent: false, "EntraUnreachable", failed),
        HttpRequestException lost => HttpErrors.Of(lost),
        _ => new SideException(ErrorNumbers.SecretUnreadable, ErrorScope.Connection, isPermanent: true, "CertificateUnreadable", problem),
    };

    public static SideException CertificateEnded() => new(ErrorNumbers.SecretEnded, ErrorScope.Connection, isPermanent: true, "CertificateEnded");

    private static SideException Refused(int? code, MsalServiceException refused) => new(
        code == SecretEnded ? ErrorNumbers.SecretEnded : ErrorNumbers.PasswordRefused,
        ErrorScope.Connection,
        isPermanent: true,
        code is null ? "EntraRefused" : $"AADSTS{Number(code.Value)}",
        refused);

    /// <summary>The first of the answer's numbers; null where it has none.</summary>
    private static int? FirstCode(MsalServiceException refused)
    {
        try
        {
            using var answer = JsonDocument.Parse(refused.ResponseBody ?? "");
            return answer.RootElement.TryGetProperty("error_codes", out var codes) && codes is { ValueKind: JsonValueKind.Array } && codes.GetArrayLength() > 0
                && codes[0].TryGetInt32(out var first)
                ? first
                : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
