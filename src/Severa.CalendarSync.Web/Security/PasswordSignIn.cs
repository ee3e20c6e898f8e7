using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security;

/// <summary>Sign-in that gives nothing away: unknown, locked, deactivated and wrong password look and take the same.</summary>
public sealed class PasswordSignIn(UserManager<Account> accounts, SignInManager<Account> signIn, IPasswordHasher<Account> hasher)
{
    private static readonly Account Nobody = new() { DisplayName = "" };
    private static string? _hashOfNobody;

    public async Task<bool> TryAsync(string email, string password)
    {
        var account = await accounts.FindByEmailAsync(email);
        if (account?.PasswordHash is null)
        {
            SpendTheSameWork(password);
            return false;
        }

        var result = await signIn.PasswordSignInAsync(account, password, isPersistent: false, lockoutOnFailure: true);
        if (result.IsLockedOut || result.IsNotAllowed)
        {
            SpendTheSameWork(password);
        }

        return result.Succeeded;
    }

    private void SpendTheSameWork(string password)
    {
        _hashOfNobody ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString());
        hasher.VerifyHashedPassword(Nobody, _hashOfNobody, password);
    }
}
