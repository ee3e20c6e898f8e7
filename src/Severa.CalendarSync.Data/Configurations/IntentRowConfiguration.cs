using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class IntentRowConfiguration : IEntityTypeConfiguration<IntentRow>
{
    public void Configure(EntityTypeBuilder<IntentRow> builder)
    {
        builder.ToTable("Intents");
        builder.HasKey(i => i.OperationId);
        builder.Property(i => i.OperationId).ValueGeneratedNever();
        builder.HasIndex(i => new { i.MailboxId, i.ClosedAt });
        builder.HasIndex(i => i.ClosedAt);
        builder.HasOne<Mailbox>().WithMany().HasForeignKey(i => i.MailboxId).OnDelete(DeleteBehavior.Cascade);
    }
}
