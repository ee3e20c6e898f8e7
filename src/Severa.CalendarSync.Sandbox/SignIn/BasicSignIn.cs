using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Severa.CalendarSync.Sandbox.SignIn;

/// <summary>HTTP Basic with the accounts of the options.</summary>
internal sealed class BasicSignIn(IOptions<SandboxOptions> options) : ISignInWay
{
    public string Scheme => SignInWays.Basic;

    public string Challenge => "Basic realm=\"contoso.test\"";

    public SignInAnswer Try(string parameter, SignInConnection connection, string host)
    {
        var pair = Decode(parameter);
        var at = pair.IndexOf(':', StringComparison.Ordinal);
        if (at < 0 || options.Value.AllAccounts.FirstOrDefault(account => IsName(account, pair[..at])) is not { } account)
        {
            return new SignInAnswer.Refused();
        }

        return IsSecret(account, pair[(at + 1)..]) ? new SignInAnswer.SignedIn(account) : new SignInAnswer.Refused(account.UserName);
    }

    private static string Decode(string parameter)
    {
        var bytes = new byte[parameter.Length];
        return Convert.TryFromBase64String(parameter, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }

    private static bool IsName(SandboxAccount account, string name) =>
        string.Equals(account.UserName, name, StringComparison.OrdinalIgnoreCase)
        || (name.Split('\\') is [_, var user] && string.Equals(account.UserName.Split('@')[0], user, StringComparison.OrdinalIgnoreCase));

    private static bool IsSecret(SandboxAccount account, string password) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(account.Password), Encoding.UTF8.GetBytes(password));
}
