using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class OwnWriteConfiguration(string ordinal) : IEntityTypeConfiguration<OwnWrite>
{
    public void Configure(EntityTypeBuilder<OwnWrite> builder)
    {
        builder.ToTable("OwnWrites");
        builder.Property(w => w.ItemId).HasMaxLength(2000).UseCollation(ordinal);
        builder.Property(w => w.Version).HasMaxLength(1000).UseCollation(ordinal);
        builder.HasIndex(w => new { w.MailboxId, w.At });
        builder.HasOne<Mailbox>().WithMany().HasForeignKey(w => w.MailboxId).OnDelete(DeleteBehavior.Cascade);
    }
}
