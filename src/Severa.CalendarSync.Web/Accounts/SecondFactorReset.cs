using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.SecondFactor;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>For somebody who lost his phone and his recovery codes. He signs in with his password alone, and sets up another where his role demands it.</summary>
public sealed class SecondFactorReset(UserManager<Account> accounts, SecondFactorSetup setup, SyncDbContext db, Audit audit)
{
    public async Task<UserProblem> ResetAsync(Guid id, Guid byWhom, CancellationToken cancellationToken)
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

        await setup.ForgetAsync(account, cancellationToken);
        audit.Add(AuditAction.SecondFactorReset, id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return UserProblem.None;
    }
}
