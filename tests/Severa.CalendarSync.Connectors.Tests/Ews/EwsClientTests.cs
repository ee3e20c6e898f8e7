using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Ews;

public sealed class EwsClientTests
{
    private static readonly GetFolderOperation Read = new(EwsFolderId.Calendar);

    [Fact]
    public async Task Request_carries_sign_in_impersonation_and_a_fresh_id()
    {
        var server = new Conversation().Expect("GetFolder", Answer.Folder()).Expect("GetFolder", Answer.Folder());
        var client = Setup.Client(server);

        await client.SendAsync(Read, default);
        await client.SendAsync(Read, default);

        var (first, second) = (server.Requests[0], server.Requests[1]);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(@"EXAMPLE\svc:" + Setup.Password)), first.Headers.Authorization!.ToString());
        Assert.Equal(Setup.Address, Assert.Single(first.Headers.GetValues("X-AnchorMailbox")));
        Assert.Contains("gzip", first.Headers.AcceptEncoding.ToString(), StringComparison.Ordinal);
        Assert.False(string.Equals(IdOf(first), IdOf(second), StringComparison.Ordinal));
        Assert.Equal(
            """<s:Header><t:RequestServerVersion Version="Exchange2013_SP1" /><t:TimeZoneContext><t:TimeZoneDefinition Id="FLE Standard Time" /></t:TimeZoneContext><t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>anna@example.org</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation></s:Header>""",
            first.Text[first.Text.IndexOf("<s:Header>", StringComparison.Ordinal)..first.Text.IndexOf("<s:Body>", StringComparison.Ordinal)]);
        Assert.Equal("15.2.1544", client.Server!.ToString());
    }

    [Theory]
    [InlineData("ErrorPasswordExpired", 3, ErrorScope.Connection, true)]
    [InlineData("ErrorSchemaValidation", 9, ErrorScope.Mailbox, true)]
    [InlineData("ErrorImpersonationDenied", 10, ErrorScope.Connection, true)]
    [InlineData("ErrorImpersonateUserDenied", 11, ErrorScope.Mailbox, true)]
    [InlineData("ErrorNonExistentMailbox", 13, ErrorScope.Mailbox, true)]
    [InlineData("ErrorAccountDisabled", 13, ErrorScope.Mailbox, true)]
    [InlineData("ErrorNonPrimarySmtpAddress", 14, ErrorScope.Mailbox, true)]
    [InlineData("ErrorMailboxMoveInProgress", 19, ErrorScope.Mailbox, false)]
    [InlineData("ErrorMailboxStoreUnavailable", 19, ErrorScope.Mailbox, false)]
    [InlineData("ErrorQuotaExceeded", 20, ErrorScope.Mailbox, false)]
    [InlineData("ErrorServerBusy", 22, ErrorScope.Connection, false)]
    [InlineData("ErrorExceededConnectionCount", 22, ErrorScope.Connection, false)]
    [InlineData("ErrorCorruptData", 24, ErrorScope.Mailbox, false)]
    [InlineData("ErrorNobodyHasEverSeen", 0, ErrorScope.Mailbox, false)]
    public async Task Fault_becomes_the_error_people_see(string code, int number, ErrorScope scope, bool isPermanent)
    {
        var server = new Conversation().Expect("GetFolder", Answer.Fault(code), HttpStatusCode.InternalServerError);

        var error = await Assert.ThrowsAsync<SideException>(() => Setup.Client(server).SendAsync(Read, default));

        Assert.Equal((number, scope, isPermanent, code), (error.Number, error.Scope, error.IsPermanent, error.Code));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Busy_server_says_how_long()
    {
        var server = new Conversation().Expect("GetFolder", Answer.Fault("ErrorServerBusy", 297749), HttpStatusCode.InternalServerError);

        var error = await Assert.ThrowsAsync<SideException>(() => Setup.Client(server).SendAsync(Read, default));

        Assert.Equal(TimeSpan.FromMilliseconds(297749), error.RetryAfter);
    }

    [Fact]
    public async Task Fault_without_detail_names_its_code_in_faultcode()
    {
        var server = new Conversation().Expect("GetFolder", Answer.File("fault-without-detail"), HttpStatusCode.InternalServerError);

        var error = await Assert.ThrowsAsync<SideException>(() => Setup.Client(server).SendAsync(Read, default));

        Assert.Equal("ErrorServerBusy", error.Code);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "", 18, ErrorScope.Mailbox, true)]
    [InlineData(HttpStatusCode.NotFound, "", 7, ErrorScope.Connection, false)]
    [InlineData(HttpStatusCode.TooManyRequests, "", 22, ErrorScope.Connection, false)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "", 22, ErrorScope.Connection, false)]
    [InlineData(HttpStatusCode.OK, "<html>Sign in</html>", 7, ErrorScope.Connection, false)]
    [InlineData(HttpStatusCode.MovedPermanently, "", 7, ErrorScope.Connection, false)]
    [InlineData(HttpStatusCode.TemporaryRedirect, "", 7, ErrorScope.Connection, false)]
    public async Task Answer_that_is_no_soap(HttpStatusCode status, string body, int number, ErrorScope scope, bool isPermanent)
    {
        var server = new Conversation().Expect("GetFolder", body, status, "text/html");

        var error = await Assert.ThrowsAsync<SideException>(() => Setup.Client(server).SendAsync(Read, default));

        Assert.Equal((number, scope, isPermanent), (error.Number, error.Scope, error.IsPermanent));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("The referenced account is currently locked out and may not be logged on to.", 2)]
    public async Task Refused_password_is_tried_once_more_only(string body, int number)
    {
        var server = new Conversation().Expect("GetFolder", body, HttpStatusCode.Unauthorized, "text/html");
        if (number == 1)
        {
            server.Expect("GetFolder", body, HttpStatusCode.Unauthorized, "text/html");
        }

        var error = await Assert.ThrowsAsync<SideException>(() => Setup.Client(server).SendAsync(Read, default));

        Assert.Equal((number, ErrorScope.Connection, true), (error.Number, error.Scope, error.IsPermanent));
        server.AssertFinished();
    }

    [Fact]
    public async Task Refused_password_under_load_is_forgiven_once()
    {
        var server = new Conversation().Expect("GetFolder", "", HttpStatusCode.Unauthorized).Expect("GetFolder", Answer.Folder());

        Assert.True((await Setup.Client(server).SendAsync(Read, default)).IsSuccess);
    }

    [Theory]
    [InlineData("WWW-Authenticate: Negotiate\r\nWWW-Authenticate: NTLM\r\n", 5, 1)]
    [InlineData("WWW-Authenticate: Negotiate\r\nWWW-Authenticate: Basic realm=\"mail\"\r\n", 1, 2)]
    [InlineData("", 1, 2)]
    public async Task Server_that_offers_other_ways_to_sign_in_only(string offers, int number, int requests)
    {
        await using var server = new RawServer(_ => RawServer.Http("", "401 Unauthorized", offers));
        var network = new NetworkOptions { AllowLoopback = true };
        using var handler = new GuardedHandler(network);
        var client = Setup.Client(handler, Setup.Connection() with { Endpoint = server.Address }, new EwsCaller(Setup.Address), TimeProvider.System, network);

        var error = await Assert.ThrowsAsync<SideException>(() => client.SendAsync(Read, default));

        Assert.Equal((number, ErrorScope.Connection, true), (error.Number, error.Scope, error.IsPermanent));
        Assert.Equal(requests, server.Requests);
    }

    [Fact]
    public async Task Retry_after_is_obeyed()
    {
        var server = new Conversation().Expect("GetFolder", () =>
        {
            var answer = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter = new System.Net.Http.Headers.RetryConditionHeaderValue(TimeSpan.FromSeconds(90));
            return answer;
        });

        var error = await Assert.ThrowsAsync<SideException>(() => Setup.Client(server).SendAsync(Read, default));

        Assert.Equal((22, "Http503", TimeSpan.FromSeconds(90)), (error.Number, error.Code, error.RetryAfter));
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, 7, "NameNotResolved")]
    [InlineData(HttpRequestError.ConnectionError, 7, "ConnectionRefused")]
    [InlineData(HttpRequestError.SecureConnectionError, 8, "Tls")]
    public async Task Server_not_reached(HttpRequestError reason, int number, string code)
    {
        var server = new Conversation().ExpectFailure("GetFolder", new HttpRequestException(reason));

        var error = await Assert.ThrowsAsync<SideException>(() => Setup.Client(server).SendAsync(Read, default));

        Assert.Equal((number, code, ErrorScope.Connection), (error.Number, error.Code, error.Scope));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Lost_connection_of_a_read_is_tried_once_more()
    {
        var server = new Conversation()
            .ExpectFailure("GetFolder", new HttpRequestException(HttpRequestError.ResponseEnded))
            .ExpectFailure("GetFolder", new HttpRequestException(HttpRequestError.ResponseEnded));

        var error = await Assert.ThrowsAsync<SideException>(() => Setup.Client(server).SendAsync(Read, default));

        Assert.Equal(("ConnectionLost", false), (error.Code, error.IsPermanent));
        server.AssertFinished();
    }

    [Fact]
    public async Task Error_page_of_a_sick_server_is_tried_once_more()
    {
        var server = new Conversation()
            .Expect("GetFolder", () =>
            {
                var answer = new HttpResponseMessage(HttpStatusCode.Found);
                answer.Headers.Location = new Uri("/ews/genericerrorpage.htm?aspxerrorpath=/ews/exchange.asmx", UriKind.Relative);
                return answer;
            })
            .Expect("GetFolder", Answer.Folder());

        Assert.True((await Setup.Client(server).SendAsync(Read, default)).IsSuccess);
    }

    [Fact]
    public async Task Cut_answer_is_no_answer()
    {
        var half = Answer.Folder()[..^40];
        var server = new Conversation().Expect("GetFolder", half).Expect("GetFolder", half);

        var error = await Assert.ThrowsAsync<SideException>(() => Setup.Client(server).SendAsync(Read, default));

        Assert.Equal("CutAnswer", error.Code);
    }

    [Fact]
    public async Task Answer_with_a_dtd_is_not_read()
    {
        var bomb = """<!DOCTYPE x [<!ENTITY a "aaaa">]>""" + "<x>&a;</x>";
        var server = new Conversation().Expect("GetFolder", bomb).Expect("GetFolder", bomb);

        var error = await Assert.ThrowsAsync<SideException>(() => Setup.Client(server).SendAsync(Read, default));

        Assert.Equal("CutAnswer", error.Code);
    }

    [Fact]
    public async Task Endless_answer_is_given_up()
    {
        var server = new Conversation().Expect("GetFolder", Answer.Folder()).Expect("GetFolder", Answer.Folder());

        var error = await Assert.ThrowsAsync<SideException>(() => Setup.Client(server, maxBytes: 200).SendAsync(Read, default));

        Assert.Equal("CutAnswer", error.Code);
    }

    [Fact]
    public async Task Slow_read_ends_after_its_time_and_is_not_repeated()
    {
        var time = new FakeTimeProvider();
        var server = new Conversation().Expect("GetFolder", Never);

        var call = Setup.Client(server, time: time).SendAsync(Read, default);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        var error = await Assert.ThrowsAsync<SideException>(() => call);

        Assert.Equal((22, "Timeout", false), (error.Number, error.Code, error.IsPermanent));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Cancelled_call_is_cancelled_not_timed_out()
    {
        using var stop = new CancellationTokenSource();
        var server = new Conversation().Expect("GetFolder", Never);

        var call = Setup.Client(server).SendAsync(Read, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Characters_xml_forbids_are_read()
    {
        var server = new Conversation().Expect("GetItem", Answer.File("characters-xml-forbids"));

        var answers = await Setup.Client(server).SendAsync(new GetItemOperation([new ItemRef("id")], ItemShape.Entry), default);

        Assert.StartsWith("Bell", answers[0].Value!.TextOf("Subject"), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_and_mailbox_never_print_secrets()
    {
        var text = Setup.Connection().ToString() + new ExchangeMailbox(Setup.Address, Setup.Helsinki);

        Assert.DoesNotContain(Setup.Password, text, StringComparison.Ordinal);
        Assert.DoesNotContain("svc", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Setup.Address, text, StringComparison.Ordinal);
    }

    private static string IdOf(SentRequest request) => Assert.Single(request.Headers.GetValues("client-request-id"));

    internal static async Task<HttpResponseMessage> Never(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return new HttpResponseMessage();
    }
}
