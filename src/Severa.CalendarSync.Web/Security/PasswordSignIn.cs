using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Security.Sessions;

namespace Severa.CalendarSync.Web.Security;

/// <summary>The first step of a sign-in, which gives nothing away: unknown, locked, deactivated and wrong password look and take the same.</summary>
public sealed class PasswordSignIn(
    UserManager<Account> accounts, SignInManager<Account> signIn, SignInSteps steps, IPasswordHasher<Account> hasher, Audit audit, SyncDbContext db)
{
    private static readonly Account Nobody = new() { DisplayName = "" };
    private static string? _hashOfNobody;

    public async Task<SignInStep> TryAsync(string email, string password, CancellationToken cancellationToken)
    {
        var account = await accounts.FindByEmailAsync(email);
        var action = account?.PasswordHash is null ? Refuse(password) : await TryAsync(account, password);
        audit.Add(action, account?.Id, actor: action == AuditAction.SignedIn ? account!.Id : null);
        await db.SaveChangesAsync(cancellationToken);
        return action switch
        {
            AuditAction.SignedIn => SignInStep.SignedIn,
            AuditAction.SecondFactorAsked => SignInStep.CodeAsked,
            _ => SignInStep.Refused,
        };
    }

    private AuditAction Refuse(string password)
    {
        SpendTheSameWork(password);
        return AuditAction.SignInRefused;
    }

    private async Task<AuditAction> TryAsync(Account account, string password)
    {
        var wasLocked = await accounts.IsLockedOutAsync(account);
        var result = await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        if (wasLocked || result.IsNotAllowed)
        {
            return Refuse(password);
        }

        if (!result.Succeeded)
        {
            return result.IsLockedOut ? AuditAction.AccountLocked : AuditAction.SignInRefused;
        }

        return await steps.GoOnAsync(account, new SessionOrigin(SignInWay.Password)) == SignInStep.SignedIn ? AuditAction.SignedIn : AuditAction.SecondFactorAsked;
    }

    private void SpendTheSameWork(string password)
    {
        _hashOfNobody ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString());
        hasher.VerifyHashedPassword(Nobody, _hashOfNobody, password);
    }
}
