using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>How the service stands, as operators and scrapers are told.</summary>
public sealed class ServiceStateTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    private DateTime Now => _database.Now;

    public async Task InitializeAsync() => _database = await TestDatabase.CopyAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseFact]
    public async Task Nobody_is_there()
    {
        var state = await ReadAsync();
        Assert.Equal((0, 0, 0, 0, 0, 0), (state.Synced, state.InTime, state.Due, state.Queued, state.Running, state.Held));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (state.StalestFor, state.DueFor));
        Assert.Empty(state.Certificates);
    }

    [DatabaseFact]
    public async Task Late_is_who_had_no_success_for_three_intervals()
    {
        await _database.MailboxAsync("fine", m => Checked(m, minutesAgo: 15));
        await _database.MailboxAsync("late", m => Checked(m, minutesAgo: 16));
        await _database.MailboxAsync("new", m => m.EnabledAt = Now.AddMinutes(-2));
        await _database.MailboxAsync("off", m =>
        {
            Checked(m, minutesAgo: 500);
            m.IsEnabled = false;
        });
        await _database.MailboxAsync("paused", m =>
        {
            Checked(m, minutesAgo: 500);
            m.PausedAt = Now;
        });

        var state = await ReadAsync();
        Assert.Equal((3, 2), (state.Synced, state.InTime));
        Assert.Equal((TimeSpan.FromMinutes(16), TimeSpan.FromMinutes(5)), (state.StalestFor, state.Interval));
    }

    [DatabaseFact]
    public async Task Due_queued_and_running_are_told_apart()
    {
        await _database.MailboxAsync("due", m => m.NextDueAt = Now.AddMinutes(-4));
        await _database.MailboxAsync("due now");
        await _database.MailboxAsync("not due", m => m.NextDueAt = Now.AddSeconds(1));
        await _database.MailboxAsync("queued", m => m.QueuedUntil = Now.AddMinutes(1));
        await _database.MailboxAsync("running", m => m.LeaseUntil = Now.AddMinutes(1));
        await _database.MailboxAsync("left behind", m => (m.LeaseUntil, m.NextDueAt) = (Now.AddSeconds(-1), Now.AddMinutes(-9)));

        var state = await ReadAsync();
        Assert.Equal((3, 1, 1), (state.Due, state.Queued, state.Running));
        Assert.Equal(TimeSpan.FromMinutes(9), state.DueFor);
    }

    [DatabaseFact]
    public async Task Mailboxes_of_a_connection_that_waits_are_not_due()
    {
        var connection = await _database.ConnectionAsync(c => c.PausedUntil = Now.AddMinutes(1));
        await _database.MailboxAsync("waits", m => m.ConnectionId = connection.Id);

        Assert.Equal(0, (await ReadAsync()).Due);
    }

    [DatabaseFact]
    public async Task Held_are_those_that_nobody_has_decided()
    {
        var mailbox = await _database.MailboxAsync();
        await using (var db = _database.Open())
        {
            db.Links.AddRange(Row(mailbox, LinkState.Held), Row(mailbox, LinkState.Held), Row(mailbox, LinkState.Held, LinkDecision.Release), Row(mailbox, LinkState.Active));
            await db.SaveChangesAsync();
        }

        Assert.Equal(2, (await ReadAsync()).Held);
    }

    [DatabaseFact]
    public async Task Certificates_tell_when_they_end()
    {
        var connection = await _database.ConnectionAsync(c => c.SecretEndsAt = Now.AddDays(30));
        await _database.ConnectionAsync();

        Assert.Equal([new CertificateEnd(connection.Id, Now.AddDays(30))], (await ReadAsync()).Certificates);
    }

    private async Task<ServiceState> ReadAsync() => (await _database.Get<ServiceStates>().ReadAsync(default))!;

    private void Checked(Mailbox mailbox, int minutesAgo) => (mailbox.EnabledAt, mailbox.LastSuccessAt) = (Now.AddDays(-9), Now.AddMinutes(-minutesAgo));

    private LinkRow Row(Mailbox mailbox, LinkState state, LinkDecision decision = LinkDecision.None) => new()
    {
        Id = Guid.NewGuid(),
        MailboxId = mailbox.Id,
        Origin = Origin.Outlook,
        State = state,
        Decision = decision,
        Base = "{}",
        Epoch = "",
        EndsAt = Now,
    };
}
