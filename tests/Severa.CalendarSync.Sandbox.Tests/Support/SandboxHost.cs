using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Traffic;

namespace Severa.CalendarSync.Sandbox.Tests.Support;

/// <summary>A sandbox on loopback with a clock of its own, empty mailboxes and no file unless a test wants them.</summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    public const string Aino = "aino.virtanen@contoso.test";
    public const string Mikael = "mikael.lind@contoso.test";
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private readonly WebApplication _app;

    private SandboxHost(WebApplication app, FakeTimeProvider clock, RecordingTranscript transcript) => (_app, Clock, Transcript) = (app, clock, transcript);

    public FakeTimeProvider Clock { get; }

    public RecordingTranscript Transcript { get; }

    public Uri Address => new(_app.Urls.First());

    public MailboxStore Store => _app.Services.GetRequiredService<MailboxStore>();

    public UserEntries Users => _app.Services.GetRequiredService<UserEntries>();

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<SandboxHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["Sandbox:File"] = "", ["Sandbox:Seed"] = "false" };
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        builder.Configuration.AddInMemoryCollection(values);
        var clock = new FakeTimeProvider(Monday);
        var transcript = new RecordingTranscript();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<ISandboxTranscript>(transcript);
        builder.Services.AddSandbox(builder.Configuration);
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.MapSandbox();
        await app.StartAsync();
        return new SandboxHost(app, clock, transcript);
    }

    public EwsTester Ews(string? mailbox = Aino) => new(Address, mailbox);

    public Mailbox Mailbox(string address = Aino) => Store.Find(address)!;

    public HttpClient Http()
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("X-Sandbox", "1");
        return client;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
