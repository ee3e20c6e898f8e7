using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Notifications;
using Severa.CalendarSync.Connectors.Tests.Sandbox;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Notifications;

namespace Severa.CalendarSync.Connectors.Tests.Notifications;

/// <summary>A listener at work against the simulated Exchange, and everything it heard. Both clocks stand until a test moves them.</summary>
internal sealed class Listening : IAsyncDisposable
{
    public const string Aino = ExchangeHost.Aino;
    public const string Mikael = "mikael.lind@contoso.test";
    public const string Sari = "sari.korhonen@contoso.test";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<ChangeSignal> _signals = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _listener;

    private Listening(ExchangeHost host, FakeTimeProvider exchangeTime, FakeTimeProvider time, IEnumerable<string> mailboxes, ExchangeConnectionOptions? connection)
    {
        (Host, ExchangeTime, Time) = (host, exchangeTime, time);
        Group.Set(mailboxes);
        _listener = host.Notifications.ListenAsync(connection ?? host.Connection, Group, _signals.Enqueue, _end.Token);
    }

    public ExchangeHost Host { get; }

    public FakeTimeProvider ExchangeTime { get; }

    public FakeTimeProvider Time { get; }

    public ListeningGroup Group { get; } = new();

    public SubscriptionHub Hub => Host.Get<SubscriptionHub>();

    /// <summary>The listener's end; faulted where it gave up.</summary>
    public Task Listener => _listener;

    /// <summary>Listens to the three mailboxes and waits until it is connected.</summary>
    public static Task<Listening> StartAsync(params (string Key, string Value)[] settings) => StartAsync([Aino, Mikael, Sari], 3, settings);

    public static async Task<Listening> StartAsync(string[] mailboxes, int connected, params (string Key, string Value)[] settings)
    {
        var listening = await BeginAsync(mailboxes, settings);
        await listening.ConnectedAsync(connected);
        return listening;
    }

    public static async Task<Listening> BeginAsync(
        string[] mailboxes, (string Key, string Value)[] settings, Func<ExchangeConnectionOptions, ExchangeConnectionOptions>? change = null)
    {
        var (exchangeTime, time) = (new FakeTimeProvider(ExchangeHost.Monday), new FakeTimeProvider(ExchangeHost.Monday));
        var more = settings.ToDictionary(s => "Sandbox:" + s.Key, s => (string?)s.Value, StringComparer.Ordinal);
        var host = await ExchangeHost.StartAsync(time: exchangeTime, ours: time, more: more);
        return new Listening(host, exchangeTime, time, mailboxes, change?.Invoke(host.Connection));
    }

    public Mailbox Box(string address) => Host.Get<MailboxStore>().Find(address)!;

    /// <summary>The user does something in Outlook.</summary>
    public void Change(string address) => Host.Get<UserEntries>().Create(
        Box(address), new EntryWrite { Subject = "Entry", Start = ExchangeHost.Monday, End = ExchangeHost.Monday.AddHours(1) });

    /// <summary>A change made now is heard.</summary>
    public async Task HearsAsync(string address)
    {
        Clear();
        Change(address);
        await UntilAsync(() => _signals.Any(s => s.IsCertain && s.Address == address), $"the change of {address} to be heard");
    }

    public Task ConnectedAsync(int count) => UntilAsync(() => Hub.All.Count(s => s.Connection is not null) == count, $"{count} subscriptions to be connected");

    /// <summary>As <see cref="ConnectedAsync"/>, while our time passes.</summary>
    public Task ConnectedLaterAsync(int count, TimeSpan step) =>
        UntilAsync(() => Hub.All.Count(s => s.Connection is not null) == count, $"{count} subscriptions to be connected", step);

    /// <summary>How often each mailbox was said to have changed perhaps.</summary>
    public IReadOnlyList<(string Address, int Count)> Guesses =>
        [.. _signals.Where(s => !s.IsCertain).GroupBy(s => s.Address, StringComparer.Ordinal).Select(g => (g.Key, g.Count())).Order()];

    public IEnumerable<string> Heard => _signals.Select(s => s.Address);

    public void Clear() => _signals.Clear();

    public async Task UntilAsync(Func<bool> condition, string what, TimeSpan step = default)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition())
        {
            Assert.False(_listener.IsFaulted, $"The listener ended: {_listener.Exception}");
            Assert.True(watch.Elapsed < Patience, $"Waited {Patience} for {what}.");
            Time.Advance(step);
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Ends the listener, as the service's stop does.</summary>
    public async Task EndAsync()
    {
        await _end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _listener.WaitAsync(Patience));
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await ((Task)_listener).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        await Host.DisposeAsync();
    }
}
