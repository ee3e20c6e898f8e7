using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Severa.CalendarSync.Sandbox.Ews;

/// <summary>HTTP Basic sign-in with the accounts of the options.</summary>
internal static class SignIn
{
    public static SandboxAccount? Find(string? header, SandboxOptions options)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var value)
            || !string.Equals(value.Scheme, "Basic", StringComparison.OrdinalIgnoreCase) || Decode(value.Parameter) is not { } pair)
        {
            return null;
        }

        var at = pair.IndexOf(':', StringComparison.Ordinal);
        return at < 0 ? null : options.AllAccounts.FirstOrDefault(account => IsName(account, pair[..at]) && IsSecret(account, pair[(at + 1)..]));
    }

    private static string? Decode(string? parameter)
    {
        var bytes = new byte[parameter?.Length ?? 0];
        return Convert.TryFromBase64String(parameter ?? "", bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    private static bool IsName(SandboxAccount account, string name) =>
        string.Equals(account.UserName, name, StringComparison.OrdinalIgnoreCase)
        || (name.Split('\\') is [_, var user] && string.Equals(account.UserName.Split('@')[0], user, StringComparison.OrdinalIgnoreCase));

    private static bool IsSecret(SandboxAccount account, string password) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(account.Password), Encoding.UTF8.GetBytes(password));
}
