using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class QuietDayConfiguration : IEntityTypeConfiguration<QuietDay>
{
    public void Configure(EntityTypeBuilder<QuietDay> builder)
    {
        builder.ToTable("QuietDays");
        builder.HasKey(d => new { d.MailboxId, d.Day });
        builder.HasIndex(d => d.Day);
        builder.HasOne<Mailbox>().WithMany().HasForeignKey(d => d.MailboxId).OnDelete(DeleteBehavior.Cascade);
    }
}
