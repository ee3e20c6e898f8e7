using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Erasure;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Restore;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Restore;

/// <summary>
/// Does again what was withdrawn between a backup and its return: who switched off stays off, who had his data erased stays
/// erased, and what opened an account no longer opens it.
/// </summary>
public sealed class WithdrawnAgain(
    UserManager<Account> accounts, UserChanges changes, MailboxSwitch mailboxes, MailboxErasure erasure, MailboxProof proof, Audit audit, SyncDbContext db, TimeProvider time)
{
    /// <returns>What was done, in words; null where nobody here is that account.</returns>
    public async Task<string?> DoAsync(LostDecisions lost, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(lost.AccountId.ToString()) is not { } account)
        {
            return null;
        }

        List<string?> done =
        [
            lost.HasNewAddress ? await VoidProofAsync(account, cancellationToken) : null,
            lost.IsErased ? await EraseAsync(account, cancellationToken) : null,
            lost.IsOff || lost.HasNewAddress ? await SwitchOffAsync(account.Id, cancellationToken) : null,
            lost.HasNewPassword ? await VoidPasswordAsync(account) : null,
            lost.IsDeactivated ? await DeactivateAsync(account, cancellationToken) : null,
        ];
        return $"{account.Email}: {string.Join(", ", done.OfType<string>())}";
    }

    /// <summary>Nobody's sync goes on without his asking for it anew: nothing tells who withdrew his consent.</summary>
    /// <returns>How many were on.</returns>
    public async Task<int> SwitchEverybodyOffAsync(CancellationToken cancellationToken)
    {
        var people = await db.Mailboxes.Where(m => m.IsEnabled).Select(m => m.AccountId).ToListAsync(cancellationToken);
        foreach (var person in people)
        {
            await SwitchOffAsync(person, cancellationToken);
        }

        return people.Count;
    }

    private async Task<string> VoidProofAsync(Account account, CancellationToken cancellationToken)
    {
        await proof.VoidAsync(account.Id, cancellationToken);
        return "the mailbox has to be confirmed again, since the address was changed";
    }

    private async Task<string> EraseAsync(Account account, CancellationToken cancellationToken)
    {
        await erasure.EraseAsync(account.Id, audit.Note(AuditAction.SyncDataErased, account.Id), cancellationToken);
        return "sync data erased";
    }

    private async Task<string> SwitchOffAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await mailboxes.DisableAsync(accountId, reason: null, cancellationToken, note: audit.Note(AuditAction.SyncSwitchedOff, accountId));
        return "switched off";
    }

    private async Task<string> VoidPasswordAsync(Account account)
    {
        audit.Add(AuditAction.PasswordReset, account.Id);
        await accounts.RemovePasswordAsync(account);
        return "password void, since it was changed: send a new link";
    }

    private async Task<string> DeactivateAsync(Account account, CancellationToken cancellationToken)
    {
        var problem = await changes.DeactivateAsync(account.Id, byWhom: Guid.Empty, time.GetUtcNow().UtcDateTime, cancellationToken);
        return problem == UserProblem.None ? "deactivated" : "NOT deactivated: it is the last administrator";
    }
}
