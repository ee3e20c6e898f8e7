using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Sandbox.Autodiscover;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.SignIn;
using Severa.CalendarSync.Sandbox.Throttling;
using Severa.CalendarSync.Sandbox.Traffic;

namespace Severa.CalendarSync.Sandbox.Tests.Support;

/// <summary>
/// A sandbox on loopback with a clock of its own, empty mailboxes and no file unless a test wants them. Starting one takes
/// long: without wishes of its own a test gets one that another test has given back, as good as new.
/// </summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    public const string Aino = "aino.virtanen@contoso.test";
    public const string Mikael = "mikael.lind@contoso.test";
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private static readonly ConcurrentBag<SandboxHost> GivenBack = [];

    private readonly WebApplication _app;
    private readonly ExchangeableClock _time;
    private readonly bool _isShared;
    private readonly Dictionary<Mailbox, Guid> _keys;

    private SandboxHost(WebApplication app, ExchangeableClock time, RecordingTranscript transcript, bool isShared)
    {
        (_app, _time, Transcript, _isShared) = (app, time, transcript, isShared);
        _keys = Store.All.ToDictionary(m => m, m => m.Identity.Key);
    }

    public FakeTimeProvider Clock => _time.Current;

    public RecordingTranscript Transcript { get; }

    public Uri Address => new(_app.Urls.First());

    public MailboxStore Store => _app.Services.GetRequiredService<MailboxStore>();

    public UserEntries Users => _app.Services.GetRequiredService<UserEntries>();

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<SandboxHost> StartAsync(params (string Key, string Value)[] settings)
    {
        if (settings.Length == 0 && GivenBack.TryTake(out var host))
        {
            host.Renew();
            return host;
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["Sandbox:File"] = "", ["Sandbox:Seed"] = "false" };
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        builder.Configuration.AddInMemoryCollection(values);
        var clock = new ExchangeableClock(Monday);
        var transcript = new RecordingTranscript();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<ISandboxTranscript>(transcript);
        builder.Services.AddSandbox(builder.Configuration);
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.MapSandbox();
        await app.StartAsync();
        return new SandboxHost(app, clock, transcript, isShared: settings.Length == 0);
    }

    public EwsTester Ews(string? mailbox = Aino) => new(Address, mailbox);

    public Mailbox Mailbox(string address = Aino) => Store.Find(address)!;

    public HttpClient Http()
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("X-Sandbox", "1");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isShared)
        {
            GivenBack.Add(this);
            return;
        }

        await _app.DisposeAsync();
    }

    private void Renew()
    {
        _time.Current = new FakeTimeProvider(Monday);
        foreach (var (mailbox, key) in _keys)
        {
            Store.Reset(mailbox, key);
        }

        Get<TrafficCounters>().Reset(null);
        Get<Concurrency>().Reset();
        Get<FaultPlan>().Clear();
        Get<AutodiscoverPlan>().Clear();
        Get<AccountStates>().Reset();
        Get<ConnectionTraffic>().Reset();
        Transcript.Exchanges.Clear();
    }
}
