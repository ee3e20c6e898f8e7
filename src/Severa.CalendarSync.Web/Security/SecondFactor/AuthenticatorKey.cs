using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security.SecondFactor;

/// <summary>The key of somebody's app: as text to type, and as the address that apps read from a QR code.</summary>
public sealed record AuthenticatorKey(string Text, QrPicture Picture)
{
    private const string Issuer = "Calendar Sync";

    /// <summary>Null until the account has one.</summary>
    public static async Task<AuthenticatorKey?> OfAsync(Account account, UserManager<Account> accounts) =>
        await accounts.GetAuthenticatorKeyAsync(account) is { Length: > 0 } key ? new AuthenticatorKey(Grouped(key), QrPicture.Of(Address(account, key))) : null;

    internal static string Address(Account account, string key) =>
        $"otpauth://totp/{Uri.EscapeDataString($"{Issuer}:{account.Email}")}?secret={key}&issuer={Uri.EscapeDataString(Issuer)}&digits={SecondFactorCodes.Digits}";

    private static string Grouped(string key) => string.Join(' ', key.ToLowerInvariant().Chunk(4).Select(group => new string(group)));
}
