using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>An account that was asked for, and the link its owner gets; or why not.</summary>
public sealed record InvitationResult(UserProblem Problem, Guid AccountId = default, string? Link = null);

/// <summary>New accounts, and new links for people who cannot sign in. Nobody sets another's password.</summary>
public sealed class Invitations(
    UserManager<Account> accounts, AccountCreation creation, AccountLinks links, SyncDbContext db, Audit audit)
{
    public async Task<InvitationResult> InviteAsync(NewAccount wanted, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        var (result, account) = await creation.CreateAsync(wanted);
        if (!result.Succeeded)
        {
            return new InvitationResult(UserProblems.Of(result));
        }

        audit.Add(AuditAction.AccountInvited, account.Id, string.Join(", ", wanted.Roles));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new InvitationResult(UserProblem.None, account.Id, await links.IssueAsync(account.Id, cancellationToken));
    }

    /// <summary>The password works no more and every session ends; a new link lets the owner choose another.</summary>
    public async Task<InvitationResult> RenewAsync(Guid id, Guid byWhom, CancellationToken cancellationToken)
    {
        if (id == byWhom)
        {
            return new InvitationResult(UserProblem.OwnAccount);
        }

        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        if (await accounts.FindByIdAsync(id.ToString()) is not { } account)
        {
            return new InvitationResult(UserProblem.NotFound);
        }

        if (!account.IsActive)
        {
            return new InvitationResult(UserProblem.Deactivated);
        }

        await accounts.RemovePasswordAsync(account);
        audit.Add(AuditAction.PasswordReset, id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new InvitationResult(UserProblem.None, id, await links.IssueAsync(id, cancellationToken));
    }
}
