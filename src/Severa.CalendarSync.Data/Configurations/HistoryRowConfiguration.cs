using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class HistoryRowConfiguration(ProtectedConverter secret) : IEntityTypeConfiguration<HistoryRow>
{
    public void Configure(EntityTypeBuilder<HistoryRow> builder)
    {
        builder.ToTable("History");
        builder.Property(h => h.Title).HasConversion(secret);
        builder.Property(h => h.Code).HasMaxLength(200);
        builder.HasIndex(h => new { h.MailboxId, h.At });
        builder.HasIndex(h => new { h.MailboxId, h.LinkId });
        builder.HasIndex(h => h.At);
        builder.HasOne<Mailbox>().WithMany().HasForeignKey(h => h.MailboxId).OnDelete(DeleteBehavior.Cascade);
    }
}
