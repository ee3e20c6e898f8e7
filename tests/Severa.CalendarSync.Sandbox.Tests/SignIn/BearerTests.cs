using System.Net;
using System.Text;
using Severa.CalendarSync.Sandbox.Tests.Support;

namespace Severa.CalendarSync.Sandbox.Tests.SignIn;

public sealed class Tokens_at_Exchange
{
    [Fact]
    public async Task Office_365_takes_tokens_and_refuses_passwords()
    {
        var host = await ProductHosts.OfAsync("Office365");
        using var refused = await host.Ews().PostAsync(Requests.GetFolder());
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (refused.StatusCode, refused.Headers.WwwAuthenticate.Single().Scheme));
        Assert.Equal("NoError", (await Ews(host, await Tokens.OfAsync(host)).CallAsync(Requests.GetFolder())).Code());
    }

    [Fact]
    public async Task A_token_expires()
    {
        await using var host = await HostAsync(("Sandbox:TokenLifetime", "00:10:00"));
        var ews = Ews(host, await Tokens.OfAsync(host));
        host.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal("NoError", (await ews.CallAsync(Requests.GetFolder())).Code());
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.StartsWith("2000002;reason=\"The token has expired.\"", await DiagnosticsAsync(ews), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_opens_nothing_says_why()
    {
        await using var host = await HostAsync(("Sandbox:Applications:0:HasFullAccess", "false"));
        var token = await Tokens.OfAsync(host);
        Assert.StartsWith("2000008;", await DiagnosticsAsync(Ews(host, token)), StringComparison.Ordinal);
        Assert.StartsWith("2000003;", await DiagnosticsAsync(Ews(host, await Tokens.OfAsync(host, "https://graph.microsoft.com/.default"))), StringComparison.Ordinal);
        Assert.StartsWith("2000001;", await DiagnosticsAsync(Ews(host, "abc")), StringComparison.Ordinal);
        var parts = token.Split('.');
        var claims = Encoding.UTF8.GetString(Convert.FromBase64String(parts[1].Replace('-', '+').Replace('_', '/').PadRight((parts[1].Length + 3) / 4 * 4, '=')));
        var more = Convert.ToBase64String(Encoding.UTF8.GetBytes(claims.Replace("\"appid\"", "\"roles\":[\"full_access_as_app\"],\"appid\"", StringComparison.Ordinal)));
        var forged = $"{parts[0]}.{more.TrimEnd('=').Replace('+', '-').Replace('/', '_')}.{parts[2]}";
        Assert.StartsWith("2000000;", await DiagnosticsAsync(Ews(host, forged)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_acts_in_the_mailboxes_of_its_scope_and_has_none_itself()
    {
        await using var host = await HostAsync(("Sandbox:Applications:0:Scope:0", SandboxHost.Mikael));
        var token = await Tokens.OfAsync(host);
        Assert.Equal("NoError", (await Ews(host, token, SandboxHost.Mikael).CallAsync(Requests.GetFolder())).Code());
        Assert.Equal("ErrorImpersonateUserDenied", (await Ews(host, token).FaultAsync(Requests.GetFolder())).Code);
        Assert.Equal("ErrorMissingEmailAddress", (await Ews(host, token, null).CallAsync(Requests.GetFolder())).Code());
    }

    /// <summary>Hybrid modern authentication: the server goes by the host of its own address.</summary>
    [Fact]
    public async Task A_server_of_ones_own_takes_tokens_for_its_own_address_only()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:ServerVersion", "Exchange2019"), ("Sandbox:SignIn:0", "Bearer"));
        Assert.Equal("NoError", (await Ews(host, await Tokens.OfAsync(host, $"https://{host.Address.Host}/.default")).CallAsync(Requests.GetFolder())).Code());
        foreach (var other in new[] { Tokens.Exchange, "https://localhost/.default" })
        {
            using var refused = await Ews(host, await Tokens.OfAsync(host, other)).PostAsync(Requests.GetFolder());
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.StartsWith("2000003;", refused.Headers.GetValues("x-ms-diagnostics").Single(), StringComparison.Ordinal);
            var challenge = refused.Headers.WwwAuthenticate.Single();
            Assert.Equal("Bearer", challenge.Scheme);
            Assert.EndsWith(", error=\"invalid_token\"", challenge.Parameter, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Exchange2019", "https://elsewhere.test/.default")]
    [InlineData("Exchange2019", "http://127.0.0.1/.default")]
    [InlineData("Office365", "https://127.0.0.1/.default")]
    public async Task Nobody_gets_a_token_for_a_server_that_is_not_registered(string version, string scope)
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:ServerVersion", version), ("Sandbox:SignIn:0", "Bearer"));
        var (status, answer) = await Tokens.AskAsync(host, Tokens.Form(("client_secret", Tokens.Secret), ("scope", scope)));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_resource"), (status, answer.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task Tokens_end_with_the_program()
    {
        string token;
        await using (var before = await HostAsync())
        {
            token = await Tokens.OfAsync(before);
        }

        await using var after = await HostAsync();
        Assert.StartsWith("2000000;", await DiagnosticsAsync(Ews(after, token)), StringComparison.Ordinal);
    }

    private static Task<SandboxHost> HostAsync(params (string, string)[] settings) => SandboxHost.StartAsync([("Sandbox:ServerVersion", "Office365"), .. settings]);

    private static EwsTester Ews(SandboxHost host, string token, string? mailbox = SandboxHost.Aino) => new(host.Address, mailbox) { Token = token };

    private static async Task<string> DiagnosticsAsync(EwsTester ews)
    {
        using var response = await ews.PostAsync(Requests.GetFolder());
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        return response.Headers.GetValues("x-ms-diagnostics").Single();
    }
}
