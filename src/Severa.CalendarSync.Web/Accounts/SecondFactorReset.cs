using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.SecondFactor;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>For somebody who lost his phone and his recovery codes. He signs in with his password alone, and sets up another where his role demands it.</summary>
public sealed class SecondFactorReset(AnothersAccount another, SecondFactorSetup setup, Audit audit)
{
    public Task<UserProblem> ResetAsync(Guid id, Guid byWhom, CancellationToken cancellationToken) => another.ChangeAsync(
        id,
        byWhom,
        async account =>
        {
            await setup.ForgetAsync(account, cancellationToken);
            audit.Add(AuditAction.SecondFactorReset, id);
            return UserProblem.None;
        },
        cancellationToken);
}
