using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Exchange;

/// <summary>How far Exchange's clock is from ours, measured while reading (R9).</summary>
public sealed class ClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly string Cursor = new ExchangeCursor("F", "s1").Format();

    private readonly FakeTimeProvider _time = new(Now);

    [Fact]
    public async Task Servers_clock_is_compared_with_the_middle_of_the_request()
    {
        var server = new Conversation().Expect("SyncFolderItems", () => Answered(Answer.Sync("s2"), Now.AddSeconds(93), takes: 4));

        var clock = (await ReadAsync(server)).Clock;

        // It showed 93 to 94 seconds more than our start, two seconds of which passed on the way there.
        Assert.Equal(new ServerClock(TimeSpan.FromSeconds(91.5), TimeSpan.FromSeconds(2.5)), clock);
    }

    [Fact]
    public async Task Shortest_request_of_a_reading_decides()
    {
        var server = new Conversation()
            .Expect("SyncFolderItems", () => Answered(Answer.Sync("s2", isLast: true, Answer.Changed("a", "v2")), Now.AddSeconds(-10), takes: 6))
            .Expect("FindItem", () => Answered(Answer.Found(true, Answer.Hit("a", "v2")), Now.AddSeconds(-4), takes: 0))
            .Expect("GetItem", () => Answered(Answer.Items("GetItem", new Entry { Id = "a", Version = "v2" }.Xml()), Now, takes: 10));

        Assert.Equal(new ServerClock(TimeSpan.FromSeconds(-9.5), TimeSpan.FromSeconds(0.5)), (await ReadAsync(server)).Clock);
        server.AssertFinished();
    }

    [Fact]
    public async Task Answer_without_date_measures_nothing()
    {
        var server = new Conversation().Expect("SyncFolderItems", Answer.Sync("s2"));

        Assert.Null((await ReadAsync(server)).Clock);
    }

    [Fact]
    public async Task Each_reading_measures_anew()
    {
        var server = new Conversation()
            .Expect("SyncFolderItems", () => Answered(Answer.Sync("s2"), Now.AddSeconds(60), takes: 0))
            .Expect("SyncFolderItems", () => Answered(Answer.Sync("s2"), Now.AddSeconds(5), takes: 2));
        var calendar = Setup.Calendar(server, time: _time);
        await calendar.ReadAsync(Cursor, Setup.Window, Known.Nothing, default);

        var second = await calendar.ReadAsync(Cursor, Setup.Window, Known.Nothing, default);

        Assert.Equal(new ServerClock(TimeSpan.FromSeconds(4.5), TimeSpan.FromSeconds(1.5)), second.Clock);
    }

    private Task<SideReading> ReadAsync(Conversation server) => Setup.Calendar(server, time: _time).ReadAsync(Cursor, Setup.Window, Known.Nothing, default);

    private HttpResponseMessage Answered(string answer, DateTimeOffset date, int takes)
    {
        _time.Advance(TimeSpan.FromSeconds(takes));
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "text/xml") };
        response.Headers.Date = date;
        return response;
    }
}
