using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class DismissalRowConfiguration(string ordinal) : IEntityTypeConfiguration<DismissalRow>
{
    public void Configure(EntityTypeBuilder<DismissalRow> builder)
    {
        builder.ToTable("Dismissals");
        builder.HasKey(d => new { d.MailboxId, d.LinkId });
        builder.Property(d => d.EntryId).HasMaxLength(2000).UseCollation(ordinal);
        builder.Property(d => d.ActivityId).HasMaxLength(200).UseCollation(ordinal);
        builder.HasIndex(d => d.EndsAt);
        builder.HasOne<Mailbox>().WithMany().HasForeignKey(d => d.MailboxId).OnDelete(DeleteBehavior.Cascade);
    }
}
