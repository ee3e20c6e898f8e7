using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Autodiscover;
using Severa.CalendarSync.Connectors.Exchange.SignIn;

namespace Severa.CalendarSync.Connectors.Tests.Autodiscover;

/// <summary>Autodiscover with each way to sign in, and as the host has it.</summary>
public sealed class SignInTests
{
    private const string Domain = "contoso.test";
    private const string Below = "autodiscover.contoso.test";

    [Theory]
    [InlineData("NTLM", AutodiscoverWorld.UserName)]
    [InlineData("NTLM", @"CONTOSO\calendarsync")]
    [InlineData("Negotiate", AutodiscoverWorld.UserName)]
    public async Task Windows_sign_in_is_used_where_it_is_offered(string way, string userName)
    {
        await using var world = await AutodiscoverWorld.StartAsync(more: ("Sandbox:SignIn:0", way));
        var found = await world.At(Domain).FindAsync(world.Request with { SignIn = new ExchangeSignIn.Windows(userName, "Delegate-Passw0rd!") });

        Assert.True(found is LocateResult.Found, string.Join(' ', found.Attempts.Select(a => a.Code)));
    }

    [Fact]
    public async Task Wrong_password_of_windows_is_tried_twice_at_most()
    {
        await using var world = await AutodiscoverWorld.StartAsync(more: ("Sandbox:SignIn:0", "NTLM"));
        world.Net.Records["_autodiscover._tcp.contoso.test"] = [new SrvTarget("mail.contoso.test", 443, 0, 0)];
        var failed = await world.At(Domain, Below, "mail.contoso.test").FindAsync(world.Request with { SignIn = new ExchangeSignIn.Windows(AutodiscoverWorld.UserName, "wrong") });

        Assert.Equal(1, Assert.IsType<LocateResult.Failed>(failed).ErrorNumber);
        Assert.Equal(2, await world.RefusedSignInsAsync());
    }

    [Fact]
    public async Task Application_sends_nothing()
    {
        await using var world = await AutodiscoverWorld.StartAsync(more: ("Sandbox:SignIn:0", "Bearer"));
        var failed = await world.At(Domain).FindAsync(world.Request with { SignIn = new ExchangeSignIn.Application("contoso.test", "id", "secret", IsCertificate: false) });

        Assert.Equal("SignInNotOffered", Assert.IsType<LocateResult.Failed>(failed).Code);
        world.Net.AssertSecretOnlyAt();
    }

    [Fact]
    public async Task Host_finds_the_server_its_operator_named()
    {
        await using var world = await AutodiscoverWorld.StartAsync(ews: "");
        await using var services = Services(new Uri(world.Server, "/autodiscover/autodiscover.xml").AbsoluteUri);
        var found = await services.GetRequiredService<IExchangeLocator>().FindAsync(world.Request, default);

        Assert.Equal(new Uri(world.Server, "/EWS/Exchange.asmx"), found.EndpointOrThrow());
    }

    [Theory]
    [InlineData("http://mail.example.org/autodiscover/autodiscover.svc")]
    [InlineData("https://svc:secret@mail.example.org/autodiscover/autodiscover.svc")]
    [InlineData("mail.example.org")]
    public async Task Operator_is_told_what_to_enter(string endpoint)
    {
        await using var services = Services(endpoint);
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<ExchangeOptions>>().Value);

        Assert.StartsWith("Exchange:Autodiscover:Endpoints: enter whole addresses with https", error.Failures.Single(), StringComparison.Ordinal);
    }

    private static ServiceProvider Services(string endpoint)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Network:AllowLoopback"] = "true", ["Exchange:Autodiscover:Endpoints:0"] = endpoint };
        return new ServiceCollection().AddLogging().AddExchangeConnector(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
    }
}
