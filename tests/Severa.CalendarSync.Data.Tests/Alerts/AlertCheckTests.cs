using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Alerts;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Pruning;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests.Alerts;

/// <summary>Each cause is told once to each place, and its end once to those who know of it: on the real database, by any number of nodes.</summary>
public sealed class AlertCheckTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ExchangeConnection _connection = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CopyAsync();
        _connection = await _database.ConnectionAsync();
        await using var db = _database.Open();
        db.Add(new AlertSettings { Recipients = "one@example.com\ntwo@example.com", WebhookUrl = "https://example.com/", WebhookSecret = "0123456789abcdef", Version = 1 });
        await db.SaveChangesAsync();
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseFact]
    public async Task A_cause_is_told_once_to_each_place_and_its_end_once()
    {
        await StopAsync(1);
        await CheckAsync();
        Assert.Empty(await SendAsync());
        await LaterAsync(3);
        Assert.Equal(["Opened ", "Opened one@example.com", "Opened two@example.com"], await SendAsync());
        await LaterAsync(60);
        Assert.Empty(await SendAsync());

        await StopAsync(null);
        await LaterAsync(1);
        Assert.Empty(await SendAsync());
        await LaterAsync(6);
        Assert.Equal(["Ended ", "Ended one@example.com", "Ended two@example.com"], await SendAsync());
        await LaterAsync(60);
        Assert.Empty(await SendAsync());
        Assert.NotNull((await AlertAsync()).EndedAt);
    }

    [DatabaseFact]
    public async Task What_is_over_before_anybody_was_told_is_not_told()
    {
        await StopAsync(1);
        await CheckAsync();
        await StopAsync(null);
        await LaterAsync(1);
        await LaterAsync(60);
        Assert.Empty(await SendAsync());
        Assert.NotNull((await AlertAsync()).EndedAt);
    }

    [DatabaseFact]
    public async Task What_comes_back_at_once_was_not_over()
    {
        await StopAsync(1);
        await CheckAsync();
        await LaterAsync(3);
        Assert.Equal(3, (await SendAsync()).Count);
        for (var i = 0; i < 3; i++)
        {
            await StopAsync(null);
            await LaterAsync(2);
            await StopAsync(1);
            await LaterAsync(2);
            Assert.Empty(await SendAsync());
        }

        Assert.Null((await AlertAsync()).EndedAt);
    }

    [DatabaseFact]
    public async Task It_is_told_again_when_it_gets_worse()
    {
        await SetAsync(c => c.SecretEndsAt = _database.Now.AddDays(29));
        await CheckAsync();
        Assert.Equal(3, (await SendAsync()).Count);
        await LaterAsync(60 * 24 * 10);
        Assert.Empty(await SendAsync());
        await LaterAsync(60 * 24 * 13);
        Assert.Equal(3, (await SendAsync()).Count);
        Assert.Equal((2, 6), ((await AlertAsync()).Level, (await AlertAsync()).Value));
    }

    [DatabaseFact]
    public async Task What_got_worse_before_anybody_was_told_is_told_once()
    {
        await SetAsync(c => c.SecretEndsAt = _database.Now.AddDays(29));
        await CheckAsync();
        await SetAsync(c => c.SecretEndsAt = _database.Now.AddHours(2));
        await LaterAsync(1);
        Assert.Equal(3, (await SendAsync()).Count);
    }

    [DatabaseFact]
    public async Task What_is_being_sent_when_it_ends_is_told_to_be_over()
    {
        await StopAsync(1);
        await CheckAsync();
        await LaterAsync(3);
        var mine = await _database.Get<AlertOutbox>().ClaimAsync(default);
        await StopAsync(null);
        await LaterAsync(1);
        foreach (var news in mine)
        {
            await _database.Get<AlertOutbox>().SentAsync(news, default);
        }

        await LaterAsync(6);
        Assert.Equal(["Ended ", "Ended one@example.com", "Ended two@example.com"], await SendAsync());
    }

    [DatabaseFact]
    public async Task Who_is_added_later_is_told_what_is_still_there()
    {
        await StopAsync(1);
        await CheckAsync();
        await LaterAsync(3);
        await SendAsync();
        await using (var db = _database.Open())
        {
            await db.AlertSettings.ExecuteUpdateAsync(set => set.SetProperty(s => s.Recipients, "one@example.com\nthree@example.com"));
        }

        await LaterAsync(1);
        await LaterAsync(3);
        Assert.Equal(["Opened three@example.com"], await SendAsync());
    }

    [DatabaseFact]
    public async Task Several_nodes_note_it_once_and_one_of_them_sends()
    {
        await StopAsync(1);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(CheckAsync)));
        await LaterAsync(3);
        var claimed = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _database.Get<AlertOutbox>().ClaimAsync(default))));
        Assert.Equal(3, claimed.SelectMany(c => c).Select(n => n.Id).Distinct().Count());
        Assert.Equal(3, claimed.Sum(c => c.Count));
        await AlertAsync();
    }

    [DatabaseFact]
    public async Task What_fails_is_tried_after_growing_pauses_and_given_up_after_two_days()
    {
        await StopAsync(1);
        await CheckAsync();
        await LaterAsync(3);
        var tries = 0;
        for (var hour = 0; hour < 60; hour++)
        {
            foreach (var news in await _database.Get<AlertOutbox>().ClaimAsync(default))
            {
                tries += news.Channel == AlertChannel.Webhook ? 1 : 0;
                await _database.Get<AlertOutbox>().FailedAsync(news, "Http500", default);
            }

            Assert.Empty(await _database.Get<AlertOutbox>().ClaimAsync(default));
            _database.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(49, tries);
        await using var db = _database.Open();
        Assert.True(await db.AlertNews.AllAsync(n => n.GivenUpAt != null && n.SentAt == null && n.Problem == "Http500"));
    }

    [DatabaseFact]
    public async Task A_node_that_dies_while_sending_leaves_it_to_another()
    {
        await StopAsync(1);
        await CheckAsync();
        await LaterAsync(3);
        Assert.Equal(3, (await _database.Get<AlertOutbox>().ClaimAsync(default)).Count);
        Assert.Empty(await _database.Get<AlertOutbox>().ClaimAsync(default));
        _database.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(3, (await _database.Get<AlertOutbox>().ClaimAsync(default)).Count);
    }

    [DatabaseFact]
    public async Task The_facts_are_counted_by_the_database()
    {
        await _database.MailboxAsync("well", m => m.LastSuccessAt = _database.Now.AddMinutes(-20));
        foreach (var (name, number) in new[] { ("a", 11), ("b", 29), ("c", 25) })
        {
            await _database.MailboxAsync(name, m => (m.ErrorNumber, m.Failures, m.LastSuccessAt) = (number, 1, _database.Now.AddDays(-1)));
        }

        await _database.MailboxAsync("off", m => (m.IsEnabled, m.ErrorNumber) = (false, 11));
        await _database.MailboxAsync("waits", m => (m.ConnectionId, m.LastSuccessAt) = (_connection.Id, _database.Now.AddDays(-2)));
        await StopAsync(1);
        await CheckAsync();

        await using var db = _database.Open();
        var found = await db.Alerts.AsNoTracking().ToDictionaryAsync(a => a.Cause, a => a.Value);
        Assert.Equal(
            [AlertCause.ConnectionStopped, AlertCause.MailboxesFailing, AlertCause.MailboxStale, AlertCause.OtherInstallation, AlertCause.ClockFar],
            found.Keys.Order());
        Assert.Equal((3, 20, 1), (found[AlertCause.MailboxesFailing], found[AlertCause.MailboxStale], found[AlertCause.OtherInstallation]));
    }

    [DatabaseFact]
    public async Task What_is_over_is_forgotten_after_ninety_days()
    {
        await StopAsync(1);
        await CheckAsync();
        await LaterAsync(3);
        await SendAsync();
        await StopAsync(null);
        await LaterAsync(1);
        _database.Time.Advance(TimeSpan.FromDays(91));
        Assert.Equal(1, (await _database.Get<DailyPruning>().RunAsync(default)).Deleted["Alerts"]);
        await using var db = _database.Open();
        Assert.False(await db.AlertNews.AnyAsync());
    }

    private Task StopAsync(int? number) => SetAsync(c => c.ErrorNumber = number);

    private async Task SetAsync(Action<ExchangeConnection> change)
    {
        await using var db = _database.Open();
        change((await db.ExchangeConnections.FindAsync(_connection.Id))!);
        await db.SaveChangesAsync();
    }

    private Task CheckAsync() => _database.Get<AlertCheck>().RunAsync([], canMail: true, default);

    /// <summary>Some minutes later somebody looks again.</summary>
    private Task LaterAsync(int minutes)
    {
        _database.Time.Advance(TimeSpan.FromMinutes(minutes));
        return CheckAsync();
    }

    private async Task<AlertRow> AlertAsync()
    {
        await using var db = _database.Open();
        return await db.Alerts.AsNoTracking().SingleAsync();
    }

    /// <summary>Sends all that is due. What it was, in order.</summary>
    private async Task<List<string>> SendAsync()
    {
        var sent = new List<string>();
        var outbox = _database.Get<AlertOutbox>();
        while (await outbox.ClaimAsync(default) is { Count: > 0 } mine)
        {
            foreach (var news in mine)
            {
                sent.Add($"{news.Event} {news.Recipient}");
                await outbox.SentAsync(news, default);
            }
        }

        return [.. sent.Order(StringComparer.Ordinal)];
    }
}
