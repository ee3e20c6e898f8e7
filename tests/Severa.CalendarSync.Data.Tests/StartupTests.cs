using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;
using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.Data.Startup;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

public sealed class StartupTests
{
    [DatabaseFact]
    public async Task Migrating_again_changes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        var first = await OrganizationAsync(database);

        await database.Get<DatabaseStartup>().PrepareAsync();

        var second = await OrganizationAsync(database);
        Assert.Equal(first.InstallationId, second.InstallationId);
        Assert.Equal(first.FingerprintKey, second.FingerprintKey);
        Assert.Equal(32, Convert.FromBase64String(second.FingerprintKey).Length);
    }

    [DatabaseFact]
    public async Task Starting_and_using_the_database_warns_of_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        var mailbox = await database.MailboxAsync();
        await database.Get<Mailboxes.MailboxQueue>().PickAsync(5, default);
        await LedgerTests.RecordAsync(database, mailbox.Id, new Core.Sync.LedgerBatch { Links = [Links.Full()] });
        await database.Get<Pruning.DailyPruning>().RunAsync(default);
        Assert.True(database.Log.Warnings.Count == 0, string.Join(Environment.NewLine, database.Log.Warnings));
    }

    [DatabaseFact]
    public async Task A_new_database_takes_the_configured_installation()
    {
        await using var database = await TestDatabase.CreateAsync(KeyValuePair.Create<string, string?>("Installation:Id", "prod-1"));
        Assert.Equal("prod-1", (await OrganizationAsync(database)).InstallationId);
    }

    [DatabaseFact]
    public async Task Another_installation_finds_that_the_database_is_not_its_own()
    {
        await using var database = await TestDatabase.CreateAsync(KeyValuePair.Create<string, string?>("Installation:Id", "prod-1"));
        Assert.False(database.Get<Installation>().IsForeign);
        var mailbox = await database.MailboxAsync();

        await using var copy = database.Restart(KeyValuePair.Create<string, string?>("Installation:Id", "test-1"));
        await copy.Get<DatabaseStartup>().UseAsync();

        Assert.Equal((true, "prod-1", "test-1"), (copy.Get<Installation>().IsForeign, copy.Get<Installation>().Stored, copy.Get<Installation>().Configured));
        Assert.False(await copy.Get<Mailboxes.MailboxQueue>().IsRunWantedAsync(mailbox.Id, default));
        Assert.Empty(await copy.Get<Mailboxes.MailboxQueue>().PickAsync(5, default));
        Assert.Equal([mailbox.Id], await database.Get<Mailboxes.MailboxQueue>().PickAsync(5, default));
    }

    [DatabaseFact]
    public async Task Tables_of_an_earlier_version_are_refused_until_they_are_migrated()
    {
        await using var database = await TestDatabase.EmptyAsync();
        var startup = database.Get<DatabaseStartup>();
        await Assert.ThrowsAsync<DatabaseOutdatedException>(() => startup.UseAsync());

        Assert.NotEqual(0, await startup.MigrateAsync());
        Assert.Equal(0, await startup.MigrateAsync());
        await startup.UseAsync();
        Assert.NotNull(database.Get<Installation>().Stored);
    }

    [DatabaseFact]
    public async Task A_second_organisation_is_refused()
    {
        await using var database = await TestDatabase.CopyAsync();
        await using var db = database.Open();
        db.Add(new Organization { Id = 2, InstallationId = "x", FingerprintKey = "y" });
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
    }

    [DatabaseFact]
    public async Task A_process_started_later_reads_what_was_protected()
    {
        await using var database = await TestDatabase.CopyAsync();
        var key = (await OrganizationAsync(database)).FingerprintKey;
        await using var later = database.Restart();
        Assert.Equal(key, (await OrganizationAsync(later)).FingerprintKey);
    }

    [DatabaseFact]
    public async Task A_secret_is_nowhere_in_the_database()
    {
        await using var database = await TestDatabase.CopyAsync();
        await using (var db = database.Open())
        {
            db.Add(new ExchangeConnection { Id = Guid.NewGuid(), Version = ExchangeVersion.Exchange2016, Secret = "marker-hunter2", DelegateUsername = "marker-plain" });
            await db.SaveChangesAsync();
        }

        var raw = await database.RawAsync();
        Assert.Contains("marker-plain", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("marker-hunter2", raw, StringComparison.Ordinal);
        await using var again = database.Open();
        Assert.Equal("marker-hunter2", (await again.ExchangeConnections.SingleAsync()).Secret);
    }

    [DatabaseFact]
    public async Task A_plain_or_damaged_secret_is_never_handed_out()
    {
        await using var database = await TestDatabase.CopyAsync();
        await using var db = database.Open();
        await db.Database.ExecuteSqlRawAsync("UPDATE \"Organization\" SET \"FingerprintKey\" = 'plain'");
        await Assert.ThrowsAsync<SecretUnreadableException>(() => db.Organizations.SingleAsync());
        await db.Database.ExecuteSqlRawAsync("UPDATE \"Organization\" SET \"FingerprintKey\" = 'p1:CfDJ8damaged'");
        await Assert.ThrowsAsync<SecretUnreadableException>(() => db.Organizations.SingleAsync());
    }

    [DatabaseFact]
    public async Task Times_come_back_as_UTC_and_guesses_are_refused()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var read = await database.ReloadAsync(mailbox);
        Assert.Equal(DateTimeKind.Utc, read.NextDueAt!.Value.Kind);
        Assert.Equal(database.Now, read.NextDueAt);
        await Assert.ThrowsAnyAsync<Exception>(() => database.ChangeAsync(mailbox, m => m.NextDueAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)));
    }

    [DatabaseFact]
    public async Task Lockouts_can_be_compared_in_the_database()
    {
        await using var database = await TestDatabase.CopyAsync();
        var account = await database.AccountAsync();
        await using var db = database.Open();
        var now = database.Time.GetUtcNow();
        await db.Users.Where(a => a.Id == account.Id).ExecuteUpdateAsync(s => s.SetProperty(a => a.LockoutEnd, now.AddMinutes(5)));
        Assert.Equal(1, await db.Users.CountAsync(a => a.LockoutEnd > now));
        Assert.Equal(0, await db.Users.CountAsync(a => a.LockoutEnd > now.AddMinutes(6)));
    }

    [DatabaseFact]
    public async Task Nodes_that_start_at_once_make_one_organisation()
    {
        await using var database = await TestDatabase.EmptyAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.Get<DatabaseStartup>().PrepareAsync())));

        Assert.Equal(32, Convert.FromBase64String((await OrganizationAsync(database)).FingerprintKey).Length);
        if (database.System == DatabaseSystem.Postgres)
        {
            Assert.True(database.Log.Warnings.Count == 0, string.Join(Environment.NewLine, database.Log.Warnings));
        }
    }

    [DatabaseFact]
    public async Task Leases_end_with_the_process_only_where_there_is_one()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var ledger = database.Ledger(mailbox.Id);
        await ledger.OpenAsync(default);

        await database.Get<DatabaseStartup>().PrepareAsync();

        var read = await database.ReloadAsync(mailbox);
        if (database.System == DatabaseSystem.Sqlite)
        {
            await Assert.ThrowsAsync<Core.Sync.LeaseLostException>(() => ledger.RecordAsync(new(), default));
            Assert.Equal((null, null), (read.LeaseUntil, read.RunningSince));
            Assert.NotNull(await database.Ledger(mailbox.Id).OpenAsync(default));
        }
        else
        {
            await ledger.RecordAsync(new(), default);
            Assert.NotNull(read.LeaseUntil);
            Assert.Null(await database.Ledger(mailbox.Id).OpenAsync(default));
        }
    }

    [Fact]
    public async Task The_file_uses_the_write_ahead_log_and_foreign_keys()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        Assert.Equal("wal", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync());
        Assert.Equal(1, await db.Database.SqlQueryRaw<int>("SELECT foreign_keys AS Value FROM pragma_foreign_keys").SingleAsync());
    }

    private static async Task<Organization> OrganizationAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Organizations.SingleAsync();
    }
}
