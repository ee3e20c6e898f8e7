using System.Text;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Throttling;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Exchange;

/// <summary>
/// Whoever searches for what a call wrote, <see cref="SideTraits.LongestCall"/> after it began, finds it: nothing is begun so late that it
/// could come after him.
/// </summary>
public sealed class SlowWriteTests : IDisposable
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new();
    private readonly Conversation _server = new();
    private readonly DateTimeOffset _start;

    public SlowWriteTests() => _start = _time.GetUtcNow();

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData(1, 4)]
    [InlineData(4, 3)]
    [InlineData(10, 1)]
    [InlineData(20, 1)]
    public async Task Request_that_would_begin_too_late_is_left_for_the_next_run(int seconds, int requests)
    {
        var begunAt = new List<DateTimeOffset>();
        for (var i = 0; i < requests; i++)
        {
            var from = i * 50;
            Expect("CreateItem", () =>
            {
                begunAt.Add(_time.GetUtcNow());
                return Created(from);
            }, seconds);
        }

        var calendar = Setup.Calendar(_server, time: _time);
        var outcomes = await calendar.CreateAsync(WritingTests.Drafts(200), default);

        Assert.Equal(Enumerable.Range(0, requests * 50).Select(Answer.Id), outcomes.Where(o => o.Status == WriteStatus.Done).Select(o => o.Key!.Id));
        Assert.All(outcomes.Skip(requests * 50), o => Assert.Equal((WriteStatus.Stale, "NotBegun"), (o.Status, o.Code)));
        Assert.All(begunAt, at => Assert.InRange(at + Setup.Connection().WriteTimeout, _start, _start + calendar.Traits.LongestCall));
        _server.AssertFinished();
    }

    [Fact]
    public async Task Next_call_has_its_own_time()
    {
        Expect("CreateItem", () => Created(0), 20);
        Expect("CreateItem", () => Created(50), 20);
        var calendar = Setup.Calendar(_server, time: _time);

        await calendar.CreateAsync(WritingTests.Drafts(60), default);
        var outcomes = await calendar.CreateAsync(WritingTests.Drafts(50), default);

        Assert.All(outcomes, o => Assert.Equal(WriteStatus.Done, o.Status));
    }

    [Fact]
    public async Task Request_that_gets_no_turn_in_the_time_left_is_left_and_no_error()
    {
        using var gate = new RequestGate(new ThrottlingOptions { ConcurrentRequests = 1 }, _time);
        Task<Turn>? other = null;
        Expect("CreateItem", () =>
        {
            // However fast the time passes, it is in front of the second request.
            other = gate.EnterAsync("other", _time.GetUtcNow().AddDays(1), default);
            return Created(0);
        }, 8);
        var client = Setup.Client(_server, Setup.Connection(), new EwsCaller(Setup.Address), _time, new NetworkOptions(), gate: gate);

        var call = new ExchangeCalendar(client, new ExchangeMailbox(Setup.Address, Setup.Helsinki, "F")).CreateAsync(WritingTests.Drafts(60), default);
        while (!call.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.All((await call).Skip(50), o => Assert.Equal((WriteStatus.Stale, "NotBegun"), (o.Status, o.Code)));
        (await other!).Dispose();
    }

    [Fact]
    public async Task Occurrence_that_would_begin_too_late_is_left_for_the_next_run()
    {
        Write("o1", 0, Answer.Written("o1", "v2"), seconds: 20);

        var outcomes = await Setup.Calendar(_server, time: _time).UpdateAsync([Update("o1", 0), Update("o2", 1)], default);

        Assert.Equal([(WriteStatus.Done, null), (WriteStatus.Stale, "NotBegun")], outcomes.Select(o => (o.Status, o.Code)));
        _server.AssertFinished();
    }

    [Fact]
    public async Task Occurrence_that_was_looked_for_too_long_is_not_written()
    {
        Write("o1", 0, Answer.Written("o1", "v2"), seconds: 0);
        Expect("GetItem", () => Pair("o2", 1), seconds: 20);

        var outcomes = await Setup.Calendar(_server, time: _time).UpdateAsync([Update("o1", 0), Update("o2", 1)], default);

        Assert.Equal((WriteStatus.Stale, "NotBegun"), (outcomes[1].Status, outcomes[1].Code));
        _server.AssertFinished();
    }

    [Fact]
    public async Task Occurrence_in_the_way_of_one_that_was_left_is_tried_again_and_not_set_back()
    {
        Write("o1", 0, Answer.Written("o1", "v2"), seconds: 20);
        Write("o3", 2, Answer.NoItem("UpdateItem", "ErrorOccurrenceCrossingBoundary"), seconds: 0);
        var calendar = Setup.Calendar(_server, time: _time);

        await calendar.UpdateAsync([Update("o1", 0), Update("o2", 1)], default);
        var outcome = Assert.Single(await calendar.UpdateAsync([Update("o3", 2)], default));

        Assert.Equal((WriteStatus.Stale, "ErrorOccurrenceCrossingBoundary"), (outcome.Status, outcome.Code));
    }

    private void Expect(string operation, Func<string> answer, int seconds) => _server.Expect(operation, () =>
    {
        var text = answer();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return new HttpResponseMessage { Content = new StringContent(text, Encoding.UTF8, "text/xml") };
    });

    private void Write(string id, int week, string answer, int seconds)
    {
        Expect("GetItem", () => Pair(id, week), seconds: 0);
        Expect("UpdateItem", () => Answer.Items("UpdateItem", answer), seconds);
        if (!answer.StartsWith("<m:", StringComparison.Ordinal))
        {
            Expect("GetItem", () => Answer.Items("GetItem", Answer.Master("M", "m1")), seconds: 0);
        }
    }

    private static string Created(int from) => Answer.Items("CreateItem", Enumerable.Range(from, 50).Select(i => Answer.Written(Answer.Id(i), "v1")));

    private static string Pair(string id, int week) => Answer.Items(
        "GetItem",
        new Entry { Id = id, Version = "v1", Kind = "Occurrence", Uid = "series", OriginalStart = XmlWriting.Instant(Monday.AddDays(7 * week)) }.Xml(),
        Answer.Master("M", "m1"));

    private static ItemUpdate Update(string id, int week) =>
        new(ItemKey.Occurrence("series", Monday.AddDays(7 * week), id), "v1", ItemFields.Title, Setup.Content("New"));
}
