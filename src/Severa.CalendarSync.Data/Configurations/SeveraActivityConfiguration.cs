using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class SeveraActivityConfiguration : IEntityTypeConfiguration<SeveraActivity>
{
    internal const int MaxTitle = 255;
    internal const int MaxPlace = 1000;
    internal const int MaxNotes = 32000;

    public void Configure(EntityTypeBuilder<SeveraActivity> builder)
    {
        builder.ToTable("Activities");
        builder.Property(a => a.Title).HasMaxLength(MaxTitle);
        builder.Property(a => a.Place).HasMaxLength(MaxPlace);
        builder.Property(a => a.Notes).HasMaxLength(MaxNotes);
        builder.Property(a => a.ZoneId).HasMaxLength(100);
        builder.Property(a => a.Customer).HasMaxLength(200);
        builder.Property(a => a.Project).HasMaxLength(200);
        builder.Property(a => a.Hours).HasPrecision(9, 2);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasIndex(a => a.CreatedForLink).IsUnique();
        builder.HasIndex(a => new { a.OwnerId, a.StartsAt });
        builder.HasIndex(a => a.DeletedAt);
        builder.HasOne(a => a.Type).WithMany().HasForeignKey(a => a.TypeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(a => a.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(a => a.Participants).WithOne().HasForeignKey(p => p.ActivityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasQueryFilter(a => a.DeletedAt == null);
    }
}
