using System.Net.Http.Json;
using Severa.CalendarSync.Web.Tests.Settings;

namespace Severa.CalendarSync.Web.Tests.Connections;

/// <summary>Another simulated Exchange, with the same mail domain: as during a migration.</summary>
internal sealed class SecondServer : AppFactory
{
    private readonly Dictionary<string, HttpClient> _clients = [];

    public SecondServer(IEnumerable<KeyValuePair<string, string>>? sandbox = null)
    {
        Settings["Demo:Enabled"] = "false";
        Settings["Sandbox:Seed"] = "false";
        Settings["Sandbox:ServerVersion"] = "Exchange2019";
        foreach (var (key, value) in sandbox ?? [])
        {
            Settings[key] = value;
        }
    }

    public string Url => $"http://localhost:{Address.Port}/EWS/Exchange.asmx";

    /// <summary>Carries everything that is in a mailbox over here, under new ids; at home it is not there any more.</summary>
    public async Task TakeAsync(AppFactory home, string address)
    {
        var (from, to) = (ClientOf(home), ClientOf(this));
        var content = await from.GetByteArrayAsync(Path($"mailboxes/{address}/content"));
        using var body = new ByteArrayContent(content) { Headers = { ContentType = new("application/json") } };
        (await to.PutAsync(Path($"mailboxes/{address}/content"), body)).EnsureSuccessStatusCode();
        await GoneAsync(home, address);
        await ThereAsync(this, address);
    }

    /// <summary>No such mailbox, says the server from now on.</summary>
    public async Task GoneAsync(AppFactory server, string address) =>
        (await ClientOf(server).PostAsJsonAsync(Path("faults"), new { kind = "MailboxGone", mailbox = address, isLasting = true })).EnsureSuccessStatusCode();

    /// <summary>What the administrator types on the page of a new connection.</summary>
    public Task<HttpResponseMessage> ConnectAsync(Visitor administrator, string domains = "contoso.test", string password = SettingsVisits.DelegatePassword) => administrator.SendAsync(
        SettingsVisits.ExchangePage + "/new",
        null,
        ("Input.Domains", domains),
        ("Input.Version", "Exchange2019"),
        ("Input.Url", Url),
        ("Input.SignIn", "Basic"),
        ("Input.DelegateUsername", SettingsVisits.DelegateName),
        ("Input.DelegatePassword", password),
        ("Input.Revision", "0"));

    public HttpClient ClientOf(AppFactory server)
    {
        var key = server.Address.ToString();
        if (!_clients.TryGetValue(key, out var client))
        {
            client = new HttpClient { BaseAddress = server.Address, DefaultRequestHeaders = { { "X-Sandbox", "1" } } };
            _clients.Add(key, client);
        }

        return client;
    }

    public static Uri Path(string path) => new("/sandbox/api/" + path, UriKind.Relative);

    protected override void Dispose(bool disposing)
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task ThereAsync(AppFactory server, string address)
    {
        var client = ClientOf(server);
        var faults = await client.GetFromJsonAsync<List<Planned>>(Path("faults"));
        foreach (var fault in faults!.Where(f => f.Rule.Mailbox == address))
        {
            await client.DeleteAsync(Path($"faults/{fault.Number}"));
        }
    }

    private sealed record Planned(int Number, Rule Rule);

    private sealed record Rule(string? Mailbox);
}
