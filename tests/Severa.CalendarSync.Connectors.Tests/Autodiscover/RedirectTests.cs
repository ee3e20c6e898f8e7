using System.Globalization;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Autodiscover;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Tests.Autodiscover;

public sealed class RedirectTests
{
    private const string First = "https://contoso.test/autodiscover/autodiscover.svc";

    private static readonly ProbeAnswer.Failed NotThere = new(7, "NameNotResolved");
    private static readonly ProbeAnswer.Settings Settings = new("https://mail.contoso.test/EWS/Exchange.asmx", null, null, []);

    [Theory]
    [InlineData("https://mail.contoso.test/autodiscover/autodiscover.svc", "Soap https://mail.contoso.test/autodiscover/autodiscover.svc")]
    [InlineData("https://partner.example.org/autodiscover/autodiscover.xml", "Soap https://partner.example.org/autodiscover/autodiscover.svc")]
    [InlineData("https://mail.contoso.test:8443/x", "Soap https://mail.contoso.test:8443/x")]
    [InlineData("/other/autodiscover.svc", "Soap https://contoso.test/other/autodiscover.svc")]
    [InlineData("https://mail.contoso.test/x#part", "Soap https://mail.contoso.test/x")]
    public void Known_host_is_asked_next(string location, string next)
    {
        var tried = Plans.Run(Plan(), p => p.Target == First ? new ProbeAnswer.Moved(location) : NotThere);

        Assert.Equal((LocateAttempt.Followed, next), (tried[0].Code, tried[1].Probe));
    }

    [Theory]
    [InlineData("http://mail.contoso.test/autodiscover/autodiscover.svc", "RedirectNotHttps")]
    [InlineData("http://127.0.0.1/autodiscover/autodiscover.svc", "RedirectNotHttps")]
    [InlineData("ftp://mail.contoso.test/", "RedirectNotHttps")]
    [InlineData("https://anna:secret@mail.contoso.test/", "RedirectUnusable")]
    [InlineData("https://", "RedirectUnusable")]
    [InlineData("", "RedirectUnusable")]
    [InlineData(null, "RedirectUnusable")]
    [InlineData(First, "RedirectRepeated")]
    [InlineData("HTTPS://CONTOSO.TEST:443/autodiscover/autodiscover.svc", "RedirectRepeated")]
    [InlineData("https://autodiscover.contoso.test/autodiscover/autodiscover.xml", "RedirectRepeated")]
    [InlineData("https://unknown.test/autodiscover/autodiscover.svc", "NeedsConfirmation")]
    [InlineData("https://contoso.test.unknown.test/", "NeedsConfirmation")]
    public void Others_are_not_and_the_search_goes_on(string? location, string code)
    {
        var tried = Plans.Run(Plan(), p => p.Target == First ? new ProbeAnswer.Moved(location) : NotThere);

        Assert.Equal(code, tried[0].Code);
        Assert.Equal("Soap https://autodiscover.contoso.test/autodiscover/autodiscover.svc", tried[1].Probe);
    }

    [Fact]
    public void Sandbox_on_this_machine_may_go_without_https()
    {
        var terms = new SearchTerms(ExchangeVersion.Exchange2016, ["127.0.0.1"], [], new NetworkOptions { AllowLoopback = true });
        var tried = Plans.Run(new SearchPlan("a@contoso.test", terms), p => p.Target == First ? new ProbeAnswer.OtherUrl("http://127.0.0.1:5000/x") : NotThere);

        Assert.Equal("Soap http://127.0.0.1:5000/x", tried[1].Probe);
    }

    [Fact]
    public void Eleventh_redirect_is_not_followed()
    {
        var number = 0;
        var tried = Plans.Run(Plan(), p => p is Probe.Ask
            ? new ProbeAnswer.OtherUrl(string.Create(CultureInfo.InvariantCulture, $"https://mail.contoso.test/{++number}"))
            : NotThere);

        Assert.Equal(Redirects.Most, tried.Count(t => t.Code == LocateAttempt.Followed));
        Assert.Equal(("Soap https://mail.contoso.test/10", "TooManyRedirects"), tried[Redirects.Most]);
        Assert.Equal(("Soap https://autodiscover.contoso.test/autodiscover/autodiscover.svc", "TooManyRedirects"), tried[Redirects.Most + 1]);
    }

    [Fact]
    public void Tenth_redirect_is_followed_and_may_find_it()
    {
        var number = 0;
        var plan = Plan();
        Plans.Run(plan, _ => ++number <= Redirects.Most
            ? new ProbeAnswer.OtherUrl(string.Create(CultureInfo.InvariantCulture, $"https://mail.contoso.test/{number}"))
            : Settings);

        Assert.IsType<LocateResult.Found>(plan.Result);
    }

    [Fact]
    public void Services_that_name_each_other_come_to_an_end()
    {
        var tried = Plans.Run(Plan(), p => p.Target.EndsWith("/one", StringComparison.Ordinal)
            ? new ProbeAnswer.OtherUrl("https://mail.contoso.test/two")
            : new ProbeAnswer.OtherUrl("https://mail.contoso.test/one"));

        Assert.Equal([LocateAttempt.Followed, LocateAttempt.Followed, "RedirectRepeated"], tried.Take(3).Select(t => t.Code));
    }

    [Fact]
    public void Another_address_begins_anew()
    {
        var plan = Plan();
        var tried = Plans.Run(plan, p => p is Probe.Ask { Address: "anna@contoso.test" }
            ? new ProbeAnswer.OtherAddress("anna@cloud.contoso.test")
            : p.Target.Contains("autodiscover.cloud.", StringComparison.Ordinal) ? Settings : NotThere);

        Assert.Equal(
            ["Soap " + First, "Soap https://cloud.contoso.test/autodiscover/autodiscover.svc", "Soap https://autodiscover.cloud.contoso.test/autodiscover/autodiscover.svc"],
            tried.Select(t => t.Probe));
        Assert.Equal("anna@cloud.contoso.test", Assert.IsType<LocateResult.Found>(plan.Result).OtherAddress);
    }

    [Fact]
    public void Another_address_in_an_unknown_domain_asks_the_administrator_and_sends_nothing_there()
    {
        var plan = Plan();
        var tried = Plans.Run(plan, p => p is Probe.Ask ? new ProbeAnswer.OtherAddress("anna@tenant.test") : NotThere);

        Assert.Equal(
            ["Soap " + First, "UnsecuredGet http://autodiscover.tenant.test/autodiscover/autodiscover.xml", "Srv _autodiscover._tcp.tenant.test"],
            tried.Select(t => t.Probe));
        Assert.Equal(
            [new HostToConfirm("tenant.test", HostReason.RedirectAddress, "contoso.test"), new HostToConfirm("autodiscover.tenant.test", HostReason.RedirectAddress, "contoso.test")],
            Assert.IsType<LocateResult.NeedsConfirmation>(plan.Result).Hosts);
    }

    [Theory]
    [InlineData("ANNA@contoso.test", "RedirectRepeated")]
    [InlineData("nonsense", "RedirectUnusable")]
    [InlineData("anna@10.0.0.1", "RedirectUnusable")]
    public void Address_that_leads_nowhere_is_not_followed(string address, string code) =>
        Assert.Equal(code, Plans.Run(Plan(), p => p is Probe.Ask ? new ProbeAnswer.OtherAddress(address) : NotThere)[0].Code);

    [Fact]
    public void Addresses_that_name_each_other_come_to_an_end()
    {
        var tried = Plans.Run(Plan(), p => p is Probe.Ask { Address: "anna@contoso.test" }
            ? new ProbeAnswer.OtherAddress("anna@a.contoso.test")
            : p is Probe.Ask ? new ProbeAnswer.OtherAddress("anna@contoso.test") : NotThere);

        Assert.Equal([LocateAttempt.Followed, "RedirectRepeated"], tried.Take(2).Select(t => t.Code));
    }

    [Fact]
    public void Unknown_host_waits_while_known_ones_are_asked()
    {
        var plan = Plan();
        Plans.Run(plan, p => p.Target == First ? new ProbeAnswer.Moved("https://unknown.test/") : p is Probe.Ask ? Settings : NotThere);

        Assert.IsType<LocateResult.Found>(plan.Result);
    }

    [Fact]
    public void What_dns_and_the_unsecured_answer_name_is_only_a_question()
    {
        var plan = Plan();
        Plans.Run(plan, p => p switch
        {
            Probe.Where => new ProbeAnswer.Moved("https://autodiscover-s.outlook.test/autodiscover/autodiscover.xml"),
            Probe.Srv => new ProbeAnswer.Records([new SrvTarget("hosted.test.", 443, 0, 0)]),
            _ => NotThere,
        });

        Assert.Equal(
            [
                new HostToConfirm("autodiscover-s.outlook.test", HostReason.UnsecuredRedirect, "autodiscover.contoso.test"),
                new HostToConfirm("hosted.test", HostReason.SrvRecord, "_autodiscover._tcp.contoso.test"),
            ],
            Assert.IsType<LocateResult.NeedsConfirmation>(plan.Result).Hosts);
    }

    [Fact]
    public void Confirmed_hosts_of_dns_and_the_unsecured_answer_are_asked()
    {
        var tried = Plans.Run(Plan(), p => p switch
        {
            Probe.Where => new ProbeAnswer.Moved("https://partner.example.org/autodiscover/autodiscover.xml"),
            Probe.Srv => new ProbeAnswer.Records([new SrvTarget("mail.contoso.test", 443, 0, 0)]),
            _ => NotThere,
        });

        Assert.Contains(("Soap https://partner.example.org/autodiscover/autodiscover.svc", "NameNotResolved"), tried);
        Assert.Equal("Soap https://mail.contoso.test/autodiscover/autodiscover.svc", tried[^1].Probe);
    }

    [Theory]
    [InlineData("https://contoso.test", false)]
    [InlineData("https://", true)]
    public void Two_refused_sign_ins_weigh_more_than_a_host_to_confirm(string refusing, bool isRefused)
    {
        var plan = Plan();
        Plans.Run(plan, p => p switch
        {
            Probe.Srv => new ProbeAnswer.Records([new SrvTarget("hosted.test", 443, 0, 0)]),
            Probe.Ask { Means: LocateMeans.Soap } when p.Target.StartsWith(refusing, StringComparison.Ordinal) => new ProbeAnswer.Refused(1, "Http401"),
            _ => NotThere,
        });

        Assert.Equal(isRefused, plan.Result is LocateResult.Failed { ErrorNumber: 1 });
        Assert.Equal(!isRefused, plan.Result is LocateResult.NeedsConfirmation);
    }

    [Theory]
    [InlineData("", "NoSrvRecord")]
    [InlineData("a.test:80:0:0", "NoHttpsSrvRecord")]
    [InlineData("a.test:443:1:0 b.test:443:0:0", "b.test")]
    [InlineData("a.test:443:0:1 b.test:443:0:5", "b.test")]
    [InlineData("a.test:80:0:9 b.test:443:5:0", "b.test")]
    [InlineData("B.test.:443:0:0 a.test:443:0:0", "a.test b.test")]
    [InlineData("10.0.0.1:443:0:0", "NoHttpsSrvRecord")]
    [InlineData(".:443:0:0", "NoHttpsSrvRecord")]
    public void Best_records_are_used(string records, string hostsOrCode)
    {
        var targets = records.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Split(':')).Select(r =>
            new SrvTarget(r[0], int.Parse(r[1], CultureInfo.InvariantCulture), int.Parse(r[2], CultureInfo.InvariantCulture), int.Parse(r[3], CultureInfo.InvariantCulture))).ToList();
        var plan = Plan();
        var tried = Plans.Run(plan, p => p is Probe.Srv ? new ProbeAnswer.Records(targets) : NotThere);

        var hosts = plan.Result is LocateResult.NeedsConfirmation asked ? string.Join(' ', asked.Hosts.Select(h => h.Host)) : tried[^1].Code;
        Assert.Equal(hostsOrCode, hosts);
    }

    private static SearchPlan Plan() =>
        new("anna@contoso.test", new SearchTerms(ExchangeVersion.Exchange2016, ["partner.example.org"], [], new NetworkOptions()));
}
