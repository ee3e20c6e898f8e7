using System.Net;
using Severa.CalendarSync.Sandbox.Tests.Support;

namespace Severa.CalendarSync.Sandbox.Tests.Ews;

public sealed class Signing_in_and_acting_for_someone
{
    [Fact]
    public async Task A_wrong_password_is_challenged_with_Basic()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = new EwsTester(host.Address, SandboxHost.Aino) { Password = "wrong" };
        using var response = await ews.PostAsync(Requests.GetFolder());
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Basic", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData("nobody@contoso.test", "PrimarySmtpAddress", "ErrorNonExistentMailbox")]
    [InlineData("mikael@contoso.test", "PrimarySmtpAddress", "ErrorNonPrimarySmtpAddress")]
    [InlineData("nobody@contoso.test", "PrincipalName", "ErrorInvalidUserPrincipalName")]
    [InlineData("S-1-5-21-1", "SID", "ErrorInvalidUserSid")]
    public async Task A_mailbox_that_is_not_there_is_refused(string address, string kind, string code)
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal(code, (await new EwsTester(host.Address, address) { SidKind = kind }.FaultAsync(Requests.GetFolder())).Code);
    }

    [Theory]
    [InlineData("mikael@contoso.test", "SmtpAddress")]
    [InlineData("mikael.lind@contoso.test", "SmtpAddress")]
    [InlineData("MIKAEL.LIND@contoso.test", "PrimarySmtpAddress")]
    [InlineData("mikael.lind@contoso.test", "PrincipalName")]
    public async Task Every_way_of_naming_the_mailbox_works(string address, string kind)
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal("NoError", (await new EwsTester(host.Address, address) { SidKind = kind }.CallAsync(Requests.GetFolder())).Code());
    }

    [Fact]
    public async Task The_refusal_of_an_alias_names_the_primary_address()
    {
        await using var host = await SandboxHost.StartAsync();
        var (_, fault) = await host.Ews("mikael@contoso.test").FaultAsync(Requests.GetFolder());
        Assert.Equal("mikael.lind@contoso.test", fault.Descendants(EwsTester.T + "Value").Single().Value);
    }

    [Fact]
    public async Task The_roles_scope_is_kept()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:Delegate:Scope:0", SandboxHost.Mikael));
        Assert.Equal("ErrorImpersonateUserDenied", (await host.Ews().FaultAsync(Requests.GetFolder())).Code);
        Assert.Equal("NoError", (await host.Ews(SandboxHost.Mikael).CallAsync(Requests.GetFolder())).Code());
    }

    [Fact]
    public async Task Without_the_role_nobody_is_impersonated()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:Delegate:MayImpersonate", "false"));
        Assert.Equal("ErrorImpersonationDenied", (await host.Ews().FaultAsync(Requests.GetFolder())).Code);
    }

    [Fact]
    public async Task Without_impersonation_the_delegate_has_no_mailbox()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews(mailbox: null);
        Assert.Equal("ErrorMissingEmailAddress", (await ews.CallAsync(Requests.GetFolder())).Code());
    }

    [Fact]
    public async Task Another_persons_calendar_looks_as_if_it_were_not_there()
    {
        await using var host = await SandboxHost.StartAsync();
        var other = """<t:DistinguishedFolderId Id="calendar"><t:Mailbox><t:EmailAddress>mikael.lind@contoso.test</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>""";
        Assert.Equal("ErrorFolderNotFound", (await host.Ews().CallAsync(Requests.GetFolder(other))).Code());
        var theirs = $"<t:FolderId Id=\"{host.Mailbox(SandboxHost.Mikael).FolderId("calendar")}\"/>";
        Assert.Equal("ErrorFolderNotFound", (await host.Ews().CallAsync(Requests.GetFolder(theirs))).Code());
    }

    [Theory]
    [InlineData("Exchange2007_SP1", true)]
    [InlineData("Exchange2010_SP2", true)]
    [InlineData("Exchange2013_SP1", true)]
    [InlineData("Exchange2016", true)]
    [InlineData("Exchange2019", false)]
    [InlineData("V2017_07_11", false)]
    public async Task Old_schema_names_work_and_unknown_ones_do_not(string version, bool works)
    {
        await using var host = await SandboxHost.StartAsync();
        using var response = await new EwsTester(host.Address, SandboxHost.Aino) { Version = version }.PostAsync(Requests.GetFolder());
        if (works)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        else
        {
            Assert.Equal("ErrorInvalidServerVersion", (await EwsTester.FaultOfAsync(response)).Code);
        }
    }

    [Fact]
    public async Task A_server_of_2013_does_not_know_2016()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:ServerVersion", "Exchange2013_SP1"));
        var ews = new EwsTester(host.Address, SandboxHost.Aino) { Version = "Exchange2016" };
        Assert.Equal("ErrorInvalidServerVersion", (await ews.FaultAsync(Requests.GetFolder())).Code);
    }

    [Fact]
    public async Task Request_ids_come_back()
    {
        await using var host = await SandboxHost.StartAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "/EWS/Exchange.asmx"));
        var id = Guid.NewGuid().ToString();
        request.Headers.Add("client-request-id", id);
        using var response = await client.SendAsync(request);
        Assert.Equal(id, response.Headers.GetValues("client-request-id").Single());
        Assert.NotEmpty(response.Headers.GetValues("request-id").Single());
    }
}
