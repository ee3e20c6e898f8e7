using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Autodiscover;
using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Tests.Sandbox;

namespace Severa.CalendarSync.Connectors.Tests.Autodiscover;

/// <summary>
/// The simulated Exchange of contoso.test in a small internet, and the service that looks for it. Starting an Exchange takes long:
/// a test gets one that another test has given back, if there is one with the same settings.
/// </summary>
internal sealed class AutodiscoverWorld : IAsyncDisposable
{
    public const string UserName = "calendarsync@contoso.test";
    public const string Ews = "https://mail.contoso.test/EWS/Exchange.asmx";

    private static readonly ConcurrentDictionary<string, ConcurrentBag<ExchangeHost>> GivenBack = new(StringComparer.Ordinal);

    private readonly string _settings;
    private readonly ExchangeHost _exchange;
    private readonly HttpClient _user;
    private int _refusedBefore;

    private AutodiscoverWorld(string settings, ExchangeHost exchange)
    {
        (_settings, _exchange) = (settings, exchange);
        _user = new HttpClient { BaseAddress = Server };
        _user.DefaultRequestHeaders.Add("X-Sandbox", "1");
        var options = new ExchangeOptions();
        options.Autodiscover.BusyPause = TimeSpan.Zero;
        Locator = new ExchangeLocator(Net.Reach, Net, Options.Create(options), NullLogger<ExchangeLocator>.Instance, Time);
    }

    public SmallInternet Net { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public IExchangeLocator Locator { get; }

    /// <summary>Where the simulated Exchange really is.</summary>
    public Uri Server => new(_exchange.Connection.Endpoint.GetLeftPart(UriPartial.Authority));

    public LocateRequest Request { get; } = new(ExchangeHost.Aino, ExchangeVersion.Exchange2016, new ExchangeSignIn.Basic(UserName, "Delegate-Passw0rd!"));

    /// <summary>The same with this password.</summary>
    public LocateRequest With(string password) => Request with { SignIn = new ExchangeSignIn.Basic(UserName, password) };

    /// <param name="product">What the server is.</param>
    /// <param name="ews">The address it tells.</param>
    /// <param name="more">More settings of the sandbox.</param>
    public static async Task<AutodiscoverWorld> StartAsync(string product = "Exchange2016", string ews = Ews, params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Sandbox:ServerVersion"] = product,
            ["Sandbox:Autodiscover:ExternalEwsUrl"] = ews,
            ["Sandbox:Autodiscover:InternalEwsUrl"] = "none",
        };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        var name = string.Join(' ', settings);
        var host = GivenBack.GetOrAdd(name, _ => []).TryTake(out var used) ? used : await ExchangeHost.StartAsync(more: settings);
        var world = new AutodiscoverWorld(name, host);
        world._refusedBefore = await world.RefusedSignInsAsync();
        return world;
    }

    /// <summary>The simulated Exchange is reached by these names.</summary>
    public AutodiscoverWorld At(params string[] names) => To(Server, names);

    /// <summary>Somebody else is reached by these names.</summary>
    public AutodiscoverWorld To(Uri server, params string[] names)
    {
        foreach (var name in names)
        {
            Net.Names[name.Contains("://", StringComparison.Ordinal) ? name : "https://" + name] = server;
        }

        return this;
    }

    public async Task PlanAsync(object rule) => (await _user.PostAsJsonAsync("/sandbox/api/autodiscover", rule)).EnsureSuccessStatusCode();

    public async Task ChangeAccountAsync(object change) => (await _user.PutAsJsonAsync("/sandbox/api/accounts/" + UserName, change)).EnsureSuccessStatusCode();

    public async Task<int> RefusedSignInsAsync() => (int)(await _user.GetFromJsonAsync<JsonArray>("/sandbox/api/accounts"))![0]!["failedSignIns"]! - _refusedBefore;

    public Task<LocateResult> FindAsync(LocateRequest? request = null) => Locator.FindAsync(request ?? Request, default);

    public async Task<List<LocateEvent>> LocateAsync(LocateRequest? request = null)
    {
        var news = new List<LocateEvent>();
        await foreach (var one in Locator.LocateAsync(request ?? Request, default))
        {
            news.Add(one);
        }

        return news;
    }

    public async ValueTask DisposeAsync()
    {
        (await _user.DeleteAsync(new Uri("/sandbox/api/autodiscover", UriKind.Relative))).EnsureSuccessStatusCode();
        await ChangeAccountAsync(new { isLocked = false });
        _user.Dispose();
        GivenBack[_settings].Add(_exchange);
    }
}
