using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Severa.CalendarSync.Sandbox.SignIn.Ntlm;

/// <summary>The server's side of NTLM: one challenge per connection, and who the response proves to be.</summary>
internal sealed class NtlmHandshake(IOptions<SandboxOptions> options, TimeProvider clock)
{
    private const string Computer = "SANDBOX-FE1";

    /// <summary>Keeps the two messages in the connection, and gives the one to send.</summary>
    public byte[]? Begin(byte[] negotiate, SignInConnection connection)
    {
        var (domain, dnsDomain) = Domains(options.Value.Delegate);
        connection.Account = null;
        var challenge = NtlmMessages.Challenge(
            negotiate, RandomNumberGenerator.GetBytes(8), new NtlmServer(domain, dnsDomain, Computer), clock.GetUtcNow());
        connection.Exchange = challenge is null ? null : new NtlmExchange(negotiate, challenge);
        return challenge;
    }

    /// <summary>The account, or the refusal. A challenge serves once.</summary>
    public SignInAnswer End(byte[] authenticate, SignInConnection connection)
    {
        var exchange = connection.Exchange;
        connection.Exchange = null;
        if (exchange is null || NtlmMessages.ReadAuthenticate(authenticate) is not { } response
            || options.Value.AllAccounts.FirstOrDefault(account => IsName(account, response)) is not { } account)
        {
            return new SignInAnswer.Refused();
        }

        return Ntlmv2.Verify(exchange, response, account.Password)
            ? new SignInAnswer.SignedIn(account)
            : new SignInAnswer.Refused(account.UserName);
    }

    /// <summary>user@domain without a domain, or the name alone with the short or the long domain, or with none.</summary>
    private static bool IsName(SandboxAccount account, NtlmResponse response)
    {
        if (response.User.Contains('@', StringComparison.Ordinal))
        {
            return string.Equals(account.UserName, response.User, StringComparison.OrdinalIgnoreCase);
        }

        var (domain, dnsDomain) = Domains(account);
        return string.Equals(account.UserName.Split('@')[0], response.User, StringComparison.OrdinalIgnoreCase)
            && new[] { "", domain, dnsDomain }.Contains(response.Domain, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The short domain is the first part of the long one, as administrators mostly have it.</summary>
    private static (string Domain, string DnsDomain) Domains(SandboxAccount account)
    {
        var dnsDomain = account.UserName.Split('@')[^1];
        return (dnsDomain.Split('.')[0].ToUpperInvariant(), dnsDomain);
    }
}
