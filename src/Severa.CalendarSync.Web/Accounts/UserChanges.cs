using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>What an administrator may do to somebody's account. Switching his sync on is not among it.</summary>
public sealed class UserChanges(
    AnothersAccount another, UserManager<Account> accounts, UserRoles roles, MailboxSwitch mailboxes, SyncDbContext db, Audit audit)
{
    /// <summary>Ends sync and sessions at once, in one transaction; the contents go 30 days later.</summary>
    public Task<UserProblem> DeactivateAsync(Guid id, Guid byWhom, DateTime now, CancellationToken cancellationToken) => another.ChangeAsync(
        id,
        byWhom,
        async account =>
        {
            if (await roles.IsLastAdministratorAsync(id, cancellationToken))
            {
                return UserProblem.LastAdministrator;
            }

            account.IsActive = false;
            account.DeactivatedAt = now;
            await accounts.UpdateSecurityStampAsync(account);
            audit.Add(AuditAction.AccountDeactivated, id);
            await mailboxes.StopAsync(db, id, cancellationToken);
            return UserProblem.None;
        },
        cancellationToken);

    /// <summary>Wherever he is signed in, he signs in anew; half a sign-in ends too.</summary>
    public Task<UserProblem> EndSessionsAsync(Guid id, Guid byWhom, CancellationToken cancellationToken) => another.ChangeAsync(
        id,
        byWhom,
        async account =>
        {
            audit.Add(AuditAction.SessionsEnded, id);
            await accounts.UpdateSecurityStampAsync(account);
            return UserProblem.None;
        },
        cancellationToken);

    /// <summary>He may sign in again; his sync stays off until he switches it on himself.</summary>
    public async Task<UserProblem> ReactivateAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(id.ToString()) is not { } account)
        {
            return UserProblem.NotFound;
        }

        account.IsActive = true;
        account.DeactivatedAt = null;
        audit.Add(AuditAction.AccountReactivated, id);
        await accounts.UpdateAsync(account);
        return UserProblem.None;
    }

    public async Task SetChosenAsync(Guid id, bool isChosen, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var changed = await db.Users.Where(account => account.Id == id && account.IsChosen != isChosen)
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.IsChosen, isChosen), cancellationToken);
        if (changed > 0)
        {
            audit.Add(isChosen ? AuditAction.AccountChosen : AuditAction.AccountNotChosen, id);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    public Task PauseAsync(Guid id, string reason, CancellationToken cancellationToken) =>
        mailboxes.PauseAsync(id, reason, cancellationToken, audit.Note(AuditAction.SyncPaused, id));

    public Task EndPauseAsync(Guid id, CancellationToken cancellationToken) =>
        mailboxes.EndPauseAsync(id, cancellationToken, audit.Note(AuditAction.SyncPauseEnded, id));

    public Task SwitchOffAsync(Guid id, string reason, CancellationToken cancellationToken) =>
        mailboxes.DisableAsync(id, reason, cancellationToken, note: audit.Note(AuditAction.SyncSwitchedOff, id));
}
