using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Connectors.Tests.Sandbox;
using static Severa.CalendarSync.Connectors.Tests.Notifications.Listening;

namespace Severa.CalendarSync.Connectors.Tests.Notifications;

/// <summary>The listener against the simulated Exchange, over real HTTP.</summary>
public sealed class ListenerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [SchemaFact]
    public async Task Changes_are_heard_and_all_messages_are_valid()
    {
        await using var listening = await StartAsync();

        Assert.Equal([(Aino, 1), (Mikael, 1), (Sari, 1)], listening.Guesses);
        await listening.HearsAsync(Sari);
        await listening.HearsAsync(Aino);
        Assert.All(listening.Heard, address => Assert.Equal(Aino, address));
        await listening.EndAsync();
        listening.Host.Traffic.AssertValid();
    }

    [Fact]
    public async Task Own_writes_are_heard_too()
    {
        await using var listening = await StartAsync();
        listening.Clear();

        await listening.Host.Open().CreateAsync([new ItemDraft(Guid.NewGuid(), Setup.Content("Ours"))], default);

        await listening.UntilAsync(() => listening.Heard.Contains(Aino), "our own write to be heard");
    }

    [Fact]
    public async Task After_a_lost_connection_each_mailbox_is_looked_at_once()
    {
        await using var listening = await StartAsync();
        listening.Clear();

        listening.Hub.Drop();
        await listening.ConnectedAsync(0);
        listening.Change(Mikael);
        await listening.ConnectedLaterAsync(3, Second / 4);

        await listening.UntilAsync(() => listening.Guesses.Count == 3, "everybody to be looked at");
        Assert.All(listening.Guesses, guess => Assert.Equal(1, guess.Count));
        await listening.HearsAsync(Mikael);
    }

    [Fact]
    public async Task Pauses_grow_while_the_server_keeps_dropping()
    {
        await using var listening = await StartAsync();
        var pauses = new List<TimeSpan>();
        for (var i = 0; i < 3; i++)
        {
            listening.Hub.Drop();
            await listening.ConnectedAsync(0);
            var since = listening.Time.GetUtcNow();
            await listening.ConnectedLaterAsync(3, Second / 4);
            pauses.Add(listening.Time.GetUtcNow() - since);
        }

        Assert.True(pauses[0] >= Second && pauses[1] >= 2 * Second && pauses[2] >= 4 * Second, string.Join(", ", pauses));
    }

    [Fact]
    public async Task An_expired_subscription_is_made_anew_and_the_others_go_on()
    {
        await using var listening = await StartAsync();
        listening.Clear();
        var before = listening.Hub.All.Select(s => s.Id).ToList();

        listening.Hub.Expire(listening.Box(Mikael));
        await listening.UntilAsync(() => listening.Hub.All.Count == 3, "the new subscription");
        await listening.ConnectedAsync(3);

        Assert.Equal([(Mikael, 1)], listening.Guesses);
        Assert.Equal(2, listening.Hub.All.Count(s => before.Contains(s.Id)));
        await listening.HearsAsync(Mikael);
        await listening.HearsAsync(Aino);
    }

    [Fact]
    public async Task Missed_events_are_a_new_subscription_and_the_old_one_is_ended()
    {
        await using var listening = await StartAsync();
        listening.Clear();
        var before = listening.Hub.All.Single(s => s.Mailbox.Address == Sari).Id;

        listening.Hub.Miss(listening.Box(Sari));
        await listening.UntilAsync(() => listening.Guesses.Count > 0, "the look at the mailbox");
        await listening.ConnectedAsync(3);

        Assert.Equal([(Sari, 1)], listening.Guesses);
        Assert.DoesNotContain(listening.Hub.All, s => s.Id == before);
        await listening.HearsAsync(Sari);
    }

    [Fact]
    public async Task A_restarted_server_gets_all_subscriptions_anew()
    {
        await using var listening = await StartAsync();
        listening.Clear();

        listening.Hub.Restart();
        await listening.ConnectedLaterAsync(3, Second / 4);

        await listening.UntilAsync(() => listening.Guesses.Count == 3, "everybody to be looked at");
        await listening.HearsAsync(Aino);
        await listening.HearsAsync(Sari);
    }

    [Fact]
    public async Task One_bad_id_is_dropped_and_the_others_go_on()
    {
        await using var listening = await StartAsync();
        var kept = listening.Hub.All.Where(s => s.Mailbox.Address != Aino).Select(s => s.Id).ToList();
        listening.Hub.Drop();
        await listening.ConnectedAsync(0);
        listening.Hub.Expire(listening.Box(Aino));
        listening.Clear();

        await listening.ConnectedLaterAsync(3, Second / 4);

        Assert.Equal(2, listening.Hub.All.Count(s => kept.Contains(s.Id)));
        Assert.Contains(listening.Guesses, guess => guess.Address == Aino);
        await listening.HearsAsync(Aino);
        await listening.HearsAsync(Mikael);
    }

    [Fact]
    public async Task The_end_of_the_half_hour_is_no_reason_to_look_at_anybody()
    {
        await using var listening = await StartAsync();
        listening.Clear();
        var opened = Opened(listening);

        for (var minute = 0; minute < 31; minute++)
        {
            listening.ExchangeTime.Advance(TimeSpan.FromMinutes(1));
        }

        await listening.UntilAsync(() => Opened(listening) > opened, "the next connection");
        await listening.ConnectedAsync(3);
        await listening.HearsAsync(Mikael);
        Assert.Empty(listening.Guesses);
    }

    [Fact]
    public async Task A_connection_without_a_heartbeat_is_lost()
    {
        await using var listening = await StartAsync();
        listening.Clear();

        listening.Time.Advance(TimeSpan.FromSeconds(89));
        await listening.HearsAsync(Aino);
        listening.Clear();
        var opened = Opened(listening);
        await listening.UntilAsync(() => Opened(listening) > opened, "the silence to be noticed", 10 * Second);

        await listening.ConnectedLaterAsync(3, Second / 4);
        await listening.UntilAsync(() => listening.Guesses.Count == 3, "everybody to be looked at");
    }

    [Fact]
    public async Task Who_joins_is_heard_and_who_leaves_is_not()
    {
        await using var listening = await StartAsync([Aino, Sari], 2);
        listening.Clear();

        listening.Group.Set([Mikael, Sari]);
        listening.Change(Aino);
        await listening.UntilAsync(() => listening.Hub.All.Count == 2 && listening.Hub.All.All(s => s.Mailbox.Address != Aino), "the other subscription");
        await listening.ConnectedAsync(2);

        Assert.Equal([(Mikael, 1)], listening.Guesses);
        await listening.HearsAsync(Mikael);
        await listening.HearsAsync(Sari);
        Assert.DoesNotContain(Aino, listening.Heard);
        listening.Group.Set([]);
        await listening.UntilAsync(() => listening.Hub.All.Count == 0, "the last subscriptions to end");
    }

    [Fact]
    public async Task The_end_leaves_no_subscription_behind()
    {
        await using var listening = await StartAsync();

        await listening.EndAsync();

        Assert.Empty(listening.Hub.All);
    }

    [Fact]
    public async Task Refused_password_ends_it_after_two_tries()
    {
        await using var listening = await BeginAsync([Aino, Mikael, Sari], [], connection => connection with { SignIn = ExchangeHost.WrongPassword });

        var error = await Assert.ThrowsAsync<SideException>(() => listening.Listener.WaitAsync(TimeSpan.FromSeconds(60)));

        Assert.Equal((1, true), (error.Number, error.IsPermanent));
    }

    private static int Opened(Listening listening) =>
        listening.Host.Get<Severa.CalendarSync.Sandbox.Traffic.TrafficCounters>().All().Values.Sum(report => report.Operations.GetValueOrDefault("GetStreamingEvents"));
}
