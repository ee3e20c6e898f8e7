using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class HistoryRowConfiguration(string ordinal, ProtectedConverter secret) : IEntityTypeConfiguration<HistoryRow>
{
    public void Configure(EntityTypeBuilder<HistoryRow> builder)
    {
        builder.ToTable("History");
        builder.Property(h => h.Title).HasConversion(secret);
        builder.Property(h => h.Code).HasMaxLength(200);
        builder.Property(h => h.ItemId).HasMaxLength(2000).UseCollation(ordinal);
        builder.Property(h => h.Values).HasConversion((ValueConverter)secret);
        builder.HasIndex(h => new { h.MailboxId, h.At });
        builder.HasIndex(h => new { h.MailboxId, h.LinkId });
        builder.HasIndex(h => new { h.MailboxId, h.RunId });
        builder.HasIndex(h => h.At);
        builder.HasOne<Mailbox>().WithMany().HasForeignKey(h => h.MailboxId).OnDelete(DeleteBehavior.Cascade);
    }
}
