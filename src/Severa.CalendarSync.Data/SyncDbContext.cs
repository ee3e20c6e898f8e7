using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data.Configurations;
using Severa.CalendarSync.Data.Conventions;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data;

/// <summary>Everything that must last. One derived context per database provider holds its migrations.</summary>
public abstract partial class SyncDbContext(DbContextOptions options, ColumnProtector protector)
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

    public DbSet<QuietDay> QuietDays => Set<QuietDay>();

    public DbSet<HistoryRow> History => Set<HistoryRow>();

    public DbSet<ConflictRow> Conflicts => Set<ConflictRow>();

    public DbSet<DismissalRow> Dismissals => Set<DismissalRow>();

    public DbSet<UndoRow> Undos => Set<UndoRow>();

    public DbSet<OneTimeCode> OneTimeCodes => Set<OneTimeCode>();

    public DbSet<AccountSession> Sessions => Set<AccountSession>();

    public DbSet<AlertRow> Alerts => Set<AlertRow>();

    public DbSet<AlertNews> AlertNews => Set<AlertNews>();

    public DbSet<AlertSettings> AlertSettings => Set<AlertSettings>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    internal ColumnProtector Protector { get; } = protector;

    /// <summary>The provider's collation that compares letter by letter: Exchange ids differ by letter case only.</summary>
    protected abstract string OrdinalCollation { get; }

    /// <summary>The system lets one transaction write at a time by itself.</summary>
    protected virtual bool HasOneWriter => false;

    /// <summary>
    /// Begins a transaction that goes alone: another one that begins like this waits until it has ended, and then sees what it wrote.
    /// For decisions that rest on what is not there: no other administrator, no other code, nobody else who picks.
    /// </summary>
    public async Task<IDbContextTransaction> BeginAloneAsync(CancellationToken cancellationToken)
    {
        var transaction = await Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await GoAloneAsync(cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>As <see cref="BeginAloneAsync"/>, in the transaction that runs.</summary>
    internal async Task GoAloneAsync(CancellationToken cancellationToken)
    {
        if (!HasOneWriter)
        {
            await Organizations.ExecuteUpdateAsync(set => set.SetProperty(o => o.Version, o => o.Version), cancellationToken);
        }
    }

    /// <summary>The accounts whose name or address contains the text, in whatever letter case: for people who search.</summary>
    public abstract IQueryable<Account> PeopleLike(string text);

    /// <summary>A pattern for <c>LIKE</c> with the text itself, whatever is in it; the escape is a backslash.</summary>
    protected static string Containing(string text) => $"%{LikeWords().Replace(text.Trim(), @"\$0")}%";

    [GeneratedRegex(@"[\\%_\[]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LikeWords();

    /// <summary>Bounded key lengths; fixed here, so that no host setting can make model and migrations disagree.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version2;

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RefuseChangedAudit();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RefuseChangedAudit();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <summary>The audit only grows (P12); what is too old is pruned, a row as a whole.</summary>
    private void RefuseChangedAudit()
    {
        if (ChangeTracker.Entries<AuditRow>().Any(row => row.State is EntityState.Modified or EntityState.Deleted))
        {
            throw new InvalidOperationException("A row of the audit is never changed or removed.");
        }
    }

    /// <summary>Times are UTC, enums are stored by name; flags stay numbers, so that a query can test one bit.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcOffsetConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<ItemFields>().HaveConversion<int>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        var secret = new ProtectedConverter(Protector);
        var alerts = new AlertConfiguration(secret);
        IdentityTables.Configure(builder, secret);
        builder.Entity<DataProtectionKey>().ToTable(KeyRingDbContext.Table);
        builder
            .ApplyConfiguration(new AccountConfiguration())
            .ApplyConfiguration(new AccountSessionConfiguration())
            .ApplyConfiguration(new OrganizationConfiguration(secret))
            .ApplyConfiguration(new ExchangeConnectionConfiguration(secret))
            .ApplyConfiguration(new ActivityTypeConfiguration())
            .ApplyConfiguration(new SeveraActivityConfiguration())
            .ApplyConfiguration(new ActivityParticipantConfiguration())
            .ApplyConfiguration(new ActivityRevisionConfiguration())
            .ApplyConfiguration(new MailboxConfiguration(OrdinalCollation))
            .ApplyConfiguration(new LinkRowConfiguration(OrdinalCollation))
            .ApplyConfiguration(new IntentRowConfiguration(secret))
            .ApplyConfiguration(new DismissalRowConfiguration(OrdinalCollation))
            .ApplyConfiguration(new UndoRowConfiguration())
            .ApplyConfiguration(new OwnWriteConfiguration(OrdinalCollation))
            .ApplyConfiguration(new RunRowConfiguration())
            .ApplyConfiguration(new QuietDayConfiguration())
            .ApplyConfiguration<AlertRow>(alerts)
            .ApplyConfiguration<AlertNews>(alerts)
            .ApplyConfiguration<AlertSettings>(alerts)
            .ApplyConfiguration(new AuditRowConfiguration())
            .ApplyConfiguration(new HistoryRowConfiguration(OrdinalCollation, secret))
            .ApplyConfiguration(new ConflictRowConfiguration(secret))
            .ApplyConfiguration(new OneTimeCodeConfiguration(OrdinalCollation, secret));
    }
}
