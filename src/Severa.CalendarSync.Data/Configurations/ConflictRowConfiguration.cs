using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class ConflictRowConfiguration(ProtectedConverter secret) : IEntityTypeConfiguration<ConflictRow>
{
    public void Configure(EntityTypeBuilder<ConflictRow> builder)
    {
        builder.ToTable("Conflicts");
        builder.Property(c => c.Title).HasConversion(secret);
        builder.Property(c => c.OutlookValue).HasConversion(secret);
        builder.Property(c => c.SeveraValue).HasConversion(secret);
        builder.HasIndex(c => new { c.MailboxId, c.At });
        builder.HasIndex(c => c.At);
        builder.HasOne<Mailbox>().WithMany().HasForeignKey(c => c.MailboxId).OnDelete(DeleteBehavior.Cascade);
    }
}
