using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Figures;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>The numbers of the overview (P7), at nine in the morning.</summary>
public sealed class SyncFiguresTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private Microsoft.Extensions.DependencyInjection.IServiceScope _scope = null!;
    private SyncFigures _figures = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CopyAsync();
        _scope = _database.Scope();
        _figures = (SyncFigures)_scope.ServiceProvider.GetService(typeof(SyncFigures))!;
    }

    public async Task DisposeAsync()
    {
        _scope.Dispose();
        await _database.DisposeAsync();
    }

    [DatabaseFact]
    public async Task Changes_are_counted_hour_by_hour_and_side_by_side()
    {
        var mailbox = await _database.MailboxAsync();
        void Tell(SyncDbContext db, double hours, Side target, SyncActionKind kind = SyncActionKind.Update) =>
            db.History.Add(new HistoryRow { MailboxId = mailbox.Id, At = _database.Now.AddHours(hours), Kind = kind, Target = target, Title = "t" });
        await using (var db = _database.Open())
        {
            Tell(db, 0, Side.Outlook);
            Tell(db, 0.5, Side.Severa, SyncActionKind.Create);
            Tell(db, -0.01, Side.Severa, SyncActionKind.Delete);
            Tell(db, -10.5, Side.Severa, SyncActionKind.SetBack);
            Tell(db, -10.9, Side.Severa);
            Tell(db, -23, Side.Outlook);
            Tell(db, -23.01, Side.Outlook);
            Tell(db, 0, Side.Outlook, SyncActionKind.Hold);
            Tell(db, 0, Side.Outlook, SyncActionKind.Adopt);
            await db.SaveChangesAsync();
        }

        var hours = await _figures.ChangesAsync(default);

        Assert.Equal(24, hours.Count);
        Assert.Equal(_database.Now, hours[^1].Hour);
        Assert.Equal(
            [(0, 1, 0), (12, 0, 2), (22, 0, 1), (23, 1, 1)],
            hours.Select((h, i) => (Index: i, h.ToOutlook, h.ToSevera)).Where(h => h.ToOutlook + h.ToSevera > 0));
    }

    [DatabaseFact]
    public async Task The_stalest_and_the_slowest_are_named_in_order_and_only_those_that_are_to_run()
    {
        await _database.MailboxAsync("fresh", m => (m.LastSuccessAt, m.LastRunMilliseconds) = (_database.Now, 100));
        await _database.MailboxAsync("stale", m => (m.LastSuccessAt, m.LastRunMilliseconds) = (_database.Now.AddHours(-1), 9000));
        await _database.MailboxAsync("never", m => m.EnabledAt = _database.Now.AddHours(-2));
        await _database.MailboxAsync("off", m => (m.IsEnabled, m.LastSuccessAt, m.LastRunMilliseconds) = (false, _database.Now.AddDays(-9), 99000));
        await _database.MailboxAsync("paused", m => (m.PausedAt, m.LastSuccessAt) = (_database.Now, _database.Now.AddDays(-9)));

        Assert.Equal(["never", "stale"], (await _figures.StalestAsync(2, default)).Select(m => m.Person));
        Assert.Equal([("stale", 9.0), ("fresh", 0.1)], (await _figures.SlowestAsync(5, default)).Select(m => (m.Person, m.LastRun!.Value.TotalSeconds)));
    }

    [DatabaseFact]
    public async Task A_connection_tells_its_last_success_and_the_share_of_a_day()
    {
        var (used, unused) = (await _database.ConnectionAsync(), await _database.ConnectionAsync());
        var mailbox = await _database.MailboxAsync("a", m => (m.ConnectionId, m.LastSuccessAt) = (used.Id, _database.Now.AddMinutes(-5)));
        var today = DateOnly.FromDateTime(_database.Now);
        RunRow Run(RunOutcome outcome, double hours) => new()
        {
            RunId = Guid.NewGuid(), MailboxId = mailbox.Id, StartedAt = _database.Now.AddHours(hours), EndedAt = _database.Now.AddHours(hours), Outcome = outcome, Counts = "{}",
        };
        await using (var db = _database.Open())
        {
            db.AddRange(Run(RunOutcome.Succeeded, -1), Run(RunOutcome.Failed, -2), Run(RunOutcome.Failed, -25));
            db.AddRange(
                new QuietDay { MailboxId = mailbox.Id, Day = today, Runs = 3 },
                new QuietDay { MailboxId = mailbox.Id, Day = today.AddDays(-1), Runs = 8 },
                new QuietDay { MailboxId = mailbox.Id, Day = today.AddDays(-2), Runs = 1000 });
            await db.SaveChangesAsync();
        }

        var figure = Assert.Single(await _figures.ConnectionsAsync(default));

        // Two kept ones, three of today, and of yesterday's eight the 15 hours from nine on.
        Assert.Equal((used.Id, _database.Now.AddMinutes(-5), 2 + 3 + 5, 1), (figure.Id, figure.LastSuccessAt, figure.Runs, figure.Failed));
        Assert.Equal(90, figure.SuccessPercent);
        Assert.NotEqual(unused.Id, figure.Id);
    }

    [DatabaseFact]
    public async Task How_long_a_run_took_is_remembered_also_where_it_found_nothing()
    {
        await using var whole = await WholeRun.CreateAsync();
        Assert.Null((await whole.Database.ReloadAsync(whole.Mailbox)).LastRunMilliseconds);
        var ledger = whole.Database.Ledger(whole.Mailbox.Id);
        await ledger.OpenAsync(default);
        await ledger.CompleteAsync(whole.Database.Report(RunOutcome.Unchanged) with { EndedAt = whole.Database.Time.GetUtcNow().AddMilliseconds(1234) }, default);
        Assert.Equal(1234, (await whole.Database.ReloadAsync(whole.Mailbox)).LastRunMilliseconds);
    }
}
