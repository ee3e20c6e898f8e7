using Microsoft.Extensions.Logging.Abstractions;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Policy;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>A mailbox on the real ledger and the real activities; only Outlook is simulated.</summary>
public sealed class WholeRun : IAsyncDisposable
{
    private SyncPolicy _policy = null!;

    private WholeRun(TestDatabase database, Mailbox mailbox, ActivityType meeting)
    {
        (Database, Mailbox, Meeting) = (database, mailbox, meeting);
        Outlook = new InMemorySide(Side.Outlook, Crashes, database.Time, () => _policy) { Epoch = mailbox.FolderId! };
    }

    public TestDatabase Database { get; }

    public Mailbox Mailbox { get; }

    public ActivityType Meeting { get; }

    public InMemorySide Outlook { get; }

    public CrashPoints Crashes { get; } = new();

    public static async Task<WholeRun> CreateAsync()
    {
        var database = await TestDatabase.CopyAsync();
        var connection = await database.ConnectionAsync();
        return new WholeRun(database, await database.MailboxAsync(change: m => m.ConnectionId = connection.Id), await database.TypeAsync("Meeting", isDefault: true));
    }

    public async ValueTask DisposeAsync() => await Database.DisposeAsync();

    public async Task<RunReport?> RunAsync()
    {
        var (sync, policy, window) = await SyncAsync();
        var isQuiet = await IsQuietAsync();
        var report = await sync.RunAsync(policy, window, default);

        // Whoever is passed over has missed nothing.
        Assert.True(!isQuiet || report is null or { Outcome: RunOutcome.Unchanged, RunAgainNow: false }, $"A mailbox that was called quiet: {report}");
        return report;
    }

    /// <summary>Picked now, the mailbox would be looked at, and nothing would be found.</summary>
    public async Task<bool> IsQuietAsync()
    {
        await Database.ChangeAsync(Mailbox, m => m.QueueClaim = Guid.NewGuid());
        var settings = await Database.Get<SyncPolicyReader>().ReadAsync(Mailbox.Id, default);
        return await Database.Get<QuietMailboxes>().FindAsync([Mailbox.Id], default) is [var quiet]
            && settings.AreRulesOf(quiet.PolicyHash) && Outlook.IsSilent(quiet.OutlookCursor);
    }

    public async Task SettleAsync()
    {
        for (var run = 0; run < 4; run++)
        {
            Database.Time.Advance(TimeSpan.FromMinutes(10));
            Assert.NotNull(await RunAsync());
        }
    }

    public async Task<(MailboxSync Sync, SyncPolicy Policy, SyncWindow Window)> SyncAsync()
    {
        var settings = await Database.Get<SyncPolicyReader>().ReadAsync(Mailbox.Id, default);
        var fence = Database.Ledger(Mailbox.Id);
        var severa = new BuiltInActivities(Database.Contexts, Database.Time, settings.Activities, fence);
        _policy = settings.Policy(Outlook.Traits, severa.Traits);
        var ledger = new KillableLedger(fence, Crashes);
        return (new MailboxSync(ledger, Outlook, severa, Database.Time, NullLogger.Instance) { NewId = Guid.NewGuid }, _policy, settings.Window);
    }

    public Task<IReadOnlyList<ActivityView>> ActivitiesAsync() =>
        Database.Get<ActivityEditor>().ListAsync(Mailbox.AccountId, TestDatabase.Start.AddDays(-30), TestDatabase.Start.AddDays(60), default);

    public async Task<ActivityView> ActivityAsync(string title) => (await ActivitiesAsync()).First(a => a.Content.Title == title);

    public async Task EditActivityAsync(string title, Func<ActivityInput, ActivityInput> change)
    {
        var shown = await ActivityAsync(title);
        await Database.Get<ActivityEditor>().EditAsync(Mailbox.AccountId, shown.Id, shown.Version, change(shown.Content), default);
    }

    public async Task DeleteActivityAsync(string title)
    {
        var shown = await ActivityAsync(title);
        await Database.Get<ActivityEditor>().DeleteAsync(Mailbox.AccountId, shown.Id, shown.Version, default);
    }

    public Task MakeActivityAsync(string title, int days = 5) => MakeActivityAsync(Mailbox.AccountId, Input(title, days));

    public Task MakeActivityAsync(Guid owner, ActivityInput input) => Database.Get<ActivityEditor>().CreateAsync(owner, input, default);

    public ActivityInput Input(string title, int days) => new() { Title = title, When = At(title, days).When, TypeId = Meeting.Id };

    public static ItemContent At(string title, int days) => new()
    {
        Title = title,
        When = When.Timed(TestDatabase.Start.AddDays(days), TestDatabase.Start.AddDays(days).AddHours(1)),
    };
}
