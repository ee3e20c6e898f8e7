using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.SecondFactor;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>
/// Gives an organisation its administrator back, for whoever has the machine: role, activation, and a link for a new password. The
/// second factor goes, and so do password, provider and sessions: nobody knows who has them.
/// </summary>
public sealed class AdministratorRecovery(
    UserManager<Account> accounts, AccountCreation creation, SecondFactorSetup secondFactor, AccountLinks links, SyncDbContext db, Audit audit)
{
    /// <returns>What the link carries; null when nobody here has the address.</returns>
    public async Task<string?> RecoverAsync(string address, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        if (await accounts.FindByEmailAsync(address.Trim()) is not { } account)
        {
            return null;
        }

        audit.Add(AuditAction.AdministratorRecovered, account.Id, $"active={account.IsActive}, second factor={account.TwoFactorEnabled}");
        account.IsActive = true;
        account.DeactivatedAt = null;
        await creation.EnsureRoleAsync(Roles.Administrator);
        if (!await accounts.IsInRoleAsync(account, Roles.Administrator))
        {
            await accounts.AddToRoleAsync(account, Roles.Administrator);
        }

        await secondFactor.ForgetAsync(account, cancellationToken);
        await db.UserLogins.Where(login => login.UserId == account.Id).ExecuteDeleteAsync(cancellationToken);
        await accounts.RemovePasswordAsync(account);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await links.IssueAsync(account.Id, cancellationToken);
    }
}
