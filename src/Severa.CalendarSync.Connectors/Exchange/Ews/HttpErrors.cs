using System.Globalization;
using System.Net;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>What an answer without SOAP, or no answer, means.</summary>
internal static class HttpErrors
{
    /// <summary>
    /// The error of a request that never reached Exchange, or a <see cref="NoAnswerException"/> where that is not certain.
    /// </summary>
    public static Exception Of(HttpRequestException exception) => exception switch
    {
        { InnerException: AddressRefusedException } => NotFound("AddressRefused", isPermanent: true, exception),
        { HttpRequestError: HttpRequestError.NameResolutionError } => NotFound("NameNotResolved", isPermanent: false, exception),
        { HttpRequestError: HttpRequestError.ConnectionError } => NotFound("ConnectionRefused", isPermanent: false, exception),
        { HttpRequestError: HttpRequestError.ProxyTunnelError } => NotFound("ProxyRefused", isPermanent: false, exception),
        { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            new SideException(ErrorNumbers.CertificateNotTrusted, ErrorScope.Connection, isPermanent: true, "Tls", exception),
        _ => new NoAnswerException("ConnectionLost", exception),
    };

    /// <summary>The error of an answer whose status is neither 200 nor a SOAP fault.</summary>
    public static Exception Of(HttpResponseMessage response, string body, ExchangeVersion version)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"Http{(int)response.StatusCode}");
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => Unauthorized(body, code),
            HttpStatusCode.Forbidden => Forbidden(version, code),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable =>
                new SideException(ErrorNumbers.ServerBusy, ErrorScope.Connection, isPermanent: false, code) { RetryAfter = RetryAfter(response) },

            // The error page of a sick server, not a place to go to.
            HttpStatusCode.Found when response.Headers.Location?.OriginalString.Contains("genericerrorpage.htm", StringComparison.OrdinalIgnoreCase) == true =>
                new NoAnswerException("ErrorPage"),
            HttpStatusCode.InternalServerError when body.Contains("server version is invalid", StringComparison.OrdinalIgnoreCase) =>
                EwsErrors.Of("ErrorInvalidServerVersion"),
            >= HttpStatusCode.InternalServerError => new NoAnswerException(code),
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => NotFound("Redirected", isPermanent: false),
            _ => NotFound(code, isPermanent: false),
        };
    }

    public static SideException NotEws() => NotFound("NotEws", isPermanent: false);

    private static SideException NotFound(string code, bool isPermanent, Exception? inner = null) =>
        new(ErrorNumbers.ServerNotFound, ErrorScope.Connection, isPermanent, code, inner);

    private static SideException Unauthorized(string body, string code) =>
        body.Contains("locked out", StringComparison.OrdinalIgnoreCase)
            ? new SideException(ErrorNumbers.AccountLocked, ErrorScope.Connection, isPermanent: true, code)
            : new SideException(ErrorNumbers.PasswordRefused, ErrorScope.Connection, isPermanent: true, code);

    /// <summary>Office 365 blocks whole tenants, a server of one's own blocks single mailboxes.</summary>
    private static SideException Forbidden(ExchangeVersion version, string code) =>
        version == ExchangeVersion.Office365
            ? new SideException(ErrorNumbers.EwsSwitchedOff, ErrorScope.Connection, isPermanent: true, code)
            : new SideException(ErrorNumbers.NoEwsLicence, ErrorScope.Mailbox, isPermanent: true, code);

    private static TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        if (header?.Delta is { } delta)
        {
            return delta;
        }

        return header?.Date is { } until && response.Headers.Date is { } now && until > now ? until - now : null;
    }
}
