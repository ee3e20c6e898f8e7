using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>The address somebody signs in with, which is also his mailbox. He never changes it himself (R23).</summary>
public sealed class UserAddress(UserManager<Account> accounts, UserRoles roles, MailboxProof proof, SyncDbContext db, Audit audit)
{
    /// <summary>The new mailbox has to be proved, and sync is off until then. Account, mailbox and audit change together.</summary>
    /// <param name="id">Whose address.</param>
    /// <param name="byWhom">The administrator. His own only while there is no other who could do it.</param>
    /// <param name="email">The new address. Another letter case of the same one is no other mailbox.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<UserProblem> ChangeAsync(Guid id, Guid byWhom, string email, CancellationToken cancellationToken)
    {
        email = email.Trim();
        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        if (await accounts.FindByIdAsync(id.ToString()) is not { } account)
        {
            return UserProblem.NotFound;
        }

        if (await ProblemAsync(account, byWhom, email, cancellationToken) is not UserProblem.None and var problem)
        {
            return problem;
        }

        await proof.ChangeAddressAsync(db, id, email, cancellationToken);
        account.UserName = email;
        account.Email = email;
        audit.Add(AuditAction.AddressChanged, id);
        var result = await accounts.UpdateSecurityStampAsync(account);
        if (!result.Succeeded)
        {
            return UserProblems.Of(result);
        }

        await transaction.CommitAsync(cancellationToken);
        return UserProblem.None;
    }

    private async Task<UserProblem> ProblemAsync(Account account, Guid byWhom, string email, CancellationToken cancellationToken) =>
        account.Id == byWhom && !await roles.IsLastAdministratorAsync(account.Id, cancellationToken) ? UserProblem.OwnAccount
        : string.Equals(account.Email, email, StringComparison.OrdinalIgnoreCase) ? UserProblem.AddressSame
        : await accounts.FindByEmailAsync(email) is not null ? UserProblem.AddressTaken
        : UserProblem.None;
}
