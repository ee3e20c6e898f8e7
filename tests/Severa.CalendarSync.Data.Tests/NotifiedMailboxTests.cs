using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>Whom Exchange is listened to for, and what its word sets in motion.</summary>
public sealed class NotifiedMailboxTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    private MailboxQueue Queue => _database.Get<MailboxQueue>();

    public async Task InitializeAsync() => _database = await TestDatabase.CopyAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseFact]
    public async Task A_change_raises_the_requested_version_and_is_due_at_once()
    {
        var mailbox = await _database.MailboxAsync(change: m => m.NextDueAt = _database.Now.AddMinutes(4));

        Assert.Equal([mailbox.Id], await Queue.RequestHealthyAsync([mailbox.Id], default));

        var after = await _database.ReloadAsync(mailbox);
        Assert.Equal((1L, _database.Now), (after.RequestedVersion, after.NextDueAt));
    }

    [DatabaseFact]
    public async Task A_running_mailbox_runs_again_and_is_not_enqueued()
    {
        var mailbox = await _database.MailboxAsync(change: m => m.LeaseUntil = _database.Now.AddSeconds(30));

        Assert.Empty(await Queue.RequestHealthyAsync([mailbox.Id], default));

        Assert.Equal(1, (await _database.ReloadAsync(mailbox)).RequestedVersion);
    }

    [DatabaseTheory]
    [InlineData("fails and keeps its pause", true, false, 3)]
    [InlineData("is switched off", false, false, 0)]
    [InlineData("is switched off and has copies to remove", false, true, 0)]
    public async Task Nothing_is_requested_of_one_that(string reason, bool isEnabled, bool hasRequests, int failures)
    {
        var mailbox = await _database.MailboxAsync(change: m => (m.IsEnabled, m.HasRequests, m.Failures) = (isEnabled, hasRequests, failures));

        Assert.True((await Queue.RequestHealthyAsync([mailbox.Id], default)).Count == 0, reason);

        Assert.Equal(0, (await _database.ReloadAsync(mailbox)).RequestedVersion);
    }

    [DatabaseFact]
    public async Task Those_on_and_free_to_run_are_listened_to()
    {
        var connection = await _database.ConnectionAsync(c => c.Revision = 7);
        var on = await AddAsync("on");
        await AddAsync("off", m => m.IsEnabled = false);
        await AddAsync("unproved", m => m.ProvedAt = null);
        await AddAsync("paused", m => m.PausedAt = _database.Now);
        await AddAsync("broken", m => (m.ErrorNumber, m.ErrorIsPermanent) = (11, true));
        await _database.MailboxAsync("never reached");
        var failing = await AddAsync("retried", m => (m.ErrorNumber, m.Failures) = (19, 1));

        var list = Assert.Single(await _database.Get<ListeningRoster>().ReadAsync(default));

        Assert.Equal([new ListeningMailbox(on.Id, on.Address), new ListeningMailbox(failing.Id, failing.Address)], list.Mailboxes);
        Assert.Equal((connection.Id, 7L, false), (list.ConnectionId, list.Revision, list.IsPaused));

        Task<Mailbox> AddAsync(string name, Action<Mailbox>? change = null) => _database.MailboxAsync(name, m =>
        {
            m.ConnectionId = connection.Id;
            change?.Invoke(m);
        });
    }

    [DatabaseFact]
    public async Task Each_connection_has_its_own_mailboxes()
    {
        var (one, other) = (await _database.ConnectionAsync(), await _database.ConnectionAsync());
        var maija = await _database.MailboxAsync("maija", m => m.ConnectionId = one.Id);
        var matti = await _database.MailboxAsync("matti", m => m.ConnectionId = other.Id);

        var lists = await _database.Get<ListeningRoster>().ReadAsync(default);

        Assert.Equal(2, lists.Count);
        Assert.Equal([maija.Id], lists.Single(l => l.ConnectionId == one.Id).Mailboxes.Select(m => m.Id));
        Assert.Equal([matti.Id], lists.Single(l => l.ConnectionId == other.Id).Mailboxes.Select(m => m.Id));
    }

    [DatabaseFact]
    public async Task A_paused_connection_changes_nothing_about_who_is_listened_to()
    {
        var connection = await _database.ConnectionAsync(c => c.PausedUntil = _database.Now.AddMinutes(1));
        await _database.MailboxAsync(change: m => m.ConnectionId = connection.Id);

        var paused = Assert.Single(await _database.Get<ListeningRoster>().ReadAsync(default));
        _database.Time.Advance(TimeSpan.FromMinutes(2));
        var after = Assert.Single(await _database.Get<ListeningRoster>().ReadAsync(default));

        Assert.Equal((1, true), (paused.Mailboxes.Count, paused.IsPaused));
        Assert.Equal((1, false), (after.Mailboxes.Count, after.IsPaused));
    }

    [DatabaseFact]
    public async Task Nobody_is_listened_to_while_everything_is_stopped()
    {
        var connection = await _database.ConnectionAsync();
        await _database.MailboxAsync(change: m => m.ConnectionId = connection.Id);
        await using var db = _database.Open();
        db.Organizations.Single().Mode = SyncMode.Stopped;
        await db.SaveChangesAsync();

        Assert.Empty(Assert.Single(await _database.Get<ListeningRoster>().ReadAsync(default)).Mailboxes);
    }
}
