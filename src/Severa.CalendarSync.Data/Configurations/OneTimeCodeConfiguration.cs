using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class OneTimeCodeConfiguration(string ordinal, ProtectedConverter secret) : IEntityTypeConfiguration<OneTimeCode>
{
    public void Configure(EntityTypeBuilder<OneTimeCode> builder)
    {
        builder.ToTable("OneTimeCodes");
        builder.Property(c => c.Hash).HasConversion(secret);
        builder.Property(c => c.Address).HasMaxLength(256);
        builder.Property(c => c.EntryId).HasMaxLength(2000).UseCollation(ordinal);
        builder.Property(c => c.FolderId).HasMaxLength(700).UseCollation(ordinal);
        builder.HasIndex(c => new { c.Purpose, c.AccountId, c.CreatedAt });
        builder.HasIndex(c => c.ExpiresAt);
        builder.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
