using System.Net;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Exchange;

/// <summary>Requests that a server refuses whole because of what one of their items is: the others are written (R17).</summary>
public sealed class RefusedWriteTests
{
    [Theory]
    [InlineData("ErrorRequestStreamTooBig", WriteStatus.Refused)]
    [InlineData("ErrorSchemaValidation", WriteStatus.Failed)]
    public async Task One_item_that_cannot_be_sent_keeps_no_other_waiting(string code, WriteStatus status)
    {
        var server = new Conversation()
            .Expect("CreateItem", Answer.Fault(code), HttpStatusCode.InternalServerError)
            .Expect("CreateItem", Written("a"))
            .Expect("CreateItem", Answer.Fault(code), HttpStatusCode.InternalServerError)
            .Expect("CreateItem", Answer.Fault(code), HttpStatusCode.InternalServerError)
            .Expect("CreateItem", Written("c"));

        var outcomes = await CreateAsync(server, 3);

        Assert.Equal([WriteStatus.Done, status, WriteStatus.Done], outcomes.Select(o => o.Status));
        Assert.Equal((code, "c"), (outcomes[1].Code, outcomes[2].Key!.Id));
        server.AssertFinished();
    }

    [Fact]
    public async Task Request_that_is_too_big_for_a_proxy_is_cut_in_two()
    {
        var server = new Conversation()
            .Expect("CreateItem", "", HttpStatusCode.RequestEntityTooLarge, "text/html").Expect("CreateItem", Written("a")).Expect("CreateItem", Written("b"));

        Assert.All(await CreateAsync(server, 2), o => Assert.Equal(WriteStatus.Done, o.Status));
    }

    [Fact]
    public async Task After_a_lost_half_nothing_more_is_sent()
    {
        var server = new Conversation()
            .Expect("CreateItem", Answer.Fault("ErrorRequestStreamTooBig"), HttpStatusCode.InternalServerError)
            .ExpectFailure("CreateItem", new HttpRequestException(HttpRequestError.ResponseEnded));

        Assert.Equal([WriteStatus.Unknown, WriteStatus.Failed], (await CreateAsync(server, 2)).Select(o => o.Status));
    }

    [Fact]
    public async Task Full_mailbox_takes_no_entry_and_goes_on()
    {
        var server = new Conversation()
            .Expect("CreateItem", Answer.Messages("CreateItem", Answer.Error("CreateItem", "ErrorQuotaExceeded", "<m:Items/>")))
            .Expect("SyncFolderItems", Answer.Sync("s2"));
        var calendar = Setup.Calendar(server);

        var outcome = Assert.Single(await calendar.CreateAsync(Drafts(1), default));
        var reading = await calendar.ReadAsync(new Connectors.Exchange.ExchangeCursor("F", "s1").Format(), Setup.Window, Known.Nothing, default);

        Assert.Equal((WriteStatus.Failed, "ErrorQuotaExceeded"), (outcome.Status, outcome.Code));
        Assert.IsType<SideReading.Unchanged>(reading);
    }

    private static string Written(string id) => Answer.Items("CreateItem", Answer.Written(id, "v1"));

    private static ItemDraft[] Drafts(int count) => [.. Enumerable.Range(0, count).Select(_ => new ItemDraft(Guid.NewGuid(), Setup.Content()))];

    private static Task<IReadOnlyList<WriteOutcome>> CreateAsync(Conversation server, int count) => Setup.Calendar(server).CreateAsync(Drafts(count), default);
}
