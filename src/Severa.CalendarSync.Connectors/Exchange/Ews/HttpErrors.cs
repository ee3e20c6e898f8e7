using System.Globalization;
using System.Net;
using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>What an answer without SOAP, or no answer, means.</summary>
internal static class HttpErrors
{
    /// <summary>One mailbox is kept out.</summary>
    public const string Forbidden = "Http403";

    /// <summary>Everybody is, as far as we know.</summary>
    public const string ForbiddenForAll = "Http403ForAll";

    /// <summary>
    /// The error of a request that never reached Exchange, or a <see cref="NoAnswerException"/> where that is not certain.
    /// </summary>
    public static Exception Of(HttpRequestException exception) => exception switch
    {
        { InnerException: AddressRefusedException } => EwsErrors.Of("AddressRefused", inner: exception),
        { HttpRequestError: HttpRequestError.NameResolutionError } => EwsErrors.Of("NameNotResolved", inner: exception),
        { HttpRequestError: HttpRequestError.ConnectionError } => EwsErrors.Of("ConnectionRefused", inner: exception),
        { HttpRequestError: HttpRequestError.ProxyTunnelError } => EwsErrors.Of("ProxyRefused", inner: exception),
        { HttpRequestError: HttpRequestError.SecureConnectionError } => EwsErrors.Of("Tls", inner: exception),
        _ => new NoAnswerException("ConnectionLost", exception),
    };

    /// <summary>The error of an answer whose status is neither 200 nor a SOAP fault.</summary>
    public static Exception Of(HttpResponseMessage response, string body, ExchangeVersion version)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"Http{(int)response.StatusCode}");
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => EwsErrors.Of(Unauthorized(response, body, code)),

            // Office 365 blocks whole tenants, a server of one's own blocks single mailboxes.
            HttpStatusCode.Forbidden => EwsErrors.Of(version == ExchangeVersion.Office365 ? ForbiddenForAll : Forbidden),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => EwsErrors.Of(code, RetryAfter(response)),

            // The error page of a sick server, not a place to go to.
            HttpStatusCode.Found when response.Headers.Location?.OriginalString.Contains("genericerrorpage.htm", StringComparison.OrdinalIgnoreCase) == true =>
                new NoAnswerException("SickPage"),
            HttpStatusCode.InternalServerError when body.Contains("server version is invalid", StringComparison.OrdinalIgnoreCase) =>
                EwsErrors.Of("ErrorInvalidServerVersion"),
            >= HttpStatusCode.InternalServerError => new NoAnswerException(code),
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => EwsErrors.Of("Redirected"),
            _ => EwsErrors.Of(code),
        };
    }

    public static SideException NotEws() => EwsErrors.Of("NotEws");

    private static string Unauthorized(HttpResponseMessage response, string body, string code) =>
        body.Contains("locked out", StringComparison.OrdinalIgnoreCase) ? "Http401Locked"
        : OffersOtherSignInOnly(response) ? "Http401OtherSignIn"
        : IsOfAnotherAudience(response) ? TokenErrors.ForAnotherServer
        : code;

    /// <summary>The server names the ways to sign in that it takes, and the one we took is not among them.</summary>
    private static bool OffersOtherSignInOnly(HttpResponseMessage response) =>
        response.RequestMessage?.Headers.Authorization?.Scheme is { } ours
        && response.Headers.WwwAuthenticate is { Count: > 0 } offered
        && offered.All(way => !string.Equals(way.Scheme, ours, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The server tells why it does not take a token; 2000003 and invalid_resource: it was made for another address.
    /// <see href="https://learn.microsoft.com/exchange/client-developer/exchange-web-services/instrumenting-client-requests-for-ews-and-rest-in-exchange">x-ms-diagnostics</see>.
    /// </summary>
    private static bool IsOfAnotherAudience(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-ms-diagnostics", out var reasons)
        && reasons.Any(reason => reason.StartsWith("2000003;", StringComparison.Ordinal) || reason.Contains("invalid_resource", StringComparison.Ordinal));

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
