using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Configurations;

/// <summary>While a cause lasts there is one row of it, and each message about it is there once: several nodes tell once.</summary>
internal sealed class AlertConfiguration(ProtectedConverter secret)
    : IEntityTypeConfiguration<AlertRow>, IEntityTypeConfiguration<AlertNews>, IEntityTypeConfiguration<AlertSettings>
{
    private const int MaxRecipient = 320;

    public void Configure(EntityTypeBuilder<AlertRow> builder)
    {
        builder.ToTable("Alerts");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Subject).HasMaxLength(AlertRow.MaxSubject);
        builder.HasIndex(a => new { a.Cause, a.Subject }).IsUnique().HasFilter("\"EndedAt\" IS NULL");
        builder.HasIndex(a => a.EndedAt);
    }

    public void Configure(EntityTypeBuilder<AlertNews> builder)
    {
        builder.ToTable("AlertNews");
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Recipient).HasMaxLength(MaxRecipient);
        builder.Property(n => n.Problem).HasMaxLength(100);
        builder.HasIndex(n => new { n.AlertId, n.Channel, n.Recipient, n.Event, n.Level }).IsUnique();
        builder.HasIndex(n => n.NextTryAt);
        builder.HasOne(n => n.Alert).WithMany(a => a.News).HasForeignKey(n => n.AlertId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<AlertSettings> builder)
    {
        builder.ToTable("AlertSettings", table => table.HasCheckConstraint("CK_AlertSettings_OneRow", "\"Id\" = 1"));
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Recipients).HasMaxLength(4000);
        builder.Property(s => s.Language).HasMaxLength(10);
        builder.Property(s => s.WebhookUrl).HasMaxLength(1000);
        builder.Property(s => s.WebhookSecret).HasMaxLength(1000).HasConversion((ValueConverter)secret);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.Ignore(s => s.Addresses);
    }
}
