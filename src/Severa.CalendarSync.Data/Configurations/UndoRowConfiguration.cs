using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class UndoRowConfiguration : IEntityTypeConfiguration<UndoRow>
{
    public void Configure(EntityTypeBuilder<UndoRow> builder)
    {
        builder.ToTable("Undos");
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.HasIndex(u => new { u.MailboxId, u.SettledAt });
        builder.HasIndex(u => new { u.MailboxId, u.HistoryId });
        builder.HasIndex(u => u.RequestedAt);
        builder.HasOne<Mailbox>().WithMany().HasForeignKey(u => u.MailboxId).OnDelete(DeleteBehavior.Cascade);
    }
}
