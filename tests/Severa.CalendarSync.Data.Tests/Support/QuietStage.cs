using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Ledger;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>Mailboxes whose last run found nothing to do, and whose turn has come.</summary>
internal sealed class QuietStage(TestDatabase database)
{
    public QuietMailboxes Quiet => database.Get<QuietMailboxes>();

    public MailboxQueue Queue => database.Get<MailboxQueue>();

    /// <summary>Two runs: one that compared and copied everything, one that found nothing.</summary>
    public async Task<Mailbox> MailboxAsync(string name = "maija")
    {
        var connection = await database.ConnectionAsync();
        var mailbox = await database.MailboxAsync(name, m => m.ConnectionId = connection.Id);
        var report = database.Report() with { OutlookCursor = "o1", SeveraCursor = "0", PolicyHash = "rules" };
        await RunAsync(mailbox, report with { WasFull = true, Counts = new RunCounts { CreatedInSevera = 1 } });
        await RunAsync(mailbox, report with { Outcome = RunOutcome.Unchanged });
        return await database.ReloadAsync(mailbox);
    }

    public async Task RunAsync(Mailbox mailbox, RunReport report)
    {
        var ledger = database.Ledger(mailbox.Id);
        Assert.NotNull(await ledger.OpenAsync(default));
        await ledger.CompleteAsync(report, default);
    }

    /// <summary>Their turn comes, and they are picked.</summary>
    public async Task<IReadOnlyList<Guid>> PickAsync()
    {
        database.Time.Advance(TimeSpan.FromMinutes(5));
        return await Queue.PickAsync(100, default);
    }

    public async Task<IReadOnlyList<QuietMailbox>> FindAsync() => await Quiet.FindAsync(await PickAsync(), default);

    public async Task<int> QuietRunsAsync(Mailbox mailbox)
    {
        await using var db = database.Open();
        return await db.QuietDays.Where(d => d.MailboxId == mailbox.Id).SumAsync(d => d.Runs);
    }
}
