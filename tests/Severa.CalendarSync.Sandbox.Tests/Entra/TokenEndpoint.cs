using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Severa.CalendarSync.Sandbox.Tests.Support;

namespace Severa.CalendarSync.Sandbox.Tests.Entra;

public sealed class The_token_endpoint
{
    public static TheoryData<string, string, string, string, int, int> Refused => new()
    {
        { Tokens.Tenant, "client_secret", "wrong", "invalid_client", 7000215, 401 },
        { Tokens.Tenant, "client_secret", "", "invalid_client", 7000218, 401 },
        { Tokens.Tenant, "client_id", "11111111-0000-0000-0000-000000000000", "unauthorized_client", 700016, 400 },
        { "fabrikam.test", "scope", Tokens.Exchange, "invalid_request", 90002, 400 },
        { Tokens.Tenant, "scope", "https://outlook.office365.com/EWS.AccessAsUser.All", "invalid_scope", 1002012, 400 },
        { Tokens.Tenant, "scope", "https://unknown.test/.default", "invalid_resource", 500011, 400 },
        { Tokens.Tenant, "scope", "", "invalid_request", 900144, 400 },
        { Tokens.Tenant, "grant_type", "password", "unsupported_grant_type", 70003, 400 },
        { Tokens.Tenant, "client_assertion", "x.y.z", "invalid_request", 900144, 400 },
    };

    [Theory]
    [InlineData(Tokens.Tenant)]
    [InlineData("contoso.test")]
    public async Task A_secret_gets_a_token_for_an_hour(string tenant)
    {
        await using var host = await SandboxHost.StartAsync();
        var (status, answer) = await Tokens.AskAsync(host, Tokens.Form(("client_secret", Tokens.Secret)), tenant);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("Bearer", 3599), (answer.GetProperty("token_type").GetString(), answer.GetProperty("expires_in").GetInt32()));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refusals_have_the_codes_of_Entra(string tenant, string field, string value, string error, int code, int status)
    {
        await using var host = await SandboxHost.StartAsync();
        var (answered, answer) = await Tokens.AskAsync(host, Tokens.Form(("client_secret", Tokens.Secret), (field, value)), tenant);
        Assert.Equal((status, error, code), ((int)answered, answer.GetProperty("error").GetString(), answer.GetProperty("error_codes")[0].GetInt32()));
        var text = answer.GetProperty("error_description").GetString()!;
        Assert.StartsWith($"AADSTS{code}: ", text, StringComparison.Ordinal);
        Assert.Contains("Trace ID: " + answer.GetProperty("trace_id").GetString(), text, StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.Secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_secret_is_told_as_such_but_only_to_who_knows_it()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:Applications:0:SecretExpires", "2026-11-23T09:00:00Z"));
        Assert.Equal(HttpStatusCode.OK, (await Tokens.AskAsync(host, Tokens.Form(("client_secret", Tokens.Secret)))).Status);
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(7000222, await CodeAsync(host, Tokens.Secret));
        Assert.Equal(7000215, await CodeAsync(host, "wrong"));
    }

    [Fact]
    public async Task What_is_no_form_is_refused()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = new HttpClient();
        using var response = await http.PostAsJsonAsync(new Uri(host.Address, $"/{Tokens.Tenant}/oauth2/v2.0/token"), new { grant_type = "client_credentials" });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_request", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Libraries_find_the_endpoints_from_the_authority()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = new HttpClient();
        var authority = host.Address.GetLeftPart(UriPartial.Authority);
        var asked = Uri.EscapeDataString($"{authority}/{Tokens.Tenant}/oauth2/v2.0/authorize");
        var instance = await http.GetFromJsonAsync<JsonElement>(new Uri(host.Address, $"/common/discovery/instance?api-version=1.1&authorization_endpoint={asked}"));
        Assert.Equal(host.Address.Authority, instance.GetProperty("metadata")[0].GetProperty("aliases")[0].GetString());
        var metadata = await http.GetFromJsonAsync<JsonElement>(new Uri(instance.GetProperty("tenant_discovery_endpoint").GetString()!));
        Assert.Equal($"{authority}/{Tokens.Tenant}/oauth2/v2.0/token", metadata.GetProperty("token_endpoint").GetString());
        var keys = await http.GetFromJsonAsync<JsonElement>(new Uri(metadata.GetProperty("jwks_uri").GetString()!));
        Assert.Equal("RSA", keys.GetProperty("keys")[0].GetProperty("kty").GetString());
    }

    [Fact]
    public async Task What_is_no_authority_is_no_instance()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(host.Address, "/common/discovery/instance?api-version=1.1&authorization_endpoint=nowhere"));
        Assert.Equal("invalid_instance", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString());
    }

    private static async Task<int> CodeAsync(SandboxHost host, string secret) =>
        (await Tokens.AskAsync(host, Tokens.Form(("client_secret", secret)))).Answer.GetProperty("error_codes")[0].GetInt32();
}
