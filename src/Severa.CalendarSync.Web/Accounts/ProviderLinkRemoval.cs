using Severa.CalendarSync.Web.Security.Provider;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>
/// For an account that is linked to the wrong person at the provider, or to one who must not come in by it any more. Whoever has no
/// password then signs in by a link for a new one.
/// </summary>
public sealed class ProviderLinkRemoval(AnothersAccount another, ProviderLogins logins)
{
    public Task<UserProblem> RemoveAsync(Guid id, Guid byWhom, CancellationToken cancellationToken) => another.ChangeAsync(
        id,
        byWhom,
        async account =>
        {
            if (await logins.HasAsync(account))
            {
                await logins.ForgetAsync(account, cancellationToken);
            }

            return UserProblem.None;
        },
        cancellationToken);
}
