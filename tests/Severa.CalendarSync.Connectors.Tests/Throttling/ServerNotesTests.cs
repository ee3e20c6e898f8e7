using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Throttling;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Throttling;

/// <summary>What answers show by the way: codes nobody knows, the server's clock, and who is let in.</summary>
public sealed class ServerNotesTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly GetFolderOperation Read = new(EwsFolderId.Calendar);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly RequestGates _gates;
    private readonly ExchangeNotes _notes;

    public ServerNotesTests()
    {
        _gates = new RequestGates(Options.Create(new ExchangeOptions()), _time);
        _notes = new ExchangeNotes(_gates);
    }

    public void Dispose() => _gates.Dispose();

    [Fact]
    public async Task Unknown_code_is_transient_and_counted_with_its_first_time()
    {
        var server = new Conversation()
            .Expect("GetFolder", Answer.Fault("ErrorOfTomorrow"), HttpStatusCode.InternalServerError)
            .Expect("GetFolder", Answer.Messages("GetFolder", Answer.Error("GetFolder", "ErrorOfTomorrow")))
            .Expect("GetFolder", Answer.Fault("ErrorServerBusy"), HttpStatusCode.InternalServerError);

        var error = await Assert.ThrowsAsync<SideException>(() => Client(server).SendAsync(Read, default));
        _time.Advance(TimeSpan.FromHours(1));
        var answer = await Client(server).SendAsync(Read, default);
        await Assert.ThrowsAsync<SideException>(() => Client(server).SendAsync(Read, default));

        Assert.Equal((0, ErrorScope.Mailbox, false, "ErrorOfTomorrow"), (error.Number, error.Scope, error.IsPermanent, error.Code));
        Assert.Equal("ErrorOfTomorrow", answer.Code);
        Assert.Equal(new UnknownCode("ErrorOfTomorrow", 2, Now, Now.AddHours(1)), Assert.Single(_notes.UnknownCodes));
    }

    [Fact]
    public async Task Made_up_codes_do_not_fill_the_memory_and_texts_are_not_kept()
    {
        var server = new Conversation().Expect("GetFolder", Answer.Messages("GetFolder", Enumerable.Range(0, 500)
            .Select(i => Answer.Error("GetFolder", i == 0 ? "Call this number" : $"ErrorNumber{i}"))));

        await Client(server).SendAsync(Read, default);

        Assert.Equal(ServerNotes.MostCodes, _notes.UnknownCodes.Count);
        Assert.All(_notes.UnknownCodes, code => Assert.StartsWith("ErrorNumber", code.Code, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(-62, true)]
    [InlineData(300, true)]
    public async Task Clock_that_is_far_off_is_told(int seconds, bool isFar)
    {
        var server = new Conversation().Expect("GetFolder", () => Dated(Now.AddSeconds(seconds)));

        await Client(server).SendAsync(Read, default);

        Assert.Equal(isFar, _notes.FarClock is { } clock && Math.Abs(clock.Ahead.TotalSeconds - seconds) < 1);
    }

    [Fact]
    public async Task Slow_answer_tells_nothing_of_the_clock()
    {
        var server = new Conversation().Expect("GetFolder", () =>
        {
            _time.Advance(TimeSpan.FromSeconds(40));
            return Dated(Now.AddHours(1));
        });

        await Client(server).SendAsync(Read, default);

        Assert.Null(_notes.FarClock);
    }

    [Fact]
    public async Task Office_365_that_lets_nobody_in_is_off_and_one_mailbox_kept_out_is_its_own_trouble()
    {
        var server = new Conversation()
            .Expect("GetFolder", "", HttpStatusCode.Forbidden).Expect("GetFolder", Answer.Folder()).Expect("GetFolder", "", HttpStatusCode.Forbidden);
        var client = Client(server, ExchangeVersion.Office365);

        var everybody = await Assert.ThrowsAsync<SideException>(() => client.SendAsync(Read, default));
        await client.SendAsync(Read, default);
        var one = await Assert.ThrowsAsync<SideException>(() => client.SendAsync(Read, default));

        Assert.Equal((6, ErrorScope.Connection, true), (everybody.Number, everybody.Scope, everybody.IsPermanent));
        Assert.Equal((18, ErrorScope.Mailbox, true), (one.Number, one.Scope, one.IsPermanent));
    }

    private static HttpResponseMessage Dated(DateTimeOffset date)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Answer.Folder(), System.Text.Encoding.UTF8, "text/xml") };
        answer.Headers.Date = date;
        return answer;
    }

    private EwsClient Client(Conversation server, ExchangeVersion version = ExchangeVersion.Exchange2016)
    {
        var (connection, schemas) = (Setup.Connection(version), new SchemaMemory(_time));
        schemas.Learn(connection, Setup.Address, EwsDialect.Newest);
        return Setup.Client(
            server, connection, new EwsCaller(Setup.Address, "FLE Standard Time"), _time, new NetworkOptions(), schemas: schemas, gate: _gates.Of(connection));
    }
}
