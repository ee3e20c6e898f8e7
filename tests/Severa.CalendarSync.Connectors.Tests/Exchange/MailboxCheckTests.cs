using System.Net;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Exchange;

public sealed class MailboxCheckTests
{
    [Fact]
    public async Task Good_connection_passes_every_step_and_reads_no_item()
    {
        var server = Probed().Expect("GetFolder", Answer.Folder()).Expect("GetRoomLists", Rooms("GetRoomLists", ""));

        var results = await CheckAsync(server, Setup.Address);

        Assert.Equal(Enum.GetValues<CheckStep>().Where(s => s != CheckStep.Reach), results.Select(r => r.Step));
        Assert.All(results, r => Assert.Equal(CheckStatus.Ok, r.Status));
        Assert.Equal("15.2.1544", results[(int)CheckStep.Version].ServerVersion);
        Assert.DoesNotContain("ExchangeImpersonation", server.Requests[0].Text, StringComparison.Ordinal);
        Assert.Equal(["ConvertId", "GetFolder", "GetRoomLists"], server.Requests.Select(r => r.Operation));
    }

    [Fact]
    public async Task Refused_password_ends_the_test_there()
    {
        var server = new Conversation()
            .Expect("ConvertId", "", HttpStatusCode.Unauthorized, "text/html").Expect("ConvertId", "", HttpStatusCode.Unauthorized, "text/html");

        var results = await CheckAsync(server, Setup.Address);

        Assert.Equal([CheckStatus.Ok, CheckStatus.Ok, CheckStatus.Failed, CheckStatus.NotReached, CheckStatus.NotReached, CheckStatus.NotReached], results.Select(r => r.Status));
        Assert.Equal((1, "Http401"), (results[2].ErrorNumber, results[2].Code));
    }

    [Fact]
    public async Task Server_that_does_not_know_the_version_has_let_us_in()
    {
        // Asked with every schema there is, down to the oldest.
        var server = new Conversation();
        for (var schema = 0; schema < 5; schema++)
        {
            server.Expect("ConvertId", Answer.Fault("ErrorInvalidServerVersion"), HttpStatusCode.InternalServerError);
        }

        var results = await CheckAsync(server, Setup.Address);

        Assert.Equal((CheckStatus.Ok, CheckStatus.Failed, 9), (results[2].Status, results[3].Status, results[3].ErrorNumber));
    }

    [Fact]
    public async Task Missing_impersonation_right()
    {
        var server = Probed().Expect("GetFolder", Answer.Fault("ErrorImpersonateUserDenied"), HttpStatusCode.InternalServerError);

        var result = (await CheckAsync(server, Setup.Address))[(int)CheckStep.Impersonation];

        Assert.Equal((CheckStatus.Failed, 11, "ErrorImpersonateUserDenied"), (result.Status, result.ErrorNumber, result.Code));
    }

    [Fact]
    public async Task Delegate_without_a_calendar_of_its_own_has_never_signed_in()
    {
        var server = Probed()
            .Expect("GetFolder", Answer.Messages("GetFolder", Answer.Error("GetFolder", "ErrorInternalServerError")))
            .Expect("GetFolder", Answer.Messages("GetFolder", Answer.Error("GetFolder", "ErrorFolderNotFound")));

        var result = (await CheckAsync(server, Setup.Address))[(int)CheckStep.Impersonation];

        Assert.Equal((CheckStatus.Failed, 4), (result.Status, result.ErrorNumber));
        Assert.DoesNotContain("ExchangeImpersonation", server.Requests[^1].Text, StringComparison.Ordinal);
        server.AssertFinished();
    }

    [Fact]
    public async Task Delegate_with_a_calendar_is_not_the_trouble()
    {
        var server = Probed()
            .Expect("GetFolder", Answer.Messages("GetFolder", Answer.Error("GetFolder", "ErrorInternalServerError")))
            .Expect("GetFolder", Answer.Folder());

        var result = (await CheckAsync(server, Setup.Address))[(int)CheckStep.Impersonation];

        Assert.Equal((CheckStatus.Failed, 22, "ErrorInternalServerError"), (result.Status, result.ErrorNumber, result.Code));
    }

    [Fact]
    public async Task Calendar_that_may_not_be_written()
    {
        var server = Probed().Expect("GetFolder", Answer.Folder(mayWrite: false));

        var result = (await CheckAsync(server, Setup.Address))[(int)CheckStep.Rights];

        Assert.Equal((CheckStatus.Failed, 11, "CalendarRights"), (result.Status, result.ErrorNumber, result.Code));
    }

    [Fact]
    public async Task Without_a_mailbox_the_test_ends_after_the_version()
    {
        var results = await CheckAsync(Probed(), null);

        Assert.Equal([CheckStatus.Ok, CheckStatus.Ok, CheckStatus.Ok, CheckStatus.Ok, CheckStatus.NotReached, CheckStatus.NotReached], results.Select(r => r.Status));
    }

    [Fact]
    public async Task Mailbox_that_must_be_out_of_reach_and_is()
    {
        var server = Probed().Expect("GetFolder", Answer.Fault("ErrorImpersonateUserDenied"), HttpStatusCode.InternalServerError);

        var result = (await CheckAsync(server, mailbox: null, outOfReach: Setup.Address))[^1];

        Assert.Equal((CheckStep.Reach, CheckStatus.Ok), (result.Step, result.Status));
        Assert.Contains(Setup.Address, server.Requests[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mailbox_that_must_be_out_of_reach_and_opens()
    {
        var server = Probed().Expect("GetFolder", Answer.Folder());

        var result = (await CheckAsync(server, mailbox: null, outOfReach: Setup.Address))[^1];

        Assert.Equal((CheckStatus.Failed, 12, "OutOfReachMailboxOpened"), (result.Status, result.ErrorNumber, result.Code));
        Assert.DoesNotContain("FindItem", server.Requests[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mailbox_that_must_be_out_of_reach_and_is_not_there_proves_nothing()
    {
        var server = Probed().Expect("GetFolder", Answer.Fault("ErrorNonExistentMailbox"), HttpStatusCode.InternalServerError);

        var result = (await CheckAsync(server, mailbox: null, outOfReach: Setup.Address))[^1];

        Assert.Equal((CheckStatus.Failed, 13), (result.Status, result.ErrorNumber));
    }

    [Theory]
    [InlineData("https://no-such-host.invalid/EWS/Exchange.asmx", "NameNotResolved")]
    [InlineData("https://169.254.169.254/EWS/Exchange.asmx", "AddressRefused")]
    [InlineData("http://mail.example.org/EWS/Exchange.asmx", "UrlRefused")]
    public async Task Address_that_leads_nowhere(string address, string code)
    {
        var results = await CheckAsync(new Conversation(), Setup.Address, new Uri(address));

        Assert.Equal((CheckStatus.Failed, 7, code), (results[0].Status, results[0].ErrorNumber, results[0].Code));
        Assert.All(results.Skip(1), r => Assert.Equal(CheckStatus.NotReached, r.Status));
    }

    [Fact]
    public async Task Server_without_tls_fails_at_the_certificate()
    {
        await using var server = new RawServer(_ => null);

        var results = await CheckAsync(new Conversation(), Setup.Address, new Uri($"https://127.0.0.1:{server.Address.Port}/"), TimeProvider.System);

        Assert.Equal(CheckStatus.Failed, results[1].Status);
    }

    [Fact]
    public async Task Nobody_listens()
    {
        Uri address;
        await using (var server = new RawServer(_ => null))
        {
            address = server.Address;
        }

        var results = await CheckAsync(new Conversation(), Setup.Address, address);

        Assert.Equal((CheckStatus.Failed, 7, "ConnectionRefused"), (results[1].Status, results[1].ErrorNumber, results[1].Code));
    }

    [Fact]
    public async Task Proof_puts_a_private_free_entry_and_takes_it_away()
    {
        var server = new Conversation()
            .Expect("CreateItem", Answer.Items("CreateItem", Answer.Written("new", "v1")))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("new", "v1")))
            .Expect("DeleteItem", Answer.Messages("DeleteItem", Answer.Message("DeleteItem", "")))
            .Expect("FindItem", Answer.Found(true))
            .Expect("DeleteItem", Answer.Messages("DeleteItem", Answer.Error("DeleteItem", "ErrorItemNotFound")));
        var (proof, mark) = (Proof(server), Guid.NewGuid());

        Assert.Equal("new", await proof.PutEntryAsync(mark, "Code 123456", Setup.Window.Start, Setup.Window.Start.AddMinutes(15), default));
        await proof.RemoveEntriesAsync(mark, "new", default);
        await proof.RemoveEntriesAsync(mark, "new", default);

        Assert.All(
            ["<t:Sensitivity>Private</t:Sensitivity>", "<t:LegacyFreeBusyStatus>Free</t:LegacyFreeBusyStatus>", "<t:ReminderIsSet>false</t:ReminderIsSet>"],
            part => Assert.Contains(part, server.Requests[0].Text, StringComparison.Ordinal));
        Assert.All(server.Requests.Take(2), request => Assert.Contains(mark.ToString("N"), request.Text, StringComparison.Ordinal));
    }

    /// <summary>The answer that told its id did not arrive.</summary>
    [Fact]
    public async Task Proof_takes_away_an_entry_of_which_only_the_mark_is_known()
    {
        var server = new Conversation()
            .Expect("FindItem", Answer.Found(true, Answer.Hit("lost", "v1")))
            .Expect("DeleteItem", Answer.Messages("DeleteItem", Answer.Message("DeleteItem", "")))
            .Expect("FindItem", Answer.Found(true));
        var proof = Proof(server);

        await proof.RemoveEntriesAsync(Guid.NewGuid(), id: null, default);
        await proof.RemoveEntriesAsync(Guid.NewGuid(), id: null, default);

        Assert.Contains("lost", server.Requests[1].Text, StringComparison.Ordinal);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData(1, "primary@example.org")]
    [InlineData(2, null)]
    public async Task Primary_address_of_an_alias(int hits, string? expected)
    {
        var resolution = "<t:Resolution><t:Mailbox><t:Name>A</t:Name><t:EmailAddress>primary@example.org</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType><t:MailboxType>Mailbox</t:MailboxType></t:Mailbox></t:Resolution>";
        var set = $"""<m:ResolutionSet TotalItemsInView="{hits}" IncludesLastItemInRange="true">{string.Concat(Enumerable.Repeat(resolution, hits))}</m:ResolutionSet>""";
        var server = new Conversation().Expect("ResolveNames", Answer.Messages("ResolveNames", hits == 1
            ? Answer.Message("ResolveNames", set)
            : Answer.Error("ResolveNames", "ErrorNameResolutionMultipleResults", set, "Warning")));
        if (expected is not null)
        {
            server.Expect("GetRoomLists", Rooms("GetRoomLists", "<m:RoomLists/>"));
        }

        Assert.Equal(expected, await Proof(server).FindPrimaryAddressAsync(default));
        Assert.Contains("<t:SmtpAddress>anna@example.org</t:SmtpAddress>", server.Requests[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_has_that_address()
    {
        var server = new Conversation().Expect("ResolveNames", Answer.Messages("ResolveNames", Answer.Error("ResolveNames", "ErrorNameResolutionNoResults")));

        Assert.Null(await Proof(server).FindPrimaryAddressAsync(default));
    }

    [Fact]
    public async Task Room_is_nobodys_own_mailbox()
    {
        var server = Probed().Expect("GetFolder", Answer.Folder())
            .Expect("GetRoomLists", Rooms("GetRoomLists", "<m:RoomLists><t:Address><t:EmailAddress>east@example.org</t:EmailAddress></t:Address><t:Address><t:EmailAddress>west@example.org</t:EmailAddress></t:Address></m:RoomLists>"))
            .Expect("GetRooms", Rooms("GetRooms", "<m:Rooms/>"))
            .Expect("GetRooms", Rooms("GetRooms", "<m:Rooms><t:Room><t:Id><t:EmailAddress>Anna@example.org</t:EmailAddress></t:Id></t:Room></m:Rooms>"));

        var results = await CheckAsync(server, Setup.Address);

        Assert.Equal((CheckStep.Rights, CheckStatus.Failed, 15, "RoomMailbox"), (results[^1].Step, results[^1].Status, results[^1].ErrorNumber, results[^1].Code));
        Assert.Contains("<m:RoomList><t:EmailAddress>west@example.org</t:EmailAddress></m:RoomList>", server.Requests[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ErrorNameResolutionNoResults")]
    [InlineData("ErrorInvalidOperation")]
    public async Task Server_that_tells_nothing_of_rooms_keeps_nobody_out(string code)
    {
        var error = Answer.Envelope($"""<m:GetRoomListsResponse xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" ResponseClass="Error"><m:ResponseCode>{code}</m:ResponseCode></m:GetRoomListsResponse>""");
        var server = Probed().Expect("GetFolder", Answer.Folder()).Expect("GetRoomLists", error);

        Assert.All(await CheckAsync(server, Setup.Address), r => Assert.Equal(CheckStatus.Ok, r.Status));
    }

    [Fact]
    public async Task Group_is_nobodys_own_mailbox()
    {
        var group = """<m:ResolutionSet TotalItemsInView="1" IncludesLastItemInRange="true"><t:Resolution><t:Mailbox><t:EmailAddress>anna@example.org</t:EmailAddress><t:MailboxType>GroupMailbox</t:MailboxType></t:Mailbox></t:Resolution></m:ResolutionSet>""";
        var server = new Conversation().Expect("ResolveNames", Answer.Messages("ResolveNames", Answer.Message("ResolveNames", group)));

        var error = await Assert.ThrowsAsync<SideException>(() => Proof(server).FindPrimaryAddressAsync(default));

        Assert.Equal((15, "GroupMailbox", ErrorScope.Mailbox), (error.Number, error.Code, error.Scope));
    }

    private static string Rooms(string operation, string content) => Answer.Envelope($"""
        <m:{operation}Response xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>{content}</m:{operation}Response>
        """);

    private static Conversation Probed() =>
        new Conversation().Expect("ConvertId", Answer.Messages("ConvertId", Answer.Error("ConvertId", "ErrorInvalidIdMalformed")));

    private static MailboxProof Proof(Conversation server) => new(Setup.Client(server), new ExchangeMailbox(Setup.Address, Setup.Helsinki));

    private static async Task<List<CheckResult>> CheckAsync(
        Conversation server, string? mailbox, Uri? address = null, TimeProvider? time = null, string? outOfReach = null)
    {
        var network = new NetworkOptions { AllowLoopback = true };
        await using var listener = new RawServer(_ => null);
        var client = Setup.Client(server, Setup.Connection() with { Endpoint = address ?? listener.Address }, new EwsCaller(), TimeProvider.System, network);
        var check = new MailboxCheck(client, new ServerProbe(network, time ?? TimeProvider.System), TimeProvider.System) { Mailbox = mailbox, OutOfReach = outOfReach };
        var results = new List<CheckResult>();
        await foreach (var result in check.RunAsync(default))
        {
            results.Add(result);
        }

        return results;
    }
}
