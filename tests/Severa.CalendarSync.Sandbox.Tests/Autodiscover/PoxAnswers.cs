using System.Net;
using System.Net.Http.Json;
using System.Xml;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Autodiscover;
using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.AutodiscoverTester;

namespace Severa.CalendarSync.Sandbox.Tests.Autodiscover;

public sealed class Autodiscover_in_plain_XML
{
    [Theory]
    [InlineData("Exchange2007_SP1", null)]
    [InlineData("Exchange2016", "SANDBOX-1")]
    public async Task Settings_stand_in_the_protocols_inside_and_outside(string product, string? grouping)
    {
        await using var host = await SandboxHost.StartAsync(
            ("Sandbox:ServerVersion", product), ("Sandbox:Autodiscover:InternalEwsUrl", "https://inside.contoso.test/EWS/Exchange.asmx"));
        using var client = new AutodiscoverTester(host);
        var account = (await client.PoxAsync(PoxRequest(SandboxHost.Aino))).Descendants(Pox + "Account").Single();
        Assert.Equal("settings", account.Element(Pox + "Action")!.Value);
        Assert.Equal("https://inside.contoso.test/EWS/Exchange.asmx", Protocol(account, "EXCH").Element(Pox + "EwsUrl")!.Value);
        Assert.Equal(new Uri(host.Address, "/EWS/Exchange.asmx").ToString(), Protocol(account, "EXPR").Element(Pox + "EwsUrl")!.Value);
        Assert.Equal(grouping, Protocol(account, "EXPR").Element(Pox + "GroupingInformation")?.Value);
        Assert.Null(Protocol(account, "EXCH").Element(Pox + "GroupingInformation"));
    }

    [Theory]
    [InlineData("nobody@contoso.test", "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a", "500")]
    [InlineData("", "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a", "600")]
    [InlineData(SandboxHost.Aino, "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006", "601")]
    public async Task What_cannot_be_answered_has_a_number(string user, string schema, string code)
    {
        await using var host = await SandboxHost.StartAsync();
        using var client = new AutodiscoverTester(host);
        var answer = await client.PoxAsync(PoxRequest(user, schema));
        Assert.Equal(code, answer.Descendants(PoxError + "Error").Single().Element(PoxError + "ErrorCode")!.Value);
    }

    [Theory]
    [InlineData(AutodiscoverTrouble.RedirectAddress, "redirectAddr", "RedirectAddr", "aino@tenant.test")]
    [InlineData(AutodiscoverTrouble.RedirectUrl, "redirectUrl", "RedirectUrl", "https://other.test/autodiscover/autodiscover.xml")]
    public async Task A_user_can_be_elsewhere(AutodiscoverTrouble kind, string action, string element, string target)
    {
        await using var host = await SandboxHost.StartAsync();
        using var client = new AutodiscoverTester(host);
        await client.PlanAsync(new AutodiscoverRule(kind, Target: target));
        var account = (await client.PoxAsync(PoxRequest(SandboxHost.Aino))).Descendants(Pox + "Account").Single();
        Assert.Equal((action, target), (account.Element(Pox + "Action")!.Value, account.Element(Pox + element)!.Value));
    }

    [Theory]
    [InlineData("svc")]
    [InlineData("xml")]
    public async Task Nobody_is_let_in_without_the_right_password(string file)
    {
        await using var host = await SandboxHost.StartAsync();
        using var stranger = new AutodiscoverTester(host) { SignsIn = false };
        using var wrong = new AutodiscoverTester(host) { Password = "wrong" };
        using var challenge = await stranger.PostAsync(file, "");
        using var refusal = await wrong.PostAsync(file, "");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (challenge.StatusCode, refusal.StatusCode));
        Assert.Equal("Basic", challenge.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task Whoever_only_asks_where_it_is_is_led_there_or_asked_to_sign_in()
    {
        await using var leading = await SandboxHost.StartAsync(("Sandbox:Autodiscover:RedirectUnsecuredTo", "https://mail.contoso.test/autodiscover/autodiscover.xml"));
        await using var plain = await SandboxHost.StartAsync();
        using var led = await new AutodiscoverTester(leading).GetAsync("xml");
        using var asked = await new AutodiscoverTester(plain).GetAsync("xml");
        Assert.Equal((HttpStatusCode.Found, "https://mail.contoso.test/autodiscover/autodiscover.xml"), (led.StatusCode, led.Headers.Location!.OriginalString));
        Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
    }

    [Fact]
    public async Task The_server_itself_can_lead_away_before_anybody_signs_in()
    {
        await using var host = await SandboxHost.StartAsync();
        using var client = new AutodiscoverTester(host) { SignsIn = false };
        await client.PlanAsync(new AutodiscoverRule(AutodiscoverTrouble.HttpRedirect, Endpoint: "soap", Target: "http://other.test/"));
        await client.PlanAsync(new AutodiscoverRule(AutodiscoverTrouble.HttpStatus, Host: "127.0.0.1", Status: 503, Count: 2));
        using var soap = await client.PostAsync("svc", "");
        using var pox = await client.PostAsync("xml", "");
        Assert.Equal((HttpStatusCode.Found, "http://other.test/"), (soap.StatusCode, soap.Headers.Location!.OriginalString));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, pox.StatusCode);
    }

    [Theory]
    [InlineData(AutodiscoverTrouble.CutAnswer)]
    [InlineData(AutodiscoverTrouble.WebPage)]
    [InlineData(AutodiscoverTrouble.DocumentType)]
    public async Task Answers_can_be_unusable(AutodiscoverTrouble kind)
    {
        await using var host = await SandboxHost.StartAsync();
        using var client = new AutodiscoverTester(host);
        await client.PlanAsync(new AutodiscoverRule(kind));
        using var response = await client.PostAsync("xml", PoxRequest(SandboxHost.Aino));
        var text = await response.Content.ReadAsStringAsync();
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        Assert.Throws<XmlException>(() => XElement.Load(reader));
    }

    [Theory]
    [InlineData("""{"kind":"RedirectUrl"}""", "A redirect needs a Target.")]
    [InlineData("""{"kind":"HttpStatus","address":"a@b.test"}""", "cannot depend on the Address")]
    [InlineData("""{"kind":"Slow","milliseconds":-1}""", "Milliseconds must not be below 0.")]
    [InlineData("""{"kind":"Slow","endpoint":"rest"}""", "Endpoint is soap, pox or left out.")]
    public async Task Wishes_that_make_no_sense_are_refused(string rule, string sentence)
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = host.Http();
        using var response = await http.PostAsync("/sandbox/api/autodiscover", JsonContent.Create(System.Text.Json.JsonDocument.Parse(rule)));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(sentence, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:Autodiscover:Enabled", "false"));
        using var client = new AutodiscoverTester(host);
        using var response = await client.PostAsync("xml", PoxRequest(SandboxHost.Aino));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static XElement Protocol(XElement account, string type) => account.Elements(Pox + "Protocol").Single(p => p.Element(Pox + "Type")!.Value == type);
}
