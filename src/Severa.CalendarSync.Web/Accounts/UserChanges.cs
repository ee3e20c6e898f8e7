using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>What an administrator may do to somebody's account. Switching his sync on is not among it.</summary>
public sealed class UserChanges(
    UserManager<Account> accounts, UserRoles roles, MailboxSwitch mailboxes, SyncDbContext db, Audit audit)
{
    /// <summary>Ends sync and sessions at once.</summary>
    public async Task<UserProblem> DeactivateAsync(Guid id, Guid byWhom, DateTime now, CancellationToken cancellationToken)
    {
        if (id == byWhom)
        {
            return UserProblem.OwnAccount;
        }

        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        if (await accounts.FindByIdAsync(id.ToString()) is not { } account)
        {
            return UserProblem.NotFound;
        }

        if (await roles.IsLastAdministratorAsync(id, cancellationToken))
        {
            return UserProblem.LastAdministrator;
        }

        account.IsActive = false;
        account.DeactivatedAt = now;
        await accounts.UpdateSecurityStampAsync(account);
        audit.Add("AccountDeactivated", id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await mailboxes.DisableAsync(id, reason: null, cancellationToken);
        return UserProblem.None;
    }

    /// <summary>He may sign in again; his sync stays off until he switches it on himself.</summary>
    public async Task<UserProblem> ReactivateAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(id.ToString()) is not { } account)
        {
            return UserProblem.NotFound;
        }

        account.IsActive = true;
        account.DeactivatedAt = null;
        audit.Add("AccountReactivated", id);
        await accounts.UpdateAsync(account);
        return UserProblem.None;
    }

    public async Task SetChosenAsync(Guid id, bool isChosen, CancellationToken cancellationToken)
    {
        audit.Add(isChosen ? "AccountChosen" : "AccountNotChosen", id);
        await db.Users.Where(account => account.Id == id).ExecuteUpdateAsync(set => set.SetProperty(account => account.IsChosen, isChosen), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    public Task PauseAsync(Guid id, string reason, CancellationToken cancellationToken) =>
        NoteAsync("SyncPaused", id, () => mailboxes.PauseAsync(id, reason, cancellationToken), cancellationToken);

    public Task EndPauseAsync(Guid id, CancellationToken cancellationToken) =>
        NoteAsync("SyncPauseEnded", id, () => mailboxes.EndPauseAsync(id, cancellationToken), cancellationToken);

    public Task SwitchOffAsync(Guid id, string reason, CancellationToken cancellationToken) =>
        NoteAsync("SyncSwitchedOff", id, () => mailboxes.DisableAsync(id, reason, cancellationToken), cancellationToken);

    private async Task NoteAsync(string action, Guid id, Func<Task<Guid>> change, CancellationToken cancellationToken)
    {
        await change();
        audit.Add(action, id);
        await db.SaveChangesAsync(cancellationToken);
    }
}
