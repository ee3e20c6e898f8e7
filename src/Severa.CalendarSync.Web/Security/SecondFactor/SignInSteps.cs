using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security.Sessions;

namespace Severa.CalendarSync.Web.Security.SecondFactor;

/// <summary>How far a sign-in came.</summary>
public enum SignInStep
{
    Refused,
    CodeAsked,
    SignedIn,
}

/// <summary>The way into a session: whatever came first (password, link, provider), whoever has a second factor is asked for it, unless the provider did.</summary>
public sealed class SignInSteps(
    SignInManager<Account> signIn, UserManager<Account> accounts, PendingSignIn pending, SecondFactorCodes codes, SyncDbContext db, Audit audit)
{
    /// <summary>What came first was right.</summary>
    public async Task<SignInStep> GoOnAsync(Account account, SessionOrigin origin)
    {
        if (account.TwoFactorEnabled && !origin.HasSecondFactor)
        {
            await pending.BeginAsync(account, origin);
            return SignInStep.CodeAsked;
        }

        await signIn.SignInAsync(account, origin.ToProperties());
        return SignInStep.SignedIn;
    }

    /// <summary>Whether somebody is half signed in.</summary>
    public async Task<bool> IsCodeAskedAsync() => await pending.FindAsync() is not null;

    /// <summary>The second step. Wrong codes count as wrong passwords do.</summary>
    public async Task<bool> TryCodeAsync(string typed, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        if (await pending.FindAsync() is not var (account, origin))
        {
            return false;
        }

        var action = await JudgeAsync(account, typed);
        var isRight = action is AuditAction.SignedIn or AuditAction.SignedInByRecoveryCode;
        audit.Add(action, account.Id, actor: isRight ? account.Id : null);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (isRight)
        {
            await pending.EndAsync();
            var step = action == AuditAction.SignedInByRecoveryCode ? SecondStep.RecoveryCode : SecondStep.Code;
            await signIn.SignInAsync(account, (origin with { Step = step }).ToProperties());
        }

        return isRight;
    }

    private async Task<AuditAction> JudgeAsync(Account account, string typed)
    {
        if (await accounts.IsLockedOutAsync(account))
        {
            return AuditAction.SecondFactorRefused;
        }

        var code = await codes.UseAsync(account, typed);
        if (code == TypedCode.Wrong)
        {
            await accounts.AccessFailedAsync(account);
            return await accounts.IsLockedOutAsync(account) ? AuditAction.AccountLocked : AuditAction.SecondFactorRefused;
        }

        await accounts.ResetAccessFailedCountAsync(account);
        return code == TypedCode.Recovery ? AuditAction.SignedInByRecoveryCode : AuditAction.SignedIn;
    }
}
