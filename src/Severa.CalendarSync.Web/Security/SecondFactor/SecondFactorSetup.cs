using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security.SecondFactor;

/// <summary>A person's own second factor: on, off, recovery codes. On and off end his other sessions.</summary>
public sealed class SecondFactorSetup(UserManager<Account> accounts, SecondFactorCodes codes, SyncDbContext db, Audit audit)
{
    public const int RecoveryCodes = 10;

    /// <summary>A new key for the app. It opens nothing until a code of it was typed.</summary>
    public async Task StartAsync(Account account)
    {
        if (!account.TwoFactorEnabled)
        {
            await accounts.ResetAuthenticatorKeyAsync(account);
        }
    }

    /// <summary>The app shows the right codes, so it is asked from now on.</summary>
    /// <returns>The recovery codes, to be shown once; null when the code was wrong.</returns>
    public async Task<IReadOnlyList<string>?> TurnOnAsync(Account account, string typed, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        if (account.TwoFactorEnabled || await codes.UseAsync(account, typed) != TypedCode.OfApp)
        {
            return null;
        }

        await accounts.SetTwoFactorEnabledAsync(account, true);
        var recovery = await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes);
        await NoteAsync(AuditAction.SecondFactorOn, account.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [.. recovery!];
    }

    /// <summary>New recovery codes; the earlier ones work no more. Null where there is no second factor.</summary>
    public async Task<IReadOnlyList<string>?> RenewCodesAsync(Account account, CancellationToken cancellationToken)
    {
        if (!account.TwoFactorEnabled)
        {
            return null;
        }

        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        var recovery = await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes);
        await NoteAsync(AuditAction.RecoveryCodesRenewed, account.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [.. recovery!];
    }

    public async Task TurnOffAsync(Account account, CancellationToken cancellationToken)
    {
        if (account.TwoFactorEnabled)
        {
            await using var transaction = await db.BeginAloneAsync(cancellationToken);
            await ForgetAsync(account, cancellationToken);
            await NoteAsync(AuditAction.SecondFactorOff, account.Id, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Key, recovery codes and used codes go, and every session with them. The caller holds the transaction, and says why.</summary>
    internal async Task ForgetAsync(Account account, CancellationToken cancellationToken)
    {
        await accounts.SetTwoFactorEnabledAsync(account, false);
        await db.UserTokens.Where(token => token.UserId == account.Id).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task NoteAsync(AuditAction action, Guid accountId, CancellationToken cancellationToken)
    {
        audit.Add(action, accountId);
        await db.SaveChangesAsync(cancellationToken);
    }
}
