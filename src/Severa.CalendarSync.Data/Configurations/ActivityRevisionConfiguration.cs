using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class ActivityRevisionConfiguration : IEntityTypeConfiguration<ActivityRevision>
{
    public void Configure(EntityTypeBuilder<ActivityRevision> builder)
    {
        builder.ToTable("ActivityRevisions");
        builder.HasKey(r => r.AccountId);
        builder.HasOne<Account>().WithOne().HasForeignKey<ActivityRevision>(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
