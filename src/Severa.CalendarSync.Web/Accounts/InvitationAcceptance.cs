using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.Provider;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Security.Sessions;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>The owner of an account chooses his password with the link he was given, and is signed in; a second factor is asked all the same.</summary>
public sealed class InvitationAcceptance(
    UserManager<Account> accounts, SignInSteps steps, ProviderLogins logins, AccountLinks links, SyncDbContext db, Audit audit)
{
    /// <summary>Whom the link is for; null when it works no more.</summary>
    public async Task<Account?> FindAsync(string? link, CancellationToken cancellationToken) =>
        await links.FindAccountAsync(link, cancellationToken) is { } id && await accounts.FindByIdAsync(id.ToString()) is { IsActive: true } account
            ? account
            : null;

    public async Task<SignInStep> AcceptAsync(Account account, string? link, string password, CancellationToken cancellationToken)
    {
        if (!await links.UseAsync(link, cancellationToken))
        {
            return SignInStep.Refused;
        }

        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        await accounts.RemovePasswordAsync(account);
        await accounts.AddPasswordAsync(account, password);
        await accounts.SetLockoutEndDateAsync(account, null);
        await accounts.ResetAccessFailedCountAsync(account);
        audit.Add(AuditAction.InvitationAccepted, account.Id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await steps.GoOnAsync(account, new SessionOrigin(SignInWay.Link));
    }

    /// <summary>He signs in with the provider from now on, without a password here. Refused: the link is void, or that person has another account.</summary>
    public async Task<SignInStep> AcceptAsync(Account account, string? link, ProviderIdentity identity, CancellationToken cancellationToken)
    {
        if ((await logins.FindAsync(identity) is { } known && known.Id != account.Id)
            || !await links.UseAsync(link, cancellationToken)
            || !await logins.LinkAsync(account, identity, cancellationToken))
        {
            return SignInStep.Refused;
        }

        audit.Add(AuditAction.InvitationAccepted, account.Id);
        await db.SaveChangesAsync(cancellationToken);
        return await steps.GoOnAsync(account, SessionOrigin.Of(identity));
    }
}
