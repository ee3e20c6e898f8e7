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

    [Fact]
    public async Task A_change_raises_the_requested_version_and_is_due_at_once()
    {
        var mailbox = await _database.MailboxAsync(change: m => m.NextDueAt = _database.Now.AddMinutes(4));

        Assert.Equal([mailbox.Id], await Queue.RequestHealthyAsync([mailbox.Id], default));

        var after = await _database.ReloadAsync(mailbox);
        Assert.Equal((1L, _database.Now), (after.RequestedVersion, after.NextDueAt));
    }

    [Fact]
    public async Task A_running_mailbox_runs_again_and_is_not_enqueued()
    {
        var mailbox = await _database.MailboxAsync(change: m => m.LeaseUntil = _database.Now.AddSeconds(30));

        Assert.Empty(await Queue.RequestHealthyAsync([mailbox.Id], default));

        Assert.Equal(1, (await _database.ReloadAsync(mailbox)).RequestedVersion);
    }

    public static TheoryData<string, Action<Mailbox>> Reasons => new()
    {
        { "fails and keeps its pause", m => m.Failures = 3 },
        { "is switched off", m => m.IsEnabled = false },
        { "is switched off and has copies to remove", m => (m.IsEnabled, m.HasRequests) = (false, true) },
    };

    [Theory]
    [MemberData(nameof(Reasons), DisableDiscoveryEnumeration = true)]
    public async Task Nothing_is_requested_of_one_that(string reason, Action<Mailbox> change)
    {
        var mailbox = await _database.MailboxAsync(change: change);

        Assert.True((await Queue.RequestHealthyAsync([mailbox.Id], default)).Count == 0, reason);

        Assert.Equal(0, (await _database.ReloadAsync(mailbox)).RequestedVersion);
    }

    [Fact]
    public async Task Those_on_and_free_to_run_are_listened_to()
    {
        await using (var db = _database.Open())
        {
            db.Add(new ExchangeConnection { Id = Guid.NewGuid(), Revision = 7 });
            await db.SaveChangesAsync();
        }

        var on = await _database.MailboxAsync("on");
        await _database.MailboxAsync("off", m => m.IsEnabled = false);
        await _database.MailboxAsync("unproved", m => m.ProvedAt = null);
        await _database.MailboxAsync("paused", m => m.PausedAt = _database.Now);
        await _database.MailboxAsync("broken", m => (m.ErrorNumber, m.ErrorIsPermanent) = (11, true));
        var failing = await _database.MailboxAsync("retried", m => (m.ErrorNumber, m.Failures) = (19, 1));

        var list = await _database.Get<ListeningRoster>().ReadAsync(default);

        Assert.Equal([new ListeningMailbox(on.Id, on.Address), new ListeningMailbox(failing.Id, failing.Address)], list.Mailboxes);
        Assert.Equal((7L, false), (list.ConnectionRevision!.Value, list.IsConnectionPaused));
    }

    [Fact]
    public async Task A_paused_connection_changes_nothing_about_who_is_listened_to()
    {
        await _database.MailboxAsync();
        await using var db = _database.Open();
        db.Add(new ExchangeConnection { Id = Guid.NewGuid(), PausedUntil = _database.Now.AddMinutes(1) });
        await db.SaveChangesAsync();

        var paused = await _database.Get<ListeningRoster>().ReadAsync(default);
        _database.Time.Advance(TimeSpan.FromMinutes(2));
        var after = await _database.Get<ListeningRoster>().ReadAsync(default);

        Assert.Equal((1, true), (paused.Mailboxes.Count, paused.IsConnectionPaused));
        Assert.Equal((1, false), (after.Mailboxes.Count, after.IsConnectionPaused));
    }

    [Fact]
    public async Task Nobody_is_listened_to_while_everything_is_stopped()
    {
        await _database.MailboxAsync();
        await using var db = _database.Open();
        db.Organizations.Single().Mode = SyncMode.Stopped;
        await db.SaveChangesAsync();

        var list = await _database.Get<ListeningRoster>().ReadAsync(default);

        Assert.Empty(list.Mailboxes);
        Assert.Null(list.ConnectionRevision);
    }
}
