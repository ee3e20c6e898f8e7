using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Autodiscover;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Tests.Autodiscover;

public sealed class PlanTests
{
    private const string Address = "anna@contoso.test";
    private const string Ews = "https://mail.contoso.test/EWS/Exchange.asmx";

    private static readonly ProbeAnswer.Failed NotThere = new(7, "Http404", TryPlainXml: true);
    private static readonly ProbeAnswer.Failed NoSuchName = new(7, "NameNotResolved");
    private static readonly ProbeAnswer.Settings Settings = new(Ews, null, "G", ["Exchange2013"]);

    [Fact]
    public void Candidates_come_in_the_documented_order()
    {
        var plan = Plan();

        Assert.Equal(
            [
                "Soap https://contoso.test/autodiscover/autodiscover.svc", "PlainXml https://contoso.test/autodiscover/autodiscover.xml",
                "Soap https://autodiscover.contoso.test/autodiscover/autodiscover.svc", "PlainXml https://autodiscover.contoso.test/autodiscover/autodiscover.xml",
                "UnsecuredGet http://autodiscover.contoso.test/autodiscover/autodiscover.xml", "Srv _autodiscover._tcp.contoso.test",
            ],
            Run(plan, _ => NotThere));
        Assert.Equal(new LocateResult.Failed(7, "AutodiscoverFailed", IsPermanent: false), plan.Result);
    }

    [Fact]
    public void Host_that_cannot_be_reached_is_not_asked_twice() => Assert.Equal(
        ["Soap https://contoso.test/autodiscover/autodiscover.svc", "Soap https://autodiscover.contoso.test/autodiscover/autodiscover.svc"],
        Run(Plan(), _ => NoSuchName).Take(2));

    [Fact]
    public void Exchange_2007_is_asked_in_plain_xml_only() => Assert.Equal(
        [
            "PlainXml https://contoso.test/autodiscover/autodiscover.xml", "PlainXml https://autodiscover.contoso.test/autodiscover/autodiscover.xml",
            "UnsecuredGet http://autodiscover.contoso.test/autodiscover/autodiscover.xml", "Srv _autodiscover._tcp.contoso.test",
        ],
        Run(Plan(ExchangeVersion.Exchange2007), _ => NotThere));

    [Fact]
    public void Services_of_the_operator_come_first()
    {
        var terms = new SearchTerms(ExchangeVersion.Exchange2016, [], [new Uri("https://inside.example.org/autodiscover/autodiscover.xml")], new NetworkOptions());

        Assert.Equal("Soap https://inside.example.org/autodiscover/autodiscover.svc", Run(new SearchPlan(Address, terms), _ => NotThere)[0]);
    }

    [Fact]
    public void Settings_end_the_search()
    {
        var plan = Plan();

        Assert.Single(Run(plan, _ => Settings));
        var found = Assert.IsType<LocateResult.Found>(plan.Result);
        Assert.Equal((new Uri(Ews), "G", null), (found.Endpoint, found.GroupingInformation, found.OtherAddress));
    }

    [Theory]
    [InlineData(Ews, "https://inside.contoso.test/EWS/Exchange.asmx", Ews)]
    [InlineData(null, "https://inside.contoso.test/EWS/Exchange.asmx", "https://inside.contoso.test/EWS/Exchange.asmx")]
    [InlineData("", "https://inside.contoso.test/EWS/Exchange.asmx", "https://inside.contoso.test/EWS/Exchange.asmx")]
    [InlineData("http://mail.contoso.test/EWS/Exchange.asmx", "https://inside.contoso.test/EWS/Exchange.asmx", "https://inside.contoso.test/EWS/Exchange.asmx")]
    [InlineData("nonsense", Ews, Ews)]
    public void Outer_address_of_ews_is_preferred_if_it_is_one(string? outer, string? inner, string endpoint)
    {
        var plan = Plan();
        Run(plan, _ => new ProbeAnswer.Settings(outer, inner, null, []));

        Assert.Equal(new Uri(endpoint), Assert.IsType<LocateResult.Found>(plan.Result).Endpoint);
    }

    [Theory]
    [InlineData("https://contoso.test/EWS/Exchange.asmx", true)]
    [InlineData("https://a.b.contoso.test/EWS/Exchange.asmx", true)]
    [InlineData("https://CONTOSO.test./EWS/Exchange.asmx", true)]
    [InlineData("https://evilcontoso.test/EWS/Exchange.asmx", false)]
    [InlineData("https://contoso.test.evil.test/EWS/Exchange.asmx", false)]
    [InlineData("https://mail.example.org/EWS/Exchange.asmx", true)]
    [InlineData("https://sub.mail.example.org/EWS/Exchange.asmx", false)]
    [InlineData("https://203.0.113.7/EWS/Exchange.asmx", false)]
    public void Address_of_ews_obeys_the_rule_of_hosts(string url, bool isKnown)
    {
        var plan = Plan(confirmed: "MAIL.example.org");
        Run(plan, _ => new ProbeAnswer.Settings(url, Ews, null, []));

        if (isKnown)
        {
            Assert.IsType<LocateResult.Found>(plan.Result);
        }
        else
        {
            Assert.Equal([new HostToConfirm(new Uri(url).IdnHost, HostReason.EwsUrl, "contoso.test")], Assert.IsType<LocateResult.NeedsConfirmation>(plan.Result).Hosts);
        }
    }

    [Fact]
    public void Settings_without_an_address_are_asked_for_in_plain_xml() => Assert.Equal(
        ["Soap https://contoso.test/autodiscover/autodiscover.svc", "PlainXml https://contoso.test/autodiscover/autodiscover.xml"],
        Run(Plan(), p => p.Means == LocateMeans.Soap ? new ProbeAnswer.Settings(null, null, null, []) : Settings));

    [Fact]
    public void Two_refused_sign_ins_are_the_end()
    {
        var plan = Plan();

        Assert.Equal(
            ["Soap https://contoso.test/autodiscover/autodiscover.svc", "Soap https://autodiscover.contoso.test/autodiscover/autodiscover.svc"],
            Run(plan, _ => new ProbeAnswer.Refused(1, "Http401")));
        Assert.Equal(new LocateResult.Failed(1, "Http401", IsPermanent: true), plan.Result);
    }

    [Fact]
    public void One_refused_sign_in_is_not()
    {
        var plan = Plan();
        Run(plan, p => p.Target.StartsWith("https://contoso", StringComparison.Ordinal) ? new ProbeAnswer.Refused(1, "Http401") : Settings);

        Assert.IsType<LocateResult.Found>(plan.Result);
    }

    [Fact]
    public void Locked_account_is_the_end_at_once()
    {
        var plan = Plan();

        Assert.Single(Run(plan, _ => new ProbeAnswer.Refused(2, "Http401")));
        Assert.Equal(new LocateResult.Failed(2, "Http401", IsPermanent: true), plan.Result);
    }

    [Fact]
    public void Busy_server_is_asked_once_more_at_the_end()
    {
        var plan = Plan();
        var tried = Run(plan, p => p is Probe.Ask { Endpoint.Host: "contoso.test" } ? new ProbeAnswer.Busy("ServerBusy") : NoSuchName);

        Assert.Equal(tried[0], tried[^1]);
        Assert.Equal(2, tried.Count(t => t == tried[0]));
        Assert.Equal(new LocateResult.Failed(22, "ServerBusy", IsPermanent: false), plan.Result);
    }

    [Theory]
    [InlineData(7, "Http404", 13, "InvalidUser", 13)]
    [InlineData(8, "Tls", 7, "NameNotResolved", 8)]
    [InlineData(13, "InvalidUser", 8, "Tls", 13)]
    [InlineData(5, "SignInNotOffered", 7, "Http404", 5)]
    public void Most_telling_trouble_is_told(int first, string firstCode, int second, string secondCode, int told)
    {
        var plan = Plan();
        Run(plan, p => p.Target.Contains("//contoso", StringComparison.Ordinal) ? new ProbeAnswer.Failed(first, firstCode) : new ProbeAnswer.Failed(second, secondCode));

        Assert.Equal(told, Assert.IsType<LocateResult.Failed>(plan.Result).ErrorNumber);
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("anna@")]
    [InlineData("@contoso.test")]
    [InlineData("anna@contoso")]
    [InlineData("anna@contoso.test.")]
    [InlineData("anna@10.0.0.1")]
    [InlineData("anna@[10.0.0.1]")]
    [InlineData("anna@contoso.test:8443")]
    [InlineData("anna@evil.test/x?y=.contoso.test")]
    [InlineData("anna@con\ntoso.test")]
    [InlineData("anna @contoso.test")]
    public void Address_that_is_none_is_not_asked_for(string address)
    {
        var plan = new SearchPlan(address, new SearchTerms(ExchangeVersion.Exchange2016, [], [], new NetworkOptions()));

        Assert.Null(plan.Next());
        Assert.Equal(new LocateResult.Failed(13, "AddressUnusable", IsPermanent: true), plan.Result);
    }

    [Fact]
    public void Domain_with_other_letters_is_asked_as_dns_has_it() =>
        Assert.Equal("Soap https://xn--hmeenlinna-q5a.test/autodiscover/autodiscover.svc", Run(Plan(address: "anna@Hämeenlinna.test"), _ => NotThere)[0]);

    private static SearchPlan Plan(ExchangeVersion version = ExchangeVersion.Exchange2016, string confirmed = "mail.example.org", string address = Address) =>
        new(address, new SearchTerms(version, [confirmed], [], new NetworkOptions()));

    private static List<string> Run(SearchPlan plan, Func<Probe, ProbeAnswer> answer) => Plans.Run(plan, answer).ConvertAll(t => t.Probe);
}
