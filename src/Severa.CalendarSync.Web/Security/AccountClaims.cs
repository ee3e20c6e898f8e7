using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security.SecondFactor;

namespace Severa.CalendarSync.Web.Security;

/// <summary>What the session knows about the account besides its roles. Refresh the sign-in after changing one of them.</summary>
public sealed class AccountClaims(
    UserManager<Account> accounts, RoleManager<IdentityRole<Guid>> roles, IOptions<IdentityOptions> options, IOptions<AccountOptions> rules)
    : UserClaimsPrincipalFactory<Account, IdentityRole<Guid>>(accounts, roles, options)
{
    public const string DisplayName = "display-name";
    public const string Language = "language";
    public const string Zone = "zone";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(DisplayName, user.DisplayName));
        identity.AddClaim(new Claim(Language, user.Language));
        identity.AddClaim(new Claim(Zone, user.TimeZoneId));
        if (!user.TwoFactorEnabled && EnrolmentFirst.IsDemandedOf(identity, rules.Value.SecondFactor))
        {
            identity.AddClaim(new Claim(EnrolmentFirst.Missing, "true"));
        }

        return identity;
    }
}
