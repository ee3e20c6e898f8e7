using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Data.Auditing;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Pruning;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests.Restore;

/// <summary>The audit a second time, outside the database.</summary>
public sealed class AuditJournalTests : IDisposable
{
    private static readonly DateTime At = new DateTime(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc).AddTicks(1_234_567);
    private readonly string _folder = Directory.CreateTempSubdirectory("journal-").FullName;

    [Fact]
    public void Lines_are_read_as_they_were_added_in_the_order_of_time()
    {
        var (first, second) = (new AuditLine(At, "SyncSwitchedOff", Guid.NewGuid(), Guid.NewGuid()), new AuditLine(At.AddMonths(1), "SignedOut", null, null));
        Journal().Add([second]);
        Journal().Add([first]);
        AssertHolds([first, second], damaged: 0);
    }

    [Fact]
    public void A_line_cut_short_is_counted_and_spoils_no_other()
    {
        var (first, second) = (new AuditLine(At, "SignedIn", null, Guid.NewGuid()), new AuditLine(At.AddHours(1), "SyncSwitchedOff", null, Guid.NewGuid()));
        Journal().Add([first]);
        var file = Assert.Single(Directory.GetFiles(_folder));
        File.AppendAllText(file, second.Format()[..20]);
        Journal().Add([second]);
        AssertHolds([first, second], damaged: 1);
    }

    [Fact]
    public void A_folder_that_is_gone_stops_nobody_and_is_logged()
    {
        var file = Path.Combine(_folder, "a-file");
        File.WriteAllText(file, "");
        Journal(Path.Combine(file, "journal")).Add([new AuditLine(At, "SignedIn", null, null)]);
        Assert.Contains("Audit:JournalFolder", AuditJournal.Problem(Path.Combine(file, "journal")), StringComparison.Ordinal);
        Assert.Null(AuditJournal.Problem(_folder));
        Assert.Null(AuditJournal.Problem(null));
    }

    [Fact]
    public void Whole_months_that_are_too_old_are_forgotten()
    {
        Journal().Add([new AuditLine(At.AddMonths(-2), "SignedIn", null, null), new AuditLine(At.AddMonths(-1), "SignedIn", null, null), new AuditLine(At, "SignedIn", null, null)]);
        Assert.Equal(1, Journal().Forget(At.AddMonths(-1)));
        Assert.Equal(2, Journal().Read().Lines.Count);
    }

    [DatabaseFact]
    public async Task Every_line_of_the_audit_is_in_it_and_nothing_else_of_the_person()
    {
        await using var database = await TestDatabase.CreateAsync(KeyValuePair.Create("Audit:JournalFolder", (string?)_folder));
        var mailbox = await database.MailboxAsync();
        var note = new AuditRow { At = database.Now, Action = AuditAction.SyncSwitchedOff, ActorId = mailbox.AccountId, SubjectId = mailbox.AccountId, Detail = "marker-detail", RemoteAddress = "192.0.2.7" };
        await database.Get<MailboxSwitch>().DisableAsync(mailbox.AccountId, "marker-reason", default, note: note);

        var line = Assert.Single(database.Get<AuditJournal>().Read().Lines);
        Assert.Equal(new AuditLine(database.Now, "SyncSwitchedOff", mailbox.AccountId, mailbox.AccountId), line);
        var text = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder)));
        Assert.All(["marker", "192.0.2.7", "maija"], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    [DatabaseFact]
    public async Task It_is_kept_as_long_as_the_audit()
    {
        await using var database = await TestDatabase.CreateAsync(KeyValuePair.Create("Audit:JournalFolder", (string?)_folder));
        var tooOld = database.Now.AddDays(-Retention.AuditDays).AddMonths(-1);
        Journal().Add([new AuditLine(tooOld, "SignedIn", null, null), new AuditLine(tooOld.AddMonths(1), "SignedOut", null, null)]);
        await database.Get<DailyPruning>().RunAsync(default);
        Assert.Equal("SignedOut", Assert.Single(Journal().Read().Lines).Action);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void AssertHolds(AuditLine[] lines, int damaged)
    {
        var read = Journal().Read();
        Assert.Equal(lines, read.Lines);
        Assert.Equal(damaged, read.Damaged);
    }

    private AuditJournal Journal(string? folder = null) =>
        new(Options.Create(new AuditJournalOptions { JournalFolder = folder ?? _folder }), NullLogger<AuditJournal>.Instance);
}
