using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Notifications;
using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Sandbox;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Traffic;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox;

/// <summary>
/// The simulated Exchange on this machine, reached through the handlers the host uses. Every message, both ways, is checked
/// against Microsoft's schemas where they are at hand.
/// </summary>
internal sealed class ExchangeHost : IAsyncDisposable
{
    public const string Aino = "aino.virtanen@contoso.test";

    public static readonly ExchangeSignIn WrongPassword = new ExchangeSignIn.Basic("calendarsync@contoso.test", "wrong");

    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private readonly WebApplication _app;
    private readonly TimeProvider _ours;
    private ServiceProvider _services;
    private readonly HttpClient _user;

    private ExchangeHost(WebApplication app, TimeProvider ours)
    {
        _app = app;
        _user = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        _user.DefaultRequestHeaders.Add("X-Sandbox", "1");
        _ours = ours;
        _services = Services();
    }

    /// <summary>The service as after a restart: it remembers nothing of the server's mood.</summary>
    public void RestartService()
    {
        _services.Dispose();
        _services = Services();
    }

    public SyncWindow Window { get; } = new(Monday.AddDays(-30), Monday.AddDays(180));

    public IExchangeConnector Connector => _services.GetRequiredService<IExchangeConnector>();

    public IExchangeNotifications Notifications => _services.GetRequiredService<IExchangeNotifications>();

    /// <summary>What happens around each request of the connector.</summary>
    public Wire Wire { get; } = new();

    /// <summary>The user's mailbox in the simulated Exchange.</summary>
    public Mailbox Mailbox => Get<MailboxStore>().Find(Aino)!;

    public Traffic Traffic => (Traffic)_app.Services.GetServices<ISandboxTranscript>().Single(t => t is Traffic);

    public ExchangeConnectionOptions Connection => new(
        new Uri(_user.BaseAddress!, "/EWS/Exchange.asmx"), ExchangeVersion.Exchange2016, new ExchangeSignIn.Basic("calendarsync@contoso.test", "Delegate-Passw0rd!"));

    /// <param name="isSeeded">The mailboxes are filled.</param>
    /// <param name="findLimit">How many items a view returns at most.</param>
    /// <param name="time">The clock of Exchange.</param>
    /// <param name="ours">The clock of the connector; the same where none is named.</param>
    /// <param name="more">More settings of the sandbox.</param>
    public static async Task<ExchangeHost> StartAsync(
        bool isSeeded = false, int? findLimit = null, TimeProvider? time = null, TimeProvider? ours = null, IReadOnlyDictionary<string, string?>? more = null)
    {
        time ??= new ManualTime(Monday);
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Sandbox:File"] = "",
            ["Sandbox:Seed"] = isSeeded ? "true" : "false",
            ["Sandbox:FindCountLimit"] = (findLimit ?? 1000).ToString(CultureInfo.InvariantCulture),
        });
        builder.Configuration.AddInMemoryCollection(more ?? new Dictionary<string, string?>(StringComparer.Ordinal));
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<ISandboxTranscript, Traffic>();
        builder.Services.AddSandbox(builder.Configuration);
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.MapSandbox();
        await app.StartAsync();
        return new ExchangeHost(app, ours ?? time);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A fresh calendar, as each run has.</summary>
    public ICalendarSide Open(string? folderId = null, string address = Aino) =>
        Connector.OpenCalendar(Connection, new ExchangeMailbox(address, Setup.Helsinki, folderId));

    /// <summary>The user makes an entry.</summary>
    public async Task<UserEntry> AddAsync(JsonObject entry, string address = Aino) => UserEntry.Of(await SendAsync(HttpMethod.Post, "entries", entry, address));

    public Task<UserEntry> AddAsync(string title, DateTimeOffset start, int minutes = 60) => AddAsync(Entry(title, start, minutes));

    public static JsonObject Entry(string title, DateTimeOffset start, int minutes = 60) =>
        new() { ["subject"] = title, ["start"] = start, ["end"] = start.AddMinutes(minutes) };

    /// <summary>A series on Mondays.</summary>
    public Task<UserEntry> AddSeriesAsync(string title, int count = 5, DateTimeOffset? first = null)
    {
        var start = first ?? Monday;
        var entry = Entry(title, start);
        entry["recurrence"] = new JsonObject
        {
            ["kind"] = "Weekly",
            ["days"] = new JsonArray("Monday"),
            ["startDate"] = start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["count"] = count,
        };
        return AddAsync(entry);
    }

    /// <summary>The user edits an entry, or one occurrence of a series.</summary>
    public async Task EditAsync(string id, JsonObject change, DateTimeOffset? slot = null, string address = Aino) =>
        await SendAsync(HttpMethod.Put, "entries" + Query(id, slot), change, address);

    /// <summary>The user deletes an entry, or one occurrence of a series.</summary>
    public async Task DeleteAsync(string id, DateTimeOffset? slot = null, string address = Aino) =>
        await SendAsync(HttpMethod.Delete, "entries" + Query(id, slot), null, address);

    /// <summary>What the sandbox's own API says of accounts, tokens and the like.</summary>
    public async Task<JsonNode> AskAsync(string path) => (await _user.GetFromJsonAsync<JsonNode>($"/sandbox/api/{path}"))!;

    /// <summary>Changes an account, a token ...</summary>
    public async Task TellAsync(HttpMethod method, string path, object? content = null)
    {
        using var request = new HttpRequestMessage(method, $"/sandbox/api/{path}") { Content = content is null ? null : JsonContent.Create(content) };
        using var response = await _user.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>What the user sees.</summary>
    public async Task<IReadOnlyList<JsonNode>> EntriesAsync(string folder = "calendar", string address = Aino) =>
        [.. ((JsonArray)(await _user.GetFromJsonAsync<JsonNode>($"/sandbox/api/mailboxes/{address}/entries?folder={folder}"))!).Select(n => n!)];

    public async Task<JsonNode> EntryAsync(string id, string address = Aino) => (await EntriesAsync(address: address)).Single(e => (string)e["id"]! == id);

    public async Task<int> MailsAsync(string address = Aino) => (int)(await _user.GetFromJsonAsync<JsonNode>($"/sandbox/api/counters/{address}"))!["mails"]!;

    public async Task FailNextAsync(string operation, FaultKind kind) =>
        (await _user.PostAsJsonAsync("/sandbox/api/faults", new { kind = kind.ToString(), operation })).EnsureSuccessStatusCode();

    /// <summary>The mailbox is restored elsewhere: other folders, nothing in them.</summary>
    public async Task ResetAsync() => (await _user.PostAsync(new Uri($"/sandbox/api/mailboxes/{Aino}/reset", UriKind.Relative), null)).EnsureSuccessStatusCode();

    public async ValueTask DisposeAsync()
    {
        _user.Dispose();
        await _services.DisposeAsync();
        await _app.DisposeAsync();
    }

    private ServiceProvider Services()
    {
        // The clock stands still while a request waits for its turn: it would wait for ever.
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Network:AllowLoopback"] = "true", ["Exchange:Throttling:Patience"] = "00:00:00", ["Exchange:Authority"] = _user.BaseAddress!.ToString(),
        };
        var services = new ServiceCollection()
            .AddSingleton(_ours)
            .AddLogging()
            .AddExchangeConnector(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddSingleton<Func<HttpMessageHandler, HttpMessageHandler>>(handler => new WireHook(Wire) { InnerHandler = handler });
        return services.BuildServiceProvider();
    }

    private static string Query(string id, DateTimeOffset? slot) =>
        $"?id={Uri.EscapeDataString(id)}" + (slot is null ? "" : $"&originalStart={Uri.EscapeDataString(slot.Value.ToString("O", CultureInfo.InvariantCulture))}");

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonObject? content, string address)
    {
        using var request = new HttpRequestMessage(method, $"/sandbox/api/mailboxes/{address}/{path}") { Content = content is null ? null : JsonContent.Create(content) };
        using var response = await _user.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}

internal sealed record UserEntry(string Id, string ChangeKey)
{
    public static UserEntry Of(JsonNode? node) => new((string)node!["id"]!, (string)node["changeKey"]!);
}

/// <summary>All that went over the wire.</summary>
internal sealed class Traffic : ISandboxTranscript
{
    private readonly ConcurrentQueue<SandboxExchange> _exchanges = new();

    public IReadOnlyList<string> Operations => [.. _exchanges.Select(e => e.Operation)];

    public void Clear() => _exchanges.Clear();

    public void Record(SandboxExchange exchange) => _exchanges.Enqueue(exchange);

    public void AssertValidIfKnown()
    {
        if (EwsSchemas.Exist)
        {
            AssertValid();
        }
    }

    /// <summary>Every message so far, both ways, is one the schemas know.</summary>
    public void AssertValid()
    {
        Assert.NotEmpty(_exchanges);
        foreach (var exchange in _exchanges)
        {
            Assert.Empty(EwsSchemas.ErrorsIn(exchange.Request));
            if (exchange.Status == 200)
            {
                Assert.Empty(EwsSchemas.ErrorsIn(exchange.Answer));
            }
        }
    }
}

/// <summary>Remembers versions as the ledger would.</summary>
internal sealed class Memory : IKnownVersions
{
    private readonly Dictionary<(string Id, string Version), ItemKey> _seen = [];
    private readonly HashSet<(string Id, string Version)> _own = [];
    private readonly HashSet<string> _awaited = new(StringComparer.Ordinal);

    public Memory Saw(SideReading reading)
    {
        foreach (var fresh in ((SideReading.Full)reading).Items.OfType<Seen.Fresh>())
        {
            _seen[(fresh.Item.Key.Id, fresh.Item.Version)] = fresh.Item.Key;
        }

        return this;
    }

    public Memory Wrote(IEnumerable<WriteOutcome> outcomes)
    {
        foreach (var outcome in outcomes.Where(o => o.Status == WriteStatus.Done))
        {
            _own.Add((outcome.Key!.Id, outcome.Version!));
            if (!outcome.Key.IsOccurrence && outcome.Version != EntryReader.DeletedVersion)
            {
                _awaited.Add(outcome.Key.Id);
            }

            _own.UnionWith(outcome.AlsoTouched!.Select(t => (t.Id, t.Version)));
        }

        return this;
    }

    public IReadOnlySet<string> Awaited => _awaited;

    public ItemKey? KeyOf(string id, string version) => _seen.GetValueOrDefault((id, version));

    public bool IsOwnWrite(string id, string version) => _own.Contains((id, version));

    public bool IsOldNews(string id, string version) => _seen.ContainsKey((id, version));
}
