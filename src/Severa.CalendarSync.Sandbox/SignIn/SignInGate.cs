using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Traffic;

namespace Severa.CalendarSync.Sandbox.SignIn;

/// <summary>Lets a request in with the account it proves, or answers it: a challenge, a refusal, an account that may not.</summary>
internal sealed class SignInGate(IOptions<SandboxOptions> options, IEnumerable<ISignInWay> ways, AccountStates states, ConnectionTraffic traffic)
{
    private readonly List<ISignInWay> _offered =
        [.. SignInWays.Of(options.Value).Select(name => ways.Single(way => way.Scheme == name))];

    /// <summary>Null when the request has been answered.</summary>
    public async Task<SandboxAccount?> PassAsync(HttpContext http)
    {
        var connection = SignInConnection.Of(http);
        var account = http.Request.Headers.Authorization.Count == 0 ? connection.Account : await SignInAsync(http, connection);
        if (account is not null)
        {
            traffic.CountRequest(http.Connection.Id);
        }
        else if (http.Request.Headers.Authorization.Count == 0)
        {
            Challenge(http);
        }

        return account;
    }

    private async Task<SandboxAccount?> SignInAsync(HttpContext http, SignInConnection connection)
    {
        var answer = AuthenticationHeaderValue.TryParse(http.Request.Headers.Authorization, out var header)
            && _offered.Find(way => string.Equals(way.Scheme, header.Scheme, StringComparison.OrdinalIgnoreCase)) is { } way
            ? way.Try(header.Parameter ?? "", connection, http.Request.Host.Host)
            : new SignInAnswer.Refused();
        switch (answer)
        {
            case SignInAnswer.GoOn next:
                Challenge(http, next.Challenge);
                return null;
            case SignInAnswer.SignedIn signedIn:
                return await AdmitAsync(http, signedIn, connection, header!.Scheme);
            default:
                Refuse(http, answer as SignInAnswer.Refused);
                return null;
        }
    }

    private async Task<SandboxAccount?> AdmitAsync(HttpContext http, SignInAnswer.SignedIn signedIn, SignInConnection connection, string scheme)
    {
        var state = states.Of(signedIn.Account.UserName);
        if (state.IsLocked)
        {
            Challenge(http);
            await http.Response.WriteAsync("The referenced account is currently locked out and may not be logged on to.", http.RequestAborted);
            return null;
        }

        if (state.IsPasswordExpired)
        {
            await WriteExpiredAsync(http);
            return null;
        }

        if (signedIn.Tail is { } tail)
        {
            http.Response.Headers.WWWAuthenticate = tail;
        }

        Remember(http, signedIn.Account, connection, scheme);
        return signedIn.Account;
    }

    /// <summary>A handshake counts for the connection it was made on; everything else for one request.</summary>
    private void Remember(HttpContext http, SandboxAccount account, SignInConnection connection, string scheme)
    {
        if (string.Equals(scheme, SignInWays.Ntlm, StringComparison.OrdinalIgnoreCase) || string.Equals(scheme, SignInWays.Negotiate, StringComparison.OrdinalIgnoreCase))
        {
            connection.Account = account;
            traffic.CountHandshake(http.Connection.Id);
        }
    }

    private void Refuse(HttpContext http, SignInAnswer.Refused? refused)
    {
        if (refused?.UserName is { } name)
        {
            states.CountFailure(name);
        }

        if (refused?.Diagnostics is { } diagnostics)
        {
            http.Response.Headers["x-ms-diagnostics"] = diagnostics;
        }

        Challenge(http, refused?.Challenge);
    }

    /// <summary>401, with the ways that are offered or the one that goes on.</summary>
    public void Challenge(HttpContext http, string? only = null)
    {
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        http.Response.Headers.WWWAuthenticate = only is null ? _offered.Select(way => way.Challenge).ToArray() : only;
    }

    /// <summary>See https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode (ErrorPasswordExpired).</summary>
    private static async Task WriteExpiredAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        http.Response.ContentType = "text/xml; charset=utf-8";
        await http.Response.Body.WriteAsync(
            EnvelopeWriter.Fault(new EwsFault("ErrorPasswordExpired", "The password of the account has expired.")), http.RequestAborted);
    }
}
