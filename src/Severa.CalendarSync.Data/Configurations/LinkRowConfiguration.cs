using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Configurations;

/// <summary>Ids are compared letter by letter; the unique keys stay below SQL Server's 1700 bytes.</summary>
internal sealed class LinkRowConfiguration(string ordinal) : IEntityTypeConfiguration<LinkRow>
{
    /// <summary>16 bytes of the mailbox and two for each letter.</summary>
    internal const int MaxToken = 700;

    /// <summary>Few at any time, and looked for before every turn of a mailbox.</summary>
    private const string Decided = "\"Decision\" <> 'None'";

    public void Configure(EntityTypeBuilder<LinkRow> builder)
    {
        builder.ToTable("Links");
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.EntryToken).HasMaxLength(MaxToken).UseCollation(ordinal);
        builder.Property(l => l.EntryId).HasMaxLength(2000).UseCollation(ordinal);
        builder.Property(l => l.EntryVersion).HasMaxLength(1000).UseCollation(ordinal);
        builder.Property(l => l.ActivityId).HasMaxLength(200).UseCollation(ordinal);
        builder.Property(l => l.ActivityVersion).HasMaxLength(200).UseCollation(ordinal);
        builder.Property(l => l.Trail).HasMaxLength(500);
        builder.Property(l => l.Epoch).HasMaxLength(700).UseCollation(ordinal);
        builder.Property(l => l.SetAsideCode).HasMaxLength(200);
        builder.HasIndex(l => new { l.MailboxId, l.EntryToken }).IsUnique();
        builder.HasIndex(l => new { l.MailboxId, l.ActivityId }).IsUnique();
        builder.HasIndex(l => l.ActivityId);
        builder.HasIndex(l => new { l.State, l.EndsAt });
        builder.HasIndex(l => l.MailboxId, "IX_Links_Decided").HasFilter(Decided);
        builder.HasOne<Mailbox>().WithMany().HasForeignKey(l => l.MailboxId).OnDelete(DeleteBehavior.Cascade);
    }
}
