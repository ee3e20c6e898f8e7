using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Throttling;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Throttling;

/// <summary>A request that a busy server refused is sent again when it may be, and not before.</summary>
public sealed class BusyServerTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.5);

    private readonly FakeTimeProvider _time = new();
    private readonly RequestGate _gate;

    public BusyServerTests() => _gate = new RequestGate(new ThrottlingOptions(), _time);

    public void Dispose() => _gate.Dispose();

    [Theory]
    [InlineData("GetFolder")]
    [InlineData("DeleteItem")]
    public async Task A_short_wait_is_waited_by_reads_and_writes_alike(string operation)
    {
        var sentAt = new List<DateTimeOffset>();
        var server = new Conversation()
            .Expect(operation, Answer.Fault("ErrorServerBusy", 4000), HttpStatusCode.InternalServerError)
            .Expect(operation, () => Noted(sentAt, operation));
        var before = _time.GetUtcNow();

        await FinishAsync(Send(server, operation));

        Assert.True(Assert.Single(sentAt) - before >= TimeSpan.FromSeconds(4));
        server.AssertFinished();
    }

    [Fact]
    public async Task Every_message_saying_busy_is_the_same_as_a_fault()
    {
        var busy = Answer.Error("GetFolder", "ErrorServerBusy", "<m:MessageXml><t:Value Name=\"BackOffMilliseconds\">2000</t:Value></m:MessageXml><m:Folders/>");
        var server = new Conversation().Expect("GetFolder", Answer.Messages("GetFolder", busy)).Expect("GetFolder", Answer.Folder());

        await FinishAsync(Send(server, "GetFolder"));

        server.AssertFinished();
    }

    [Fact]
    public async Task All_its_waits_together_are_no_longer_than_its_patience()
    {
        var server = new Conversation();
        for (var i = 0; i < 3; i++)
        {
            server.Expect("GetFolder", Answer.Fault("ErrorServerBusy", 4000), HttpStatusCode.InternalServerError);
        }

        var error = await Assert.ThrowsAsync<SideException>(() => FinishAsync(Send(server, "GetFolder")));

        Assert.Equal((22, "ErrorServerBusy", TimeSpan.FromSeconds(4)), (error.Number, error.Code, error.RetryAfter));
        server.AssertFinished();
    }

    [Fact]
    public async Task Nobody_else_asks_a_server_that_wants_to_be_left_alone()
    {
        var server = new Conversation().Expect("GetFolder", Answer.Fault("ErrorServerBusy", 60_000), HttpStatusCode.InternalServerError);
        await Assert.ThrowsAsync<SideException>(() => Send(server, "GetFolder"));

        var error = await Assert.ThrowsAsync<SideException>(() => Client(server).As(new EwsCaller("other@example.org")).SendAsync(new GetFolderOperation(EwsFolderId.Calendar), default));

        Assert.Equal((22, ErrorScope.Connection, TimeSpan.FromSeconds(60)), (error.Number, error.Scope, error.RetryAfter));
        Assert.Single(server.Requests);
    }

    public static TheoryData<string> Far => ["Retry-After in seconds", "Retry-After as a date", "BackOffMilliseconds"];

    [Theory]
    [MemberData(nameof(Far))]
    public async Task A_far_time_is_obeyed_for_an_hour_and_then_the_server_is_asked_again(string form)
    {
        var server = new Conversation().Expect("GetFolder", () => Closed(form, TimeSpan.FromDays(90))).Expect("GetFolder", Answer.Folder());

        var error = await Assert.ThrowsAsync<SideException>(() => Send(server, "GetFolder"));

        Assert.Equal((22, TimeSpan.FromHours(1)), (error.Number, error.RetryAfter));
        _time.Advance(TimeSpan.FromMinutes(59));
        await Assert.ThrowsAsync<SideException>(() => Send(server, "GetFolder"));
        _time.Advance(TimeSpan.FromMinutes(1));
        await Send(server, "GetFolder");
        server.AssertFinished();
    }

    private HttpResponseMessage Closed(string form, TimeSpan time)
    {
        if (form == "BackOffMilliseconds")
        {
            return new HttpResponseMessage(HttpStatusCode.InternalServerError)
            {
                Content = new StringContent(Answer.Fault("ErrorServerBusy", int.MaxValue), System.Text.Encoding.UTF8, "text/xml"),
            };
        }

        var answer = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        answer.Headers.Date = _time.GetUtcNow();
        answer.Headers.RetryAfter = form == "Retry-After as a date" ? new RetryConditionHeaderValue(_time.GetUtcNow() + time) : new RetryConditionHeaderValue(time);
        return answer;
    }

    private HttpResponseMessage Noted(List<DateTimeOffset> sentAt, string operation)
    {
        sentAt.Add(_time.GetUtcNow());
        var answer = operation == "GetFolder" ? Answer.Folder() : Answer.Messages(operation, Answer.Message(operation, ""));
        return new HttpResponseMessage { Content = new StringContent(answer, System.Text.Encoding.UTF8, "text/xml") };
    }

    private Task Send(Conversation server, string operation) => operation == "GetFolder"
        ? Client(server).SendAsync(new GetFolderOperation(EwsFolderId.Calendar), default)
        : Client(server).SendAsync(new DeleteItemOperation([new EwsItemId("A")]), default);

    private EwsClient Client(Conversation server) =>
        Setup.Client(server, Setup.Connection(), new EwsCaller(Setup.Address), _time, new NetworkOptions(), gate: _gate);

    /// <summary>Lets time pass while the gate is closed, until the request has ended.</summary>
    private async Task FinishAsync(Task request)
    {
        while (!request.IsCompleted)
        {
            if (!_gate.OpensBefore(_time.GetUtcNow() + TimeSpan.FromTicks(1)))
            {
                _time.Advance(Step);
            }

            await Task.Yield();
        }

        await request;
    }
}
