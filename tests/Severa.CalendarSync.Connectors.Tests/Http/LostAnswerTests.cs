using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Tests.Ews;
using Severa.CalendarSync.Connectors.Tests.Exchange;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Http;

/// <summary>A write is sent once, whatever happens to its answer; over real sockets, through the handlers the host uses.</summary>
public sealed class LostAnswerTests
{
    public static TheoryData<string> Writes => ["create", "update", "delete"];

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Dropped_answer_on_a_fresh_connection(string write)
    {
        var isDelete = write == "delete";
        await using var server = new RawServer(n => isDelete && n == 1 ? Item : null);

        var outcomes = await WriteAsync(Calendar(server.Address), write);

        Assert.All(outcomes, o => Assert.Equal(WriteStatus.Unknown, o.Status));
        Assert.Equal(isDelete ? 2 : 1, server.Requests);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Dropped_answer_on_a_connection_that_was_used_before(string write)
    {
        // Handlers like to repeat what broke on a connection they had kept; not here.
        var warmUp = write == "delete" ? 2 : 1;
        await using var server = new RawServer(n => n == 1 ? RawServer.Http(Answer.Sync("s2")) : n == warmUp ? Item : null);
        var calendar = Calendar(server.Address);
        await calendar.ReadAsync(new ExchangeCursor("F", "s1").Format(), Setup.Window, Known.Nothing, default);

        var outcomes = await WriteAsync(calendar, write);

        Assert.All(outcomes, o => Assert.Equal(WriteStatus.Unknown, o.Status));
        Assert.Equal(warmUp + 1, server.Requests);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 5000\r\n\r\n<s:Envelope")]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nno")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /ews/genericerrorpage.htm?aspxerrorpath=/ews\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 0\r\n\r\n")]
    public async Task Answer_that_says_nothing(string answer)
    {
        await using var server = new RawServer(n => n == 1 ? answer + (answer.Contains("5000", StringComparison.Ordinal) ? new string(' ', 5000) : "") : null);

        var outcomes = await WriteAsync(Calendar(server.Address), "create");

        Assert.All(outcomes, o => Assert.Equal(WriteStatus.Unknown, o.Status));
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData("ErrorInternalServerError")]
    [InlineData("ErrorTimeoutExpired")]
    public async Task Fault_that_may_have_come_too_late(string code)
    {
        var server = new Conversation().Expect("CreateItem", Answer.Fault(code), System.Net.HttpStatusCode.InternalServerError);

        var outcomes = await WriteAsync(Setup.Calendar(server), "create");

        Assert.All(outcomes, o => Assert.Equal((WriteStatus.Unknown, code), (o.Status, o.Code)));
    }

    [Fact]
    public async Task Write_without_answer_in_time_is_unknown_and_the_rest_is_not_sent()
    {
        var time = new FakeTimeProvider();
        var started = new TaskCompletionSource();
        var server = new Conversation().Expect("CreateItem", async token =>
        {
            started.SetResult();
            return await EwsClientTests.Never(token);
        });
        var calendar = Setup.Calendar(server, time: time);

        var call = calendar.CreateAsync(WritingTests.Drafts(60), default);
        await started.Task;
        time.Advance(TimeSpan.FromSeconds(31));
        var outcomes = await call;

        Assert.Equal(50, outcomes.Count(o => o is { Status: WriteStatus.Unknown, Code: "Timeout" }));
        Assert.Equal(10, outcomes.Count(o => o is { Status: WriteStatus.Failed, Code: "NotSent" }));
        Assert.True(calendar.Traits.LongestCall > TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Answer_that_stops_coming_is_given_up_in_time()
    {
        var time = new FakeTimeProvider();
        var body = new StalledStream("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">");
        var server = new Conversation().Expect("CreateItem", () =>
            new HttpResponseMessage { Content = new StreamContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("text/xml") } } });

        var call = Setup.Calendar(server, time: time).CreateAsync(WritingTests.Drafts(2), default);
        await body.Stalled;
        time.Advance(TimeSpan.FromSeconds(31));

        Assert.All(await call, o => Assert.Equal((WriteStatus.Unknown, "Timeout"), (o.Status, o.Code)));
    }

    [Fact]
    public async Task Items_without_an_answer_of_their_own_are_unknown()
    {
        var server = new Conversation().Expect("CreateItem", Answer.Items("CreateItem", Answer.Written("a", "v1")));

        var outcomes = await Setup.Calendar(server).CreateAsync(WritingTests.Drafts(2), default);

        Assert.Equal([WriteStatus.Done, WriteStatus.Unknown], outcomes.Select(o => o.Status));
    }

    [Fact]
    public async Task Redirect_is_not_followed()
    {
        await using var other = new RawServer(_ => RawServer.Http(Answer.Sync("s2")));
        await using var server = new RawServer(_ => RawServer.Http("", "307 Temporary Redirect", $"Location: {other.Address}\r\n"));

        var error = await Assert.ThrowsAsync<SideException>(() =>
            Calendar(server.Address).ReadAsync(new ExchangeCursor("F", "s1").Format(), Setup.Window, Known.Nothing, default));

        Assert.Equal((7, "Redirected"), (error.Number, error.Code));
        Assert.Equal(0, other.Requests);
    }

    [Fact]
    public async Task Loopback_is_refused_when_the_connection_opens()
    {
        await using var server = new RawServer(_ => RawServer.Http(Answer.Sync("s2")));
        var calendar = Calendar(new Uri($"https://localhost:{server.Address.Port}/EWS/Exchange.asmx"), allowLoopback: false);

        var error = await Assert.ThrowsAsync<SideException>(() => WriteAsync(calendar, "create"));

        Assert.Equal((7, "AddressRefused", true), (error.Number, error.Code, error.IsPermanent));
        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task Server_that_speaks_no_tls_is_a_certificate_error()
    {
        await using var server = new RawServer(_ => null);
        var calendar = Calendar(new Uri($"https://127.0.0.1:{server.Address.Port}/EWS/Exchange.asmx"));

        var error = await Assert.ThrowsAsync<SideException>(() => ReadOnceAsync(calendar));

        Assert.Equal((8, "Tls", true), (error.Number, error.Code, error.IsPermanent));
    }

    private static string Item => RawServer.Http(Answer.Items("GetItem", new Entry { Id = "a" }.Xml(), new Entry { Id = "b" }.Xml()));

    private static Task<SideReading> ReadOnceAsync(ICalendarSide calendar) =>
        calendar.ReadAsync(new ExchangeCursor("F", "s1").Format(), Setup.Window, Known.Nothing, default);

    private static Task<IReadOnlyList<WriteOutcome>> WriteAsync(ICalendarSide calendar, string write) => write switch
    {
        "create" => calendar.CreateAsync(WritingTests.Drafts(2), default),
        "update" => calendar.UpdateAsync([.. Keys.Select(k => new ItemUpdate(k, "v1", ItemFields.Title, Setup.Content()))], default),
        _ => calendar.DeleteAsync([.. Keys.Select(k => new ItemDelete(k, "v1"))], default),
    };

    private static ItemKey[] Keys => [ItemKey.Of("a"), ItemKey.Of("b")];

    private static ICalendarSide Calendar(Uri address, bool allowLoopback = true)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Network:AllowLoopback"] = allowLoopback ? "true" : "false" };
        var provider = new ServiceCollection()
            .AddLogging()
            .AddExchangeConnector(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
        return provider.GetRequiredService<IExchangeConnector>()
            .OpenCalendar(Setup.Connection() with { Endpoint = address }, new ExchangeMailbox(Setup.Address, Setup.Helsinki, "F"));
    }
}
