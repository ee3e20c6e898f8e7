using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Configurations;

/// <summary>ASP.NET Core Identity's tables under our names. Token values (second factor, recovery codes) are encrypted.</summary>
internal static class IdentityTables
{
    public static void Configure(ModelBuilder builder, ProtectedConverter secret)
    {
        builder.Entity<IdentityRole<Guid>>().ToTable("Roles");
        builder.Entity<IdentityUserRole<Guid>>().ToTable("AccountRoles");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("AccountClaims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("AccountLogins");
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("RoleClaims");
        builder.Entity<IdentityUserToken<Guid>>(token =>
        {
            token.ToTable("AccountTokens");
            token.Property(t => t.Value).HasConversion((ValueConverter)secret);
        });
    }
}
