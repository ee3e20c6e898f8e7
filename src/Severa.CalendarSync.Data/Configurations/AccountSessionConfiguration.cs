using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class AccountSessionConfiguration : IEntityTypeConfiguration<AccountSession>
{
    public void Configure(EntityTypeBuilder<AccountSession> builder)
    {
        builder.ToTable("Sessions");
        builder.Property(s => s.Id).HasMaxLength(44);
        builder.Property(s => s.Stamp).HasMaxLength(64);
        builder.Property(s => s.Browser).HasMaxLength(40);
        builder.Property(s => s.Platform).HasMaxLength(40);
        builder.HasIndex(s => s.AccountId);
        builder.HasIndex(s => s.EndsAt);
        builder.HasOne(s => s.Account).WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
