using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security.Provider;

/// <summary>Which account somebody of the provider has: by issuer and subject, never by his e-mail.</summary>
public sealed class ProviderLogins(UserManager<Account> accounts, SyncDbContext db, Audit audit)
{
    public Task<Account?> FindAsync(ProviderIdentity identity) => accounts.FindByLoginAsync(identity.Issuer, identity.Subject);

    public async Task<bool> HasAsync(Account account, string? issuer = null) =>
        (await accounts.GetLoginsAsync(account)).Any(login => issuer is null || login.LoginProvider == issuer);

    /// <summary>Ends the sessions of the account. False: this person of the provider belongs to another account.</summary>
    public async Task<bool> LinkAsync(Account account, ProviderIdentity identity, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        if (await FindAsync(identity) is { } known)
        {
            return known.Id == account.Id;
        }

        // One person at the provider for each account: another one replaces him.
        await db.UserLogins.Where(login => login.UserId == account.Id).ExecuteDeleteAsync(cancellationToken);
        await accounts.AddLoginAsync(account, new UserLoginInfo(identity.Issuer, identity.Subject, null));
        await accounts.UpdateSecurityStampAsync(account);
        audit.Add(AuditAction.ProviderLinked, account.Id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Ends the sessions of the account. False: without the provider he could not sign in any more.</summary>
    public async Task<bool> UnlinkAsync(Account account, CancellationToken cancellationToken)
    {
        if (account.PasswordHash is null)
        {
            return false;
        }

        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        await ForgetAsync(account, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The link goes, and the sessions of the account end. Saved with the caller's changes, in his transaction.</summary>
    public async Task ForgetAsync(Account account, CancellationToken cancellationToken)
    {
        await db.UserLogins.Where(login => login.UserId == account.Id).ExecuteDeleteAsync(cancellationToken);
        await accounts.UpdateSecurityStampAsync(account);
        audit.Add(AuditAction.ProviderUnlinked, account.Id);
    }
}
