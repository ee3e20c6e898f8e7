using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Configurations;

/// <summary>No foreign keys: what was done outlives the account.</summary>
internal sealed class AuditRowConfiguration : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("Audit");
        builder.Property(a => a.Action).HasMaxLength(60);
        builder.Property(a => a.Detail).HasMaxLength(AuditRow.MaxDetail);
        builder.Property(a => a.RemoteAddress).HasMaxLength(64);
        builder.HasIndex(a => a.At);
        builder.HasIndex(a => a.SubjectId);
    }
}
