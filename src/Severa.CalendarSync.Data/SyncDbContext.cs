using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data;

/// <summary>Everything that must last. One derived context per database provider holds its migrations.</summary>
public abstract class SyncDbContext(DbContextOptions options)
    : IdentityDbContext<Account, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<Organization> Organizations => Set<Organization>();

    public DbSet<ExchangeConnection> ExchangeConnections => Set<ExchangeConnection>();

    public DbSet<ActivityType> ActivityTypes => Set<ActivityType>();

    public DbSet<SeveraActivity> Activities => Set<SeveraActivity>();

    public DbSet<ActivityParticipant> ActivityParticipants => Set<ActivityParticipant>();

    public DbSet<ActivityRevision> ActivityRevisions => Set<ActivityRevision>();

    public DbSet<Mailbox> Mailboxes => Set<Mailbox>();

    public DbSet<LinkRow> Links => Set<LinkRow>();

    public DbSet<IntentRow> Intents => Set<IntentRow>();

    public DbSet<OwnWrite> OwnWrites => Set<OwnWrite>();

    public DbSet<RunRow> Runs => Set<RunRow>();

    public DbSet<HistoryRow> History => Set<HistoryRow>();

    public DbSet<ConflictRow> Conflicts => Set<ConflictRow>();

    public DbSet<OneTimeCode> OneTimeCodes => Set<OneTimeCode>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
}
