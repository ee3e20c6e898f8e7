using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security;

/// <summary>Sign-in that gives nothing away: unknown, locked, deactivated and wrong password look and take the same.</summary>
public sealed class PasswordSignIn(
    UserManager<Account> accounts, SignInManager<Account> signIn, IPasswordHasher<Account> hasher, Audit audit, SyncDbContext db)
{
    private static readonly Account Nobody = new() { DisplayName = "" };
    private static string? _hashOfNobody;

    public async Task<bool> TryAsync(string email, string password, CancellationToken cancellationToken)
    {
        var account = await accounts.FindByEmailAsync(email);
        var action = account?.PasswordHash is null ? Refuse(password) : await TryAsync(account, password);
        audit.Add(action, account?.Id, actor: action == AuditAction.SignedIn ? account!.Id : null);
        await db.SaveChangesAsync(cancellationToken);
        return action == AuditAction.SignedIn;
    }

    private AuditAction Refuse(string password)
    {
        SpendTheSameWork(password);
        return AuditAction.SignInRefused;
    }

    private async Task<AuditAction> TryAsync(Account account, string password)
    {
        var wasLocked = await accounts.IsLockedOutAsync(account);
        var result = await signIn.PasswordSignInAsync(account, password, isPersistent: false, lockoutOnFailure: true);
        if (wasLocked || result.IsNotAllowed)
        {
            return Refuse(password);
        }

        return result.Succeeded ? AuditAction.SignedIn : result.IsLockedOut ? AuditAction.AccountLocked : AuditAction.SignInRefused;
    }

    private void SpendTheSameWork(string password)
    {
        _hashOfNobody ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString());
        hasher.VerifyHashedPassword(Nobody, _hashOfNobody, password);
    }
}
