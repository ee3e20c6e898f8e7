using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;
using Severa.CalendarSync.Data.Startup;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class OrganizationConfiguration(ProtectedConverter secret) : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.ToTable("Organization", table => table.HasCheckConstraint("CK_Organization_OneRow", "\"Id\" = 1"));
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.Name).HasMaxLength(200);
        builder.Property(o => o.InstallationId).HasMaxLength(Installation.MostLetters);
        builder.Property(o => o.FingerprintKey).HasMaxLength(1000).HasConversion(secret);
        builder.Property(o => o.Version).IsConcurrencyToken();
        builder.HasOne<ActivityType>().WithMany().HasForeignKey(o => o.PrivateTypeId).OnDelete(DeleteBehavior.SetNull);
    }
}
