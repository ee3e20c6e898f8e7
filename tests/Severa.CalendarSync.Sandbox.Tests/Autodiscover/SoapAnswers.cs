using System.Net;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Autodiscover;
using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.AutodiscoverTester;

namespace Severa.CalendarSync.Sandbox.Tests.Autodiscover;

public sealed class Autodiscover_in_SOAP
{
    private const string All = "ExternalEwsUrl InternalEwsUrl EwsSupportedSchemas GroupingInformation";

    [Fact]
    public async Task Settings_of_a_mailbox_are_given_by_name()
    {
        await using var host = await SandboxHost.StartAsync();
        using var client = new AutodiscoverTester(host);
        var response = await client.SoapAsync(SandboxHost.Aino, All);
        var url = new Uri(host.Address, "/EWS/Exchange.asmx").ToString();
        Assert.Equal("NoError", response.Element(A + "ErrorCode")!.Value);
        Assert.Equal(
            [("ExternalEwsUrl", url), ("InternalEwsUrl", url), ("EwsSupportedSchemas", "Exchange2007, Exchange2007_SP1, Exchange2010, Exchange2010_SP1, Exchange2010_SP2, Exchange2013, Exchange2013_SP1, Exchange2016"), ("GroupingInformation", "SANDBOX-1")],
            Settings(response));
        Assert.All(response.Descendants(A + "UserSetting"), s => Assert.Equal("StringSetting", s.Attributes().Single(a => a.Name.LocalName == "type").Value));
    }

    [Theory]
    [InlineData("Exchange2010_SP2", "GroupingInformation", "InvalidSetting")]
    [InlineData("Exchange2016", "Nonsense", "InvalidSetting")]
    public async Task A_setting_the_server_does_not_know_has_an_error_of_its_own(string product, string setting, string code)
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:ServerVersion", product));
        using var client = new AutodiscoverTester(host);
        var response = await client.SoapAsync(SandboxHost.Aino, "ExternalEwsUrl " + setting, "Exchange2010");
        Assert.Equal(["ExternalEwsUrl"], Settings(response).Select(s => s.Name));
        var error = response.Descendants(A + "UserSettingError").Single();
        Assert.Equal((code, setting), (error.Element(A + "ErrorCode")!.Value, error.Element(A + "SettingName")!.Value));
    }

    [Fact]
    public async Task A_setting_without_a_value_is_not_available()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:Autodiscover:ExternalEwsUrl", "none"), ("Sandbox:Autodiscover:InternalEwsUrl", "https://inside.contoso.test/EWS/Exchange.asmx"));
        using var client = new AutodiscoverTester(host);
        var response = await client.SoapAsync(SandboxHost.Aino, "ExternalEwsUrl InternalEwsUrl");
        Assert.Equal([("InternalEwsUrl", "https://inside.contoso.test/EWS/Exchange.asmx")], Settings(response));
        Assert.Equal("SettingIsNotAvailable", response.Descendants(A + "UserSettingError").Single().Element(A + "ErrorCode")!.Value);
    }

    [Fact]
    public async Task Each_user_has_an_answer()
    {
        await using var host = await SandboxHost.StartAsync();
        using var client = new AutodiscoverTester(host);
        var response = await client.SoapAsync("nobody@contoso.test mikael@contoso.test");
        Assert.Equal("NoError", response.Element(A + "ErrorCode")!.Value);
        Assert.Equal(["InvalidUser", "NoError"], response.Descendants(A + "UserResponse").Select(u => u.Element(A + "ErrorCode")!.Value));
    }

    [Theory]
    [InlineData("Exchange1999", "GetUserSettings")]
    [InlineData("Exchange2013", "GetDomainSettings")]
    public async Task A_request_that_is_wrong_as_a_whole_has_one_error(string version, string operation)
    {
        await using var host = await SandboxHost.StartAsync();
        using var client = new AutodiscoverTester(host);
        using var response = await client.PostAsync("svc", SoapRequest(SandboxHost.Aino, "ExternalEwsUrl", version, operation));
        var answer = XElement.Parse(await response.Content.ReadAsStringAsync()).Descendants(A + "Response").Single();
        Assert.Equal("InvalidRequest", answer.Element(A + "ErrorCode")!.Value);
        Assert.Empty(answer.Descendants(A + "UserResponse"));
    }

    [Theory]
    [InlineData("RedirectAddress", "aino@tenant.test")]
    [InlineData("RedirectUrl", "https://other.test/autodiscover/autodiscover.svc")]
    public async Task A_user_can_be_elsewhere(string code, string target)
    {
        await using var host = await SandboxHost.StartAsync();
        using var client = new AutodiscoverTester(host);
        await client.PlanAsync(new AutodiscoverRule(Enum.Parse<AutodiscoverTrouble>(code), SandboxHost.Aino, Target: target));
        var user = (await client.SoapAsync(SandboxHost.Aino)).Descendants(A + "UserResponse").Single();
        Assert.Equal((code, target), (user.Element(A + "ErrorCode")!.Value, user.Element(A + "RedirectTarget")!.Value));
        Assert.Equal("NoError", (await client.SoapAsync(SandboxHost.Mikael)).Descendants(A + "UserResponse").Single().Element(A + "ErrorCode")!.Value);
    }

    [Theory]
    [InlineData(AutodiscoverTrouble.InvalidUser, "NoError", "InvalidUser")]
    [InlineData(AutodiscoverTrouble.ServerBusy, "NoError", "ServerBusy")]
    [InlineData(AutodiscoverTrouble.InternalServerError, "NoError", "InternalServerError")]
    [InlineData(AutodiscoverTrouble.RequestServerBusy, "ServerBusy", null)]
    [InlineData(AutodiscoverTrouble.SettingsNotAvailable, "NoError", "NoError")]
    public async Task Errors_come_at_three_levels_and_as_often_as_wanted(AutodiscoverTrouble kind, string request, string? user)
    {
        await using var host = await SandboxHost.StartAsync();
        using var client = new AutodiscoverTester(host);
        await client.PlanAsync(new AutodiscoverRule(kind, Count: 1));
        var response = await client.SoapAsync(SandboxHost.Aino);
        Assert.Equal((request, user), (response.Element(A + "ErrorCode")!.Value, response.Descendants(A + "UserResponse").SingleOrDefault()?.Element(A + "ErrorCode")!.Value));
        Assert.Empty(Settings(response));
        Assert.NotEmpty(Settings(await client.SoapAsync(SandboxHost.Aino)));
    }

    [Fact]
    public async Task Exchange_2007_has_no_such_service()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:ServerVersion", "Exchange2007_SP1"));
        using var client = new AutodiscoverTester(host);
        using var response = await client.PostAsync("svc", SoapRequest(SandboxHost.Aino, "ExternalEwsUrl"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("<x/>", HttpStatusCode.InternalServerError)]
    [InlineData("no xml", HttpStatusCode.BadRequest)]
    [InlineData("<!DOCTYPE x [<!ENTITY e 'x'>]><x>&e;</x>", HttpStatusCode.BadRequest)]
    public async Task What_is_no_request_is_refused(string body, HttpStatusCode status)
    {
        await using var host = await SandboxHost.StartAsync();
        using var client = new AutodiscoverTester(host);
        using var response = await client.PostAsync("svc", body);
        Assert.Equal(status, response.StatusCode);
    }

    private static List<(string Name, string Value)> Settings(XElement response) =>
        [.. response.Descendants(A + "UserSetting").Select(s => (s.Element(A + "Name")!.Value, s.Element(A + "Value")!.Value))];
}
