using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Configurations;

/// <summary>ASP.NET Core Identity's tables under our names. Keys fit into SQL Server's 900 bytes; token values (second factor, recovery codes) are encrypted.</summary>
internal static class IdentityTables
{
    private const int MaxName = 128;

    /// <summary>What OpenID Connect allows the name of a subject.</summary>
    private const int MaxSubject = 255;

    public static void Configure(ModelBuilder builder, ProtectedConverter secret)
    {
        builder.Entity<IdentityRole<Guid>>().ToTable("Roles");
        builder.Entity<IdentityUserRole<Guid>>().ToTable("AccountRoles");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("AccountClaims");
        builder.Entity<IdentityUserLogin<Guid>>(login =>
        {
            login.ToTable("AccountLogins");
            login.Property(l => l.LoginProvider).HasMaxLength(MaxName);
            login.Property(l => l.ProviderKey).HasMaxLength(MaxSubject);
        });
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("RoleClaims");
        builder.Entity<IdentityUserToken<Guid>>(token =>
        {
            token.ToTable("AccountTokens");
            token.Property(t => t.LoginProvider).HasMaxLength(MaxName);
            token.Property(t => t.Name).HasMaxLength(MaxName);
            token.Property(t => t.Value).HasConversion((ValueConverter)secret);
        });
    }
}
