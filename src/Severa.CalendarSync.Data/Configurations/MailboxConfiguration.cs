using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Configurations;

/// <summary>One mailbox per account; a proved address or folder belongs to one account only (R23).</summary>
internal sealed class MailboxConfiguration(string ordinal) : IEntityTypeConfiguration<Mailbox>
{
    private const string Proved = "\"ProvedAt\" IS NOT NULL";
    private const string ProvedFolder = "\"ProvedAt\" IS NOT NULL AND \"FolderId\" IS NOT NULL";

    public void Configure(EntityTypeBuilder<Mailbox> builder)
    {
        builder.ToTable("Mailboxes");
        builder.Property(m => m.ExpectedPlan).HasMaxLength(60);
        builder.Property(m => m.Address).HasMaxLength(320);
        builder.Property(m => m.FolderId).HasMaxLength(700).UseCollation(ordinal);
        builder.Property(m => m.PauseReason).HasMaxLength(500);
        builder.Property(m => m.Epoch).HasMaxLength(700).UseCollation(ordinal);
        builder.Property(m => m.PolicyHash).HasMaxLength(64);
        builder.Property(m => m.ErrorCode).HasMaxLength(200);
        builder.Property(m => m.ErrorReference).HasMaxLength(40);
        builder.HasIndex(m => m.AccountId).IsUnique();
        builder.HasIndex(m => m.FolderId).IsUnique().HasFilter(ProvedFolder);
        builder.HasIndex(m => m.Address).IsUnique().HasFilter(Proved);
        builder.HasIndex(m => m.NextDueAt);
        builder.HasIndex(m => m.ConnectionId);
        builder.HasIndex(m => m.QueueClaim);
        builder.HasOne(m => m.Account).WithOne(a => a.Mailbox).HasForeignKey<Mailbox>(m => m.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
