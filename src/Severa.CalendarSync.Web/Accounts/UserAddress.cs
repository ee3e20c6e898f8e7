using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>The address somebody signs in with, which is also his mailbox. He never changes it himself (R23).</summary>
public sealed class UserAddress(UserManager<Account> accounts, MailboxProof proof, Audit audit)
{
    /// <summary>The new mailbox has to be proved, and sync is off until then.</summary>
    public async Task<UserProblem> ChangeAsync(Guid id, string email, CancellationToken cancellationToken)
    {
        email = email.Trim();
        if (await accounts.FindByIdAsync(id.ToString()) is not { } account)
        {
            return UserProblem.NotFound;
        }

        if (await accounts.FindByEmailAsync(email) is { } other && other.Id != id)
        {
            return UserProblem.AddressTaken;
        }

        // First the mailbox: should the next step fail, nothing is read under an address that is no longer his.
        await proof.ChangeAddressAsync(id, email, cancellationToken);
        account.UserName = email;
        account.Email = email;
        audit.Add(AuditAction.AddressChanged, id);
        var result = await accounts.UpdateSecurityStampAsync(account);
        return result.Succeeded ? UserProblem.None : UserProblems.Of(result);
    }
}
