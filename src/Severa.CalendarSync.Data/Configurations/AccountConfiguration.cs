using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("Accounts");
        builder.Property(a => a.DisplayName).HasMaxLength(200);
        builder.Property(a => a.TimeZoneId).HasMaxLength(100);
        builder.Property(a => a.Language).HasMaxLength(10);
        builder.HasOne<ActivityType>().WithMany().HasForeignKey(a => a.DefaultTypeId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(a => a.DeactivatedAt);
    }
}
