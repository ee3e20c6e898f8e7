using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Autodiscover;
using Severa.CalendarSync.Connectors.Tests.Transport;

namespace Severa.CalendarSync.Connectors.Tests.Autodiscover;

/// <summary>The search as it goes over the wire, against the simulated Exchange.</summary>
public sealed class LocatingTests
{
    private const string Domain = "contoso.test";
    private const string Below = "autodiscover.contoso.test";

    [Fact]
    public async Task Found_at_the_mail_domain()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        var found = Assert.IsType<LocateResult.Found>(await world.At(Domain).FindAsync());

        Assert.Equal((new Uri(AutodiscoverWorld.Ews), "SANDBOX-1"), (found.Endpoint, found.GroupingInformation));
        Assert.Equal(["Exchange2007", "Exchange2016"], [found.SupportedSchemas[0], found.SupportedSchemas[^1]]);
        Assert.Equal((LocateMeans.Soap, "https://contoso.test/autodiscover/autodiscover.svc", "Found"), Only(found.Attempts));
        world.Net.AssertSecretOnlyAt(Domain);
    }

    [Fact]
    public async Task Web_site_of_the_domain_never_learns_the_password()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await using var site = await SpyServer.StartAsync(404);
        var found = await world.To(site.Address, Domain).At(Below).FindAsync();

        Assert.IsType<LocateResult.Found>(found);
        Assert.Equal(["Http404", "Http404", "Found"], found.Attempts.Select(a => a.Code));
        Assert.All(site.Seen, s => Assert.Null(s.Authorization));
        world.Net.AssertSecretOnlyAt(Below);
    }

    [Fact]
    public async Task Answer_without_end_is_given_up_and_the_next_place_is_asked()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await using var talker = new RawServer(_ => RawServer.Http("<a>" + new string('a', 1024 * 1024) + "</a>"));
        var found = await world.To(new Uri(talker.Address, "/"), Domain).At(Below).FindAsync();

        Assert.IsType<LocateResult.Found>(found);
        Assert.Equal("Found", found.Attempts[^1].Code);
        Assert.All(found.Attempts.SkipLast(1), attempt => Assert.NotEqual("Found", attempt.Code));
        Assert.NotEqual(0, talker.Requests);
    }

    [Fact]
    public async Task Exchange_2007_is_found_in_plain_xml()
    {
        await using var world = await AutodiscoverWorld.StartAsync("Exchange2007_SP1");
        var found = Assert.IsType<LocateResult.Found>(await world.At(Domain).FindAsync(world.Request with { Version = ExchangeVersion.Exchange2007 }));

        Assert.Equal((new Uri(AutodiscoverWorld.Ews), null), (found.Endpoint, found.GroupingInformation));
        Assert.Equal((LocateMeans.PlainXml, "https://contoso.test/autodiscover/autodiscover.xml", "Found"), Only(found.Attempts));
        Assert.DoesNotContain(world.Net.Sent, s => s.Url.EndsWith(".svc", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Exchange2010", ExchangeVersion.Exchange2010, "Found", null)]
    [InlineData("Exchange2010_SP2", ExchangeVersion.Exchange2013, "Found", null)]
    [InlineData("Exchange2019", ExchangeVersion.Exchange2019, "Found", "SANDBOX-1")]
    [InlineData("Exchange2007_SP1", ExchangeVersion.Exchange2010, "Http404 Found", null)]
    public async Task Products_are_asked_in_their_words(string product, ExchangeVersion version, string codes, string? grouping)
    {
        await using var world = await AutodiscoverWorld.StartAsync(product);
        var found = Assert.IsType<LocateResult.Found>(await world.At(Domain).FindAsync(world.Request with { Version = version }));

        Assert.Equal((codes, grouping), (string.Join(' ', found.Attempts.Select(a => a.Code)), found.GroupingInformation));
    }

    [Theory]
    [InlineData("HttpStatus", 404, "Http404")]
    [InlineData("InternalServerError", 200, "InternalServerError")]
    [InlineData("SettingsNotAvailable", 200, "NoEwsUrl")]
    [InlineData("CutAnswer", 200, "NotAutodiscover")]
    [InlineData("WebPage", 200, "NotAutodiscover")]
    [InlineData("DocumentType", 200, "NotAutodiscover")]
    public async Task Plain_xml_is_asked_where_soap_fails(string kind, int status, string code)
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await world.PlanAsync(new { kind, status, endpoint = "soap" });
        var found = Assert.IsType<LocateResult.Found>(await world.At(Domain).FindAsync());

        Assert.Equal([(LocateMeans.Soap, code), (LocateMeans.PlainXml, "Found")], found.Attempts.Select(a => (a.Means, a.Code)));
        Assert.Equal("SANDBOX-1", found.GroupingInformation);
    }

    [Theory]
    [InlineData("CutAnswer", "NotAutodiscover")]
    [InlineData("WebPage", "NotAutodiscover")]
    [InlineData("DocumentType", "NotAutodiscover")]
    [InlineData("Endless", "CutAnswer")]
    public async Task Answers_that_cannot_be_used_end_in_a_failure(string kind, string code)
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await world.PlanAsync(new { kind });
        var failed = Assert.IsType<LocateResult.Failed>(await world.At(Domain).FindAsync());

        Assert.Equal((7, "AutodiscoverFailed", code), (failed.ErrorNumber, failed.Code, failed.Attempts[0].Code));
    }

    [Theory]
    [InlineData("InvalidUser", 13, "InvalidUser", 1)]
    [InlineData("ServerBusy", 22, "ServerBusy", 2)]
    [InlineData("RequestServerBusy", 22, "ServerBusy", 2)]
    public async Task What_the_server_says_is_told(string kind, int number, string code, int times)
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await world.PlanAsync(new { kind, endpoint = "soap" });
        var failed = Assert.IsType<LocateResult.Failed>(await world.At(Domain).FindAsync());

        Assert.Equal((number, code), (failed.ErrorNumber, failed.Code));
        Assert.Equal(times, failed.Attempts.Count(a => a.Target == "https://contoso.test/autodiscover/autodiscover.svc"));
    }

    [Fact]
    public async Task Server_that_is_busy_once_is_found_all_the_same()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await world.PlanAsync(new { kind = "HttpStatus", status = 503, count = 1 });

        Assert.IsType<LocateResult.Found>(await world.At(Domain).FindAsync());
    }

    [Fact]
    public async Task Wrong_password_is_tried_twice_at_most()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        world.Net.Records["_autodiscover._tcp.contoso.test"] = [new SrvTarget("mail.contoso.test", 443, 0, 0)];
        var failed = Assert.IsType<LocateResult.Failed>(await world.At(Domain, Below, "mail.contoso.test").FindAsync(world.With("wrong")));

        Assert.Equal((1, "Http401", true), (failed.ErrorNumber, failed.Code, failed.IsPermanent));
        Assert.Equal(2, await world.RefusedSignInsAsync());
        Assert.Equal(2, failed.Attempts.Count);
    }

    [Fact]
    public async Task Locked_account_is_tried_once()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await world.ChangeAccountAsync(new { isLocked = true });
        var failed = Assert.IsType<LocateResult.Failed>(await world.At(Domain, Below).FindAsync());

        Assert.Equal((2, 1), (failed.ErrorNumber, failed.Attempts.Count));
        Assert.Equal(1, world.Net.Sent.Count(s => s.HasSecret));
    }

    [Fact]
    public async Task Server_that_wants_another_sign_in_never_learns_the_password()
    {
        await using var world = await AutodiscoverWorld.StartAsync(more: ("Sandbox:SignIn:0", "NTLM"));
        var failed = Assert.IsType<LocateResult.Failed>(await world.At(Domain).FindAsync());

        Assert.Equal((5, "SignInNotOffered"), (failed.ErrorNumber, failed.Code));
        world.Net.AssertSecretOnlyAt();
    }

    [Fact]
    public async Task Mailbox_with_another_address_is_found_by_that()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await world.PlanAsync(new { kind = "RedirectAddress", address = world.Request.Address, target = "mikael@contoso.test" });
        var found = Assert.IsType<LocateResult.Found>(await world.At(Domain).FindAsync());

        Assert.Equal("mikael@contoso.test", found.OtherAddress);
        Assert.Equal(["Followed", "Found"], found.Attempts.Select(a => a.Code));
    }

    [Fact]
    public async Task Silent_server_is_left_after_a_while()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        var asked = new TaskCompletionSource();
        await using var silent = await SpyServer.StartAsync(async http =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var search = world.To(silent.Address, Domain).At(Below).FindAsync();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        world.Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(["Timeout", "Found"], (await search.WaitAsync(TimeSpan.FromSeconds(30))).Attempts.Select(a => a.Code));
    }

    [Fact]
    public async Task Each_step_is_told_as_it_happens()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await using var news = world.At(Below).Locator.LocateAsync(world.Request, default).GetAsyncEnumerator();

        Assert.True(await news.MoveNextAsync());
        Assert.Equal("NameNotResolved", Assert.IsType<LocateEvent.Tried>(news.Current).Attempt.Code);
        Assert.Single(world.Net.Sent);
        Assert.True(await news.MoveNextAsync());
        Assert.Equal("Found", Assert.IsType<LocateEvent.Tried>(news.Current).Attempt.Code);
        Assert.True(await news.MoveNextAsync());
        Assert.IsType<LocateResult.Found>(Assert.IsType<LocateEvent.Ended>(news.Current).Result);
        Assert.False(await news.MoveNextAsync());
    }

    [Fact]
    public async Task Fixed_address_and_office_365_ask_nobody()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        var own = new Uri("https://exchange.example.org/EWS/Exchange.asmx");

        Assert.Equal(own, (await world.FindAsync(world.Request with { FixedEndpoint = own })).EndpointOrThrow());
        Assert.Equal(new Uri("https://outlook.office365.com/EWS/Exchange.asmx"), (await world.FindAsync(world.Request with { Version = ExchangeVersion.Office365 })).EndpointOrThrow());
        Assert.IsType<LocateEvent.Ended>(Assert.Single(await world.LocateAsync(world.Request with { FixedEndpoint = own })));
        Assert.Empty(world.Net.Sent);
    }

    private static (LocateMeans Means, string Target, string Code) Only(IReadOnlyList<LocateAttempt> attempts)
    {
        var one = Assert.Single(attempts);
        return (one.Means, one.Target, one.Code);
    }
}
