using Severa.CalendarSync.Sandbox.Faults;
using static Severa.CalendarSync.Connectors.Tests.Notifications.Listening;

namespace Severa.CalendarSync.Connectors.Tests.Notifications;

/// <summary>What servers allow and what they do not.</summary>
public sealed class ListenerLimitTests
{
    [Fact]
    public async Task Too_many_subscriptions_are_fewer_and_the_rest_is_asked_again()
    {
        await using var listening = await StartAsync([Aino, Mikael, Sari], 2, ("Notifications:CallerPays", "true"), ("Notifications:MaxSubscriptions", "2"));
        await listening.HearsAsync(Aino);
        await listening.HearsAsync(Mikael);

        listening.Group.Set([Mikael, Sari]);
        await listening.UntilAsync(() => listening.Hub.All.Any(s => s.Mailbox.Address == Sari), "Sari's turn", TimeSpan.FromSeconds(1));

        await listening.ConnectedAsync(2);
        await listening.HearsAsync(Sari);
    }

    [Fact]
    public async Task Too_many_open_connections_are_waited_for()
    {
        await using var listening = await BeginAsync([Aino], [("Notifications:HangingConnectionLimit", "1")]);
        await listening.ConnectedAsync(1);
        var other = listening.Hub.Open([], listening.Box(Mikael), "x", TimeSpan.FromMinutes(30));
        listening.Group.Set([Mikael]);
        await listening.UntilAsync(() => listening.Hub.All.Any(s => s.Mailbox.Address == Mikael), "the subscription");

        other.Dispose();
        await listening.ConnectedLaterAsync(1, TimeSpan.FromMilliseconds(250));

        await listening.HearsAsync(Mikael);
    }

    [Fact]
    public async Task A_mailbox_that_may_not_be_impersonated_keeps_nobody_waiting()
    {
        await using var listening = await BeginAsync([Aino, Mikael, Sari], [("Delegate:Scope:0", Mikael), ("Delegate:Scope:1", Sari)]);
        await listening.ConnectedAsync(2);

        await listening.HearsAsync(Mikael);
        await listening.HearsAsync(Sari);
    }

    [Fact]
    public async Task A_mailbox_that_gets_no_answer_keeps_nobody_waiting()
    {
        await using var listening = await StartAsync([Aino], 1);
        listening.Host.Get<FaultPlan>().Add(new FaultRule(FaultKind.DropBeforeCommit, Sari, "Subscribe", Count: 2));

        listening.Group.Set([Aino, Mikael, Sari]);
        await listening.ConnectedLaterAsync(2, TimeSpan.FromMilliseconds(250));

        await listening.HearsAsync(Mikael);
        await listening.ConnectedLaterAsync(3, TimeSpan.FromSeconds(1));
        await listening.HearsAsync(Sari);
    }

    [Fact]
    public async Task A_group_stays_on_one_of_several_back_ends()
    {
        await using var listening = await StartAsync(("Notifications:BackEnds", "3"));

        Assert.Single(listening.Hub.All.Select(s => s.BackEnd).Distinct());
        foreach (var address in (string[])[Aino, Mikael, Sari])
        {
            await listening.HearsAsync(address);
        }
    }

    [Fact]
    public async Task Two_hundred_mailboxes_share_one_connection()
    {
        var addresses = Enumerable.Range(0, 200).Select(i => $"user{i:D3}@contoso.test").ToArray();
        await using var listening = await StartAsync(addresses, 200, [.. addresses.Select((address, i) => ($"Mailboxes:{i}:Address", address))]);

        Assert.Single(listening.Hub.All.Select(s => s.Connection).Distinct());
        await listening.HearsAsync(addresses[0]);
        await listening.HearsAsync(addresses[199]);
    }
}
