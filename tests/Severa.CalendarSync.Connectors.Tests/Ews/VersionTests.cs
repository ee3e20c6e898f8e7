using System.Net;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Ews;

/// <summary>The schema steps down until the mailbox's server understands it, and that is remembered (ews.md 1.2).</summary>
public sealed class VersionTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("ErrorInvalidServerVersion")]
    [InlineData("ErrorIncorrectSchemaVersion")]
    [InlineData("ErrorWrongServerVersion")]
    [InlineData("ErrorInvalidSchemaVersionForMailboxVersion")]
    public async Task A_server_that_refuses_the_schema_is_asked_with_the_next_older_one(string code)
    {
        var server = new Conversation()
            .Expect("GetFolder", Answer.Fault(code), HttpStatusCode.InternalServerError)
            .Expect("GetFolder", Answer.Messages("GetFolder", Answer.Error("GetFolder", code, "<m:Folders/>")))
            .Expect("GetFolder", Answer.Folder());

        await Setup.Client(server).SendAsync(new GetFolderOperation(EwsFolderId.Calendar), default);

        Assert.Equal(["Exchange2013_SP1", "Exchange2010_SP2", "Exchange2010_SP1"], server.Requests.Select(SchemaOf));
        server.AssertFinished();
    }

    [Fact]
    public async Task A_write_is_repeated_only_because_the_refusal_came_before_anything_happened()
    {
        var server = new Conversation()
            .Expect("DeleteItem", Answer.Fault("ErrorInvalidServerVersion"), HttpStatusCode.InternalServerError)
            .Expect("DeleteItem", Answer.Messages("DeleteItem", Answer.Message("DeleteItem", "")));

        var answers = await Setup.Client(server).SendAsync(new DeleteItemOperation([new EwsItemId("A")]), default);

        Assert.True(Assert.Single(answers).IsSuccess);
    }

    [Theory]
    [InlineData(8, 3, true)]
    [InlineData(14, 3, true)]
    [InlineData(15, 2, false)]
    public async Task What_a_server_calls_invalid_is_a_matter_of_version_only_where_it_is_older(int major, int minor, bool stepsDown)
    {
        var refusal = Answer.Fault("ErrorSchemaValidation")
            .Replace("MajorVersion=\"15\"", $"MajorVersion=\"{major}\"", StringComparison.Ordinal)
            .Replace("MinorVersion=\"2\"", $"MinorVersion=\"{minor}\"", StringComparison.Ordinal);
        var server = new Conversation().Expect("GetFolder", refusal, HttpStatusCode.InternalServerError).Expect("GetFolder", Answer.Folder());
        var client = Setup.Client(server);

        var error = await Record.ExceptionAsync(() => client.SendAsync(new GetFolderOperation(EwsFolderId.Calendar), default));

        Assert.Equal(stepsDown ? 2 : 1, server.Requests.Count);
        Assert.Equal(stepsDown ? null : 9, (error as SideException)?.Number);
    }

    [Fact]
    public async Task A_server_older_than_every_schema_is_an_error_for_the_administrator()
    {
        var server = new Conversation();
        for (var i = 0; i < 5; i++)
        {
            server.Expect("GetFolder", Answer.Fault("ErrorInvalidServerVersion"), HttpStatusCode.InternalServerError);
        }

        var error = await Assert.ThrowsAsync<SideException>(() => Setup.Client(server).SendAsync(new GetFolderOperation(EwsFolderId.Calendar), default));

        Assert.Equal((9, ErrorScope.Connection, true), (error.Number, error.Scope, error.IsPermanent));
        Assert.Equal("Exchange2007_SP1", SchemaOf(server.Requests[^1]));
        server.AssertFinished();
    }

    [Fact]
    public async Task What_was_learned_holds_for_that_mailbox_and_for_a_day()
    {
        var schemas = new SchemaMemory(_time);
        var server = new Conversation()
            .Expect("GetFolder", Answer.Fault("ErrorInvalidServerVersion"), HttpStatusCode.InternalServerError)
            .Expect("GetFolder", Answer.Folder())
            .Expect("GetFolder", Answer.Folder())
            .Expect("GetFolder", Answer.Folder())
            .Expect("GetFolder", Answer.Folder());

        await AskAsync(Setup.Client(server, time: _time, schemas: schemas));
        await AskAsync(Setup.Client(server, time: _time, schemas: schemas));
        await AskAsync(Setup.Client(server, time: _time, schemas: schemas).As(new EwsCaller("other@example.org")));
        _time.Advance(TimeSpan.FromDays(1));
        await AskAsync(Setup.Client(server, time: _time, schemas: schemas));

        Assert.Equal(
            ["Exchange2013_SP1", "Exchange2010_SP2", "Exchange2010_SP2", "Exchange2013_SP1", "Exchange2013_SP1"], server.Requests.Select(SchemaOf));
    }

    [Fact]
    public async Task A_refusal_without_SOAP_is_understood_too()
    {
        var server = new Conversation()
            .Expect("GetFolder", "The specified server version is invalid.", HttpStatusCode.InternalServerError, "text/html")
            .Expect("GetFolder", Answer.Folder());

        await AskAsync(Setup.Client(server));

        Assert.Equal("Exchange2010_SP2", SchemaOf(server.Requests[^1]));
    }

    [Theory]
    [InlineData(ExchangeVersion.Exchange2007, "Exchange2007_SP1")]
    [InlineData(ExchangeVersion.Exchange2010, "Exchange2010_SP2")]
    [InlineData(ExchangeVersion.Exchange2013, "Exchange2013_SP1")]
    [InlineData(ExchangeVersion.Exchange2016, "Exchange2013_SP1")]
    [InlineData(ExchangeVersion.Exchange2019, "Exchange2013_SP1")]
    public async Task Each_product_is_first_asked_with_its_own_schema(ExchangeVersion version, string schema)
    {
        var server = new Conversation().Expect("GetFolder", Answer.Folder());

        await AskAsync(Setup.Client(server, version));

        Assert.Equal(schema, SchemaOf(server.Requests[0]));
    }

    private static Task<ItemAnswer<EwsFolder>> AskAsync(EwsClient client) => client.SendAsync(new GetFolderOperation(EwsFolderId.Calendar), default);

    private static string SchemaOf(SentRequest request) =>
        request.Envelope.Descendants().First(e => e.Name.LocalName == "RequestServerVersion").Attribute("Version")!.Value;
}
