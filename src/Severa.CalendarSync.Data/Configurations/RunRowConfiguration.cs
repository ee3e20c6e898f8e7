using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class RunRowConfiguration : IEntityTypeConfiguration<RunRow>
{
    public void Configure(EntityTypeBuilder<RunRow> builder)
    {
        builder.ToTable("Runs");
        builder.Property(r => r.Counts).HasMaxLength(1000);
        builder.Property(r => r.ErrorCode).HasMaxLength(200);
        builder.Property(r => r.ErrorReference).HasMaxLength(40);
        builder.HasIndex(r => new { r.MailboxId, r.EndedAt });
        builder.HasIndex(r => r.EndedAt);
        builder.HasOne<Mailbox>().WithMany().HasForeignKey(r => r.MailboxId).OnDelete(DeleteBehavior.Cascade);
    }
}
