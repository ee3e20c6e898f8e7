using System.Collections.Concurrent;
using System.Diagnostics;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Notifications;
using Severa.CalendarSync.Connectors.Tests.Transport;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>Testing a connection, proving a mailbox, and hearing of changes.</summary>
public abstract class ServiceContract : Contract
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private protected ServiceContract(Func<Task<ContractServer>> start)
        : base(start)
    {
    }

    [ContractFact]
    public async Task Connection_test_finds_nothing_wrong()
    {
        var results = new List<CheckResult>();
        await foreach (var result in Server.Connector.CheckAsync(Server.Connection, Server.Address, outOfReach: null, default))
        {
            results.Add(result);
        }

        Assert.All(results, r => Assert.Equal((CheckStatus.Ok, null), (r.Status, r.Code)));
        Assert.False(string.IsNullOrEmpty(results.Single(r => r.Step == CheckStep.Version).ServerVersion));
    }

    [ContractFact]
    public async Task Mailbox_is_proved()
    {
        var proof = Server.Connector.OpenProof(Server.Connection, new ExchangeMailbox(Server.Address, Setup.Helsinki));

        Assert.Equal((await ReadAsync()).Epoch, await proof.ReadFolderIdAsync(default));
        Assert.Equal(Server.Address, await proof.FindPrimaryAddressAsync(default), ignoreCase: true);
        var mark = Guid.NewGuid();
        var id = await proof.PutEntryAsync(mark, Title("Code 123456"), Monday, Monday.AddMinutes(15), default);
        Assert.Single(await ItemsAsync());
        await proof.RemoveEntriesAsync(mark, id: null, default);
        await proof.RemoveEntriesAsync(mark, id, default);
        Assert.Empty(await ItemsAsync());
    }

    [ContractFact]
    public Task Change_is_heard() => HearsAsync(Server.Address);

    [ContractFact(NeedsSecondMailbox = true)]
    public Task Changes_of_two_mailboxes_are_heard_over_one_connection() => HearsAsync(Server.Address, Server.SecondAddress!);

    [ContractFact(NeedsSecondMailbox = true)]
    public async Task Two_mailboxes_are_two_calendars()
    {
        await Server.User(Server.SecondAddress).AddAsync(Entry("Second"));

        var other = await Server.Open(address: Server.SecondAddress).ReadAsync(null, Server.Window, Known.Nothing, default);

        Assert.Equal(Title("Second"), Assert.Single(Items(other)).Content.Title);
        Assert.Empty(await ItemsAsync());
        Assert.NotEqual((await ReadAsync()).Epoch, other.Epoch);
    }

    private async Task HearsAsync(params string[] addresses)
    {
        if (!Server.Notifications.CanListen(Server.Connection.Version))
        {
            // It tells nothing; its mailboxes are looked at by the clock.
            Assert.Equal(ExchangeVersion.Exchange2007, Server.Connection.Version);
            return;
        }

        var (group, signals, heard) = (new ListeningGroup(), new ConcurrentQueue<ChangeSignal>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        group.Set(addresses);
        using var end = new CancellationTokenSource();
        var listening = Server.Notifications.ListenAsync(Server.Connection, group, signals.Enqueue, end.Token);
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(0.5));
        for (var round = 1; heard.Count < addresses.Length; round++)
        {
            Assert.False(listening.IsFaulted, $"The listener ended: {listening.Exception?.InnerException?.Message}");
            Assert.True(watch.Elapsed < Patience, $"Heard of {heard.Count} of {addresses.Length} mailboxes.");

            // What is done before the connection is open is not heard: it is done again until it is.
            foreach (var address in addresses.Except(heard))
            {
                await Server.User(address).AddAsync(Entry($"Heard {round}", round / 4d));
            }

            await timer.WaitForNextTickAsync();
            heard.UnionWith(signals.Where(s => s.IsCertain).Select(s => s.Address));
        }

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening.WaitAsync(Patience));
    }
}
