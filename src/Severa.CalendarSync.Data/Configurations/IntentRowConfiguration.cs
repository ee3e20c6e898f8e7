using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class IntentRowConfiguration(ProtectedConverter secret) : IEntityTypeConfiguration<IntentRow>
{
    public void Configure(EntityTypeBuilder<IntentRow> builder)
    {
        builder.ToTable("Intents");
        builder.HasKey(i => i.OperationId);
        builder.Property(i => i.OperationId).ValueGeneratedNever();
        builder.Property(i => i.Event).HasConversion((ValueConverter)secret);
        builder.HasIndex(i => new { i.MailboxId, i.ClosedAt });
        builder.HasIndex(i => i.ClosedAt);
        builder.HasOne<Mailbox>().WithMany().HasForeignKey(i => i.MailboxId).OnDelete(DeleteBehavior.Cascade);
    }
}
