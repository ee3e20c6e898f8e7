using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>An administrator changes somebody else's account: in one transaction, while nobody else changes accounts.</summary>
public sealed class AnothersAccount(UserManager<Account> accounts, SyncDbContext db)
{
    /// <param name="id">Whose account; not the administrator's own.</param>
    /// <param name="byWhom">The administrator.</param>
    /// <param name="change">Changes it; any problem leaves everything as it was.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<UserProblem> ChangeAsync(Guid id, Guid byWhom, Func<Account, Task<UserProblem>> change, CancellationToken cancellationToken)
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

        if (await change(account) is not UserProblem.None and var problem)
        {
            return problem;
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return UserProblem.None;
    }
}
