using Severa.CalendarSync.Connectors.Exchange.Autodiscover;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Autodiscover;

/// <summary>Where the password goes, seen by those who would like to have it.</summary>
public sealed class SecretTests
{
    private const string Domain = "contoso.test";
    private const string Below = "autodiscover.contoso.test";
    private const string Stranger = "stranger.test";

    [Theory]
    [InlineData("HttpRedirect", HostReason.HttpRedirect)]
    [InlineData("RedirectUrl", HostReason.RedirectUrl)]
    public async Task Stranger_a_server_names_gets_nothing_before_he_is_confirmed(string kind, HostReason reason)
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await using var stranger = await SpyServer.StartAsync(401);
        await world.PlanAsync(new { kind, target = $"https://{Stranger}/autodiscover/autodiscover.svc" });
        world.At(Domain).To(stranger.Address, Stranger);

        var asked = Assert.IsType<LocateResult.NeedsConfirmation>(await world.FindAsync());

        Assert.Equal([new HostToConfirm(Stranger, reason, Domain)], asked.Hosts);
        Assert.Empty(stranger.Seen);
        Assert.Equal((7, "NeedsConfirmation", true), ErrorOf(asked));
    }

    [Fact]
    public async Task Stranger_who_is_confirmed_is_asked()
    {
        await using var world = await AutodiscoverWorld.StartAsync(ews: $"https://{Stranger}/EWS/Exchange.asmx");
        await world.PlanAsync(new { kind = "HttpRedirect", host = Domain, target = $"https://{Stranger}/autodiscover/autodiscover.svc" });
        world.At(Domain, Stranger);

        Assert.IsType<LocateResult.NeedsConfirmation>(await world.FindAsync());
        Assert.IsType<LocateResult.Found>(await world.FindAsync(world.Request with { AllowedHosts = [Stranger] }));
        world.Net.AssertSecretOnlyAt(Stranger);
    }

    [Theory]
    [InlineData("HttpRedirect")]
    [InlineData("RedirectUrl")]
    public async Task Nothing_is_asked_without_https(string kind)
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await using var listener = await SpyServer.StartAsync(401);
        await world.PlanAsync(new { kind, target = "http://mail.contoso.test/autodiscover/autodiscover.svc" });
        world.At(Domain).To(listener.Address, "http://mail.contoso.test");

        Assert.Contains((await world.FindAsync()).Attempts, a => a.Code == "RedirectNotHttps");
        Assert.Empty(listener.Seen);
    }

    [Fact]
    public async Task Unsecured_question_carries_nothing_and_its_answer_is_not_trusted()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await using var unsecured = await SpyServer.StartAsync(302, $"https://{Stranger}/autodiscover/autodiscover.xml");
        await using var stranger = await SpyServer.StartAsync(401);
        world.To(unsecured.Address, "http://" + Below).To(stranger.Address, Stranger);

        var asked = Assert.IsType<LocateResult.NeedsConfirmation>(await world.FindAsync());

        Assert.Equal([new HostToConfirm(Stranger, HostReason.UnsecuredRedirect, Below)], asked.Hosts);
        Assert.Equal([new SeenRequest("GET", Below, "/autodiscover/autodiscover.xml", null, "")], unsecured.Seen);
        Assert.Empty(stranger.Seen);
        world.Net.AssertSecretOnlyAt();
    }

    [Fact]
    public async Task Unsecured_answer_leads_to_a_host_of_the_domain()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await using var unsecured = await SpyServer.StartAsync(302, "https://mail.contoso.test/autodiscover/autodiscover.xml");

        Assert.IsType<LocateResult.Found>(await world.To(unsecured.Address, "http://" + Below).At("mail.contoso.test").FindAsync());
        world.Net.AssertSecretOnlyAt("mail.contoso.test");
    }

    [Fact]
    public async Task Record_in_dns_is_not_trusted()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await using var stranger = await SpyServer.StartAsync(401);
        world.Net.Records["_autodiscover._tcp.contoso.test"] = [new SrvTarget(Stranger, 443, 0, 0)];
        world.To(stranger.Address, Stranger);

        var asked = Assert.IsType<LocateResult.NeedsConfirmation>(await world.FindAsync());

        Assert.Equal([new HostToConfirm(Stranger, HostReason.SrvRecord, "_autodiscover._tcp.contoso.test")], asked.Hosts);
        Assert.Empty(stranger.Seen);
    }

    [Fact]
    public async Task Record_in_dns_leads_to_a_confirmed_host()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        world.Net.Records["_autodiscover._tcp.contoso.test"] = [new SrvTarget("hosted.test", 443, 0, 0)];

        Assert.IsType<LocateResult.Found>(await world.At("hosted.test").FindAsync(world.Request with { AllowedHosts = ["hosted.test"] }));
        world.Net.AssertSecretOnlyAt("hosted.test");
    }

    [Fact]
    public async Task Address_of_ews_at_a_stranger_is_asked_about()
    {
        await using var world = await AutodiscoverWorld.StartAsync(ews: $"https://{Stranger}/EWS/Exchange.asmx");

        var asked = Assert.IsType<LocateResult.NeedsConfirmation>(await world.At(Domain).FindAsync());

        Assert.Equal([new HostToConfirm(Stranger, HostReason.EwsUrl, Domain)], asked.Hosts);
        Assert.IsType<LocateResult.Found>(await world.FindAsync(world.Request with { AllowedHosts = [Stranger] }));
    }

    [Fact]
    public async Task Address_of_ews_without_https_is_none()
    {
        await using var world = await AutodiscoverWorld.StartAsync(ews: "http://mail.contoso.test/EWS/Exchange.asmx");

        Assert.Contains((await world.At(Domain).FindAsync()).Attempts, a => a.Code == "RedirectNotHttps");
    }

    [Fact]
    public async Task Loops_end()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await world.PlanAsync(new { kind = "RedirectUrl", host = Domain, target = $"https://{Below}/autodiscover/autodiscover.svc?again" });
        await world.PlanAsync(new { kind = "RedirectUrl", host = Below, target = $"https://{Domain}/autodiscover/autodiscover.svc" });

        var failed = Assert.IsType<LocateResult.Failed>(await world.At(Domain, Below).FindAsync());

        Assert.Contains(failed.Attempts, a => a.Code == "RedirectRepeated");
        Assert.InRange(failed.Attempts.Count, 3, 8);
    }

    [Fact]
    public async Task Neither_request_nor_error_shows_a_secret()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        var request = world.With("S3cret-marker");
        var error = Record.Exception(() => world.FindAsync(request).GetAwaiter().GetResult().EndpointOrThrow());

        Assert.DoesNotContain("S3cret-marker", error + request.ToString() + LocatorKey.Of(request, "x"), StringComparison.Ordinal);
        Assert.DoesNotContain("aino", error + request.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static (int Number, string Code, bool IsPermanent) ErrorOf(LocateResult result)
    {
        var error = Assert.Throws<SideException>(result.EndpointOrThrow);
        return (error.Number, error.Code, error.IsPermanent);
    }
}
