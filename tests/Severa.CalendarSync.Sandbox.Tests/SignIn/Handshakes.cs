using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Severa.CalendarSync.Sandbox.Tests.Support;

namespace Severa.CalendarSync.Sandbox.Tests.SignIn;

public sealed class Handshakes_with_dotnets_own_client
{
    private const string Password = "Delegate-Passw0rd!";

    [Theory]
    [InlineData("NTLM", "calendarsync", "CONTOSO")]
    [InlineData("NTLM", "calendarsync", "contoso.test")]
    [InlineData("NTLM", "calendarsync@contoso.test", "")]
    [InlineData("NTLM", "CalendarSync", "contoso")]
    [InlineData("Negotiate", "calendarsync", "CONTOSO")]
    [InlineData("Negotiate", "calendarsync@contoso.test", "")]
    public async Task One_handshake_serves_the_whole_connection(string scheme, string user, string domain)
    {
        await using var host = await HostAsync(scheme);
        using var client = Client(host, scheme, new NetworkCredential(user, Password, domain));
        for (var i = 0; i < 3; i++)
        {
            using var response = await PostAsync(client, host);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var connection = Assert.Single(await ConnectionsAsync(host));
        Assert.Equal((1, 3), (connection.GetProperty("handshakes").GetInt32(), connection.GetProperty("requests").GetInt32()));
    }

    [Theory]
    [InlineData("NTLM", "calendarsync", "CONTOSO", "wrong")]
    [InlineData("NTLM", "calendarsync", "FABRIKAM", Password)]
    [InlineData("NTLM", "nobody", "CONTOSO", Password)]
    [InlineData("Negotiate", "calendarsync", "CONTOSO", "wrong")]
    public async Task Who_proves_nothing_stays_out(string scheme, string user, string domain, string password)
    {
        await using var host = await HostAsync(scheme);
        using var client = Client(host, scheme, new NetworkCredential(user, password, domain));
        using var response = await PostAsync(client, host);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(scheme, response.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Empty(await ConnectionsAsync(host));
    }

    [Fact]
    public async Task Another_connection_starts_anew()
    {
        await using var host = await HostAsync("NTLM");
        for (var i = 0; i < 2; i++)
        {
            using var client = Client(host, "NTLM", new NetworkCredential("calendarsync", Password, "CONTOSO"));
            using var response = await PostAsync(client, host);
        }

        using var stranger = new HttpClient();
        using var refused = await PostAsync(stranger, host);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal([(1, 1), (1, 1)], (await ConnectionsAsync(host)).Select(c => (c.GetProperty("handshakes").GetInt32(), c.GetProperty("requests").GetInt32())));
    }

    [Fact]
    public async Task The_ways_of_the_setting_are_offered_in_order()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:SignIn:0", "basic"), ("Sandbox:SignIn:1", "ntlm"), ("Sandbox:SignIn:2", "Negotiate"));
        using var client = new HttpClient();
        using var response = await PostAsync(client, host);
        Assert.Equal(["Negotiate", "NTLM", "Basic"], response.Headers.WwwAuthenticate.Select(w => w.Scheme));
        Assert.Equal("NoError", (await host.Ews().CallAsync(Requests.GetFolder())).Code());
    }

    [Fact]
    public async Task What_is_not_offered_is_refused()
    {
        await using var host = await HostAsync("NTLM");
        using var response = await host.Ews().PostAsync(Requests.GetFolder());
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(["NTLM"], response.Headers.WwwAuthenticate.Select(w => w.Scheme));
    }

    [Theory]
    [InlineData("NTLM")]
    [InlineData("Negotiate")]
    public async Task Messages_may_come_without_wrapping_and_the_challenge_has_what_clients_need(string scheme)
    {
        await using var host = await HostAsync(scheme);
        using var client = new HttpClient();
        using var ntlm = new NtlmClient(Password);
        var challenge = await TokenAsync(client, host, scheme, ntlm.First());
        Assert.Equal("NTLMSSP\0\u0002", Encoding.ASCII.GetString(challenge[..9]));
        Assert.Equal([2, 1, 4, 3, 7, 0], NtlmClient.InfoIds(challenge));
        using var response = await PostAsync(client, host, new AuthenticationHeaderValue(scheme, Convert.ToBase64String(ntlm.Last(challenge))));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(72)]
    public async Task A_message_changed_on_its_way_is_refused(int at)
    {
        await using var host = await HostAsync("NTLM");
        using var client = new HttpClient();
        using var ntlm = new NtlmClient(Password);
        var last = ntlm.Last(await TokenAsync(client, host, "NTLM", ntlm.First()));
        last[at] ^= 1;
        using var response = await PostAsync(client, host, new AuthenticationHeaderValue("NTLM", Convert.ToBase64String(last)));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_response_counts_once_and_on_its_connection_only()
    {
        await using var host = await HostAsync("NTLM");
        using var client = new HttpClient();
        using var ntlm = new NtlmClient(Password);
        var last = ntlm.Last(await TokenAsync(client, host, "NTLM", ntlm.First()));
        var header = new AuthenticationHeaderValue("NTLM", Convert.ToBase64String(last));
        using var other = new HttpClient();
        using var elsewhere = await PostAsync(other, host, header);
        using var first = await PostAsync(client, host, header);
        using var again = await PostAsync(client, host, header);
        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.Unauthorized), (elsewhere.StatusCode, first.StatusCode, again.StatusCode));
    }

    [Theory]
    [InlineData("TlRMTVNTUAA=")]
    [InlineData("not base64")]
    [InlineData("TlRMTVNTUAADAAAA")]
    [InlineData("YIIB")]
    [InlineData("")]
    public async Task Nonsense_is_refused(string token)
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:SignIn:0", "NTLM"), ("Sandbox:SignIn:1", "Negotiate"));
        using var client = new HttpClient();
        foreach (var scheme in (string[])["NTLM", "Negotiate"])
        {
            using var response = await PostAsync(client, host, new AuthenticationHeaderValue(scheme, token));
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Fact]
    public async Task Responses_of_the_older_ntlm_are_refused()
    {
        await using var host = await HostAsync("NTLM");
        using var client = new HttpClient();
        using var ntlm = new NtlmClient(Password);
        var challenge = await TokenAsync(client, host, "NTLM", ntlm.First());
        var old = NtlmClient.OldResponse(challenge[24..32], Password);
        using var response = await PostAsync(client, host, new AuthenticationHeaderValue("NTLM", Convert.ToBase64String(old)));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static Task<SandboxHost> HostAsync(string scheme) => SandboxHost.StartAsync(("Sandbox:SignIn:0", scheme));

    private static HttpClient Client(SandboxHost host, string scheme, NetworkCredential credential) =>
        new(new SocketsHttpHandler { Credentials = new CredentialCache { { host.Address, scheme, credential } } });

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, SandboxHost host, AuthenticationHeaderValue? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "/EWS/Exchange.asmx"));
        request.Headers.Authorization = header;
        request.Content = new StringContent(host.Ews().Envelope(Requests.GetFolder()), Encoding.UTF8, "text/xml");
        var response = await client.SendAsync(request);
        await response.Content.LoadIntoBufferAsync();
        return response;
    }

    private static async Task<byte[]> TokenAsync(HttpClient client, SandboxHost host, string scheme, byte[] token)
    {
        using var response = await PostAsync(client, host, new AuthenticationHeaderValue(scheme, Convert.ToBase64String(token)));
        var answer = response.Headers.WwwAuthenticate.Single();
        Assert.Equal((HttpStatusCode.Unauthorized, scheme), (response.StatusCode, answer.Scheme));
        return Convert.FromBase64String(answer.Parameter!);
    }

    private static async Task<List<JsonElement>> ConnectionsAsync(SandboxHost host)
    {
        using var http = host.Http();
        return [.. (await http.GetFromJsonAsync<JsonElement>("/sandbox/api/connections")).EnumerateArray()];
    }
}
