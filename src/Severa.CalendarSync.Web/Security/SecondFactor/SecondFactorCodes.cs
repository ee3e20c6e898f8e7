using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security.SecondFactor;

/// <summary>What somebody typed at the sign-in was.</summary>
public enum TypedCode
{
    Wrong,
    OfApp,
    Recovery,
}

/// <summary>
/// Judges codes of authenticator apps (RFC 6238) and recovery codes. Each works once. The caller holds a transaction that goes alone,
/// so that two who type the same code at the same moment are not both let in.
/// </summary>
public sealed class SecondFactorCodes(UserManager<Account> accounts)
{
    public const int Digits = 6;

    private const string Store = "calendarsync";
    private const string Used = "used-codes";

    /// <summary>A code is good for five steps of time, and in those at most nine are: whoever remembers ten forgets none that still works.</summary>
    private const int Remembered = 10;

    public async Task<TypedCode> UseAsync(Account account, string typed)
    {
        var code = new string([.. typed.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant();
        if (code.Length == Digits && code.All(char.IsAsciiDigit))
        {
            return await UseCodeOfAppAsync(account, code) ? TypedCode.OfApp : TypedCode.Wrong;
        }

        return (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, Grouped(code))).Succeeded ? TypedCode.Recovery : TypedCode.Wrong;
    }

    private async Task<bool> UseCodeOfAppAsync(Account account, string code)
    {
        var used = (await accounts.GetAuthenticationTokenAsync(account, Store, Used) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (used.Contains(code, StringComparer.Ordinal) || !await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code))
        {
            return false;
        }

        var now = string.Join(' ', used.Append(code).TakeLast(Remembered));
        return (await accounts.SetAuthenticationTokenAsync(account, Store, Used, now)).Succeeded;
    }

    /// <summary>As Identity makes recovery codes: two groups of five.</summary>
    private static string Grouped(string code) => code.Length == 10 ? $"{code[..5]}-{code[5..]}" : code;
}
