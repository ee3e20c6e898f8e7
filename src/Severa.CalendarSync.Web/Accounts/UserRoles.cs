using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>Who is administrator and operator, and who may still come in. One active administrator always stays.</summary>
public sealed class UserRoles(UserManager<Account> accounts, AccountCreation creation, SyncDbContext db, Audit audit)
{
    public async Task<UserProblem> SetAsync(Guid id, bool isAdministrator, bool isOperator, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        if (await accounts.FindByIdAsync(id.ToString()) is not { } account)
        {
            return UserProblem.NotFound;
        }

        if (!isAdministrator && await IsLastAdministratorAsync(id, cancellationToken))
        {
            return UserProblem.LastAdministrator;
        }

        var hasLost = await ChangeAsync(account, Roles.Administrator, isAdministrator) | await ChangeAsync(account, Roles.Operator, isOperator);
        if (hasLost)
        {
            // His open sessions still carry the role.
            await accounts.UpdateSecurityStampAsync(account);
        }

        audit.Add(AuditAction.RolesChanged, id, $"administrator={isAdministrator}, operator={isOperator}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return UserProblem.None;
    }

    public async Task<bool> IsLastAdministratorAsync(Guid id, CancellationToken cancellationToken)
    {
        var administrators = await ActiveAdministrators().Select(user => user.Id).Take(2).ToListAsync(cancellationToken);
        return administrators is [var only] && only == id;
    }

    /// <summary>The names of those who could do what somebody may not do to himself.</summary>
    public async Task<IReadOnlyList<string>> OtherAdministratorsAsync(Guid id, CancellationToken cancellationToken) =>
        await ActiveAdministrators().Where(user => user.Id != id).Select(user => user.DisplayName).ToListAsync(cancellationToken);

    private IQueryable<Account> ActiveAdministrators() =>
        from user in db.Users
        join userRole in db.UserRoles on user.Id equals userRole.UserId
        join role in db.Roles on userRole.RoleId equals role.Id
        where user.IsActive && role.Name == Roles.Administrator
        orderby user.Id
        select user;

    /// <summary>True when the account lost the role.</summary>
    private async Task<bool> ChangeAsync(Account account, string role, bool shouldHave)
    {
        var has = await accounts.IsInRoleAsync(account, role);
        if (has == shouldHave)
        {
            return false;
        }

        if (shouldHave)
        {
            await creation.EnsureRoleAsync(role);
            await accounts.AddToRoleAsync(account, role);
            return false;
        }

        await accounts.RemoveFromRoleAsync(account, role);
        return true;
    }
}
