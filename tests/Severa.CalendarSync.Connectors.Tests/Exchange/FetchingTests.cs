using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Tests.Ews;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Exchange;

public sealed class FetchingTests
{
    [Fact]
    public async Task Items_are_fetched_fifty_at_a_time_in_order()
    {
        var server = new Conversation()
            .Expect("GetItem", Answer.ManyItems("GetItem", 0, 50))
            .Expect("GetItem", Answer.ManyItems("GetItem", 50, 50))
            .Expect("GetItem", Answer.ManyItems("GetItem", 100, 20));

        var answers = await FetchAsync(server, 120);

        Assert.Equal(Enumerable.Range(0, 120).Select(Answer.Id), answers.Select(a => a.Value!.ItemIdOf()!.Value.Id));
        Assert.Equal([50, 50, 20], server.Requests.Select(Count));
    }

    [Fact]
    public async Task What_the_server_left_out_is_asked_for_again_and_nothing_else()
    {
        var server = new Conversation()
            .Expect("GetItem", Answer.Items(
                "GetItem", Item(0), Answer.NoItem("GetItem", "ErrorItemCorrupt"), Stopped, Stopped))
            .Expect("GetItem", Answer.Items("GetItem", Item(2), Item(3)));

        var answers = await FetchAsync(server, 4);

        Assert.Equal(["NoError", "ErrorItemCorrupt", "NoError", "NoError"], answers.Select(a => a.Code));
        Assert.Equal(2, Count(server.Requests[1]));
    }

    [Fact]
    public async Task Server_that_always_stops_is_given_up()
    {
        var server = new Conversation().Expect("GetItem", Answer.Items("GetItem", Stopped, Stopped));

        Assert.Equal("ErrorBatchProcessingStopped", (await Assert.ThrowsAsync<SideException>(() => FetchAsync(server, 2))).Code);
    }

    [Fact]
    public async Task Batch_that_takes_too_long_is_halved()
    {
        var server = new Conversation()
            .Expect("GetItem", Answer.Items("GetItem", Item(0), Slow, Slow, Slow))
            .Expect("GetItem", Answer.Items("GetItem", Item(1), Item(2)))
            .Expect("GetItem", Answer.Items("GetItem", Item(3)));

        var answers = await FetchAsync(server, 4);

        Assert.All(answers, a => Assert.True(a.IsSuccess));
        Assert.Equal([4, 2, 1], server.Requests.Select(Count));
    }

    [Fact]
    public async Task Single_item_that_takes_too_long_is_its_own_failure()
    {
        var server = new Conversation().Expect("GetItem", Answer.Items("GetItem", Slow));

        Assert.Equal("ErrorTimeoutExpired", Assert.Single(await FetchAsync(server, 1)).Code);
    }

    [Fact]
    public async Task Our_own_time_out_halves_the_batch()
    {
        var time = new FakeTimeProvider();
        var started = new TaskCompletionSource();
        var server = new Conversation()
            .Expect("GetItem", async token =>
            {
                started.SetResult();
                return await EwsClientTests.Never(token);
            })
            .Expect("GetItem", Answer.ManyItems("GetItem", 0, 10))
            .Expect("GetItem", Answer.ManyItems("GetItem", 10, 10));

        var fetch = new ItemFetcher(Setup.Client(server, time: time)).GetAsync(Refs(20), ItemShape.Entry, default);
        await started.Task;
        time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(20, (await fetch).Count);
        Assert.Equal([20, 10, 10], server.Requests.Select(Count));
    }

    private static string Stopped => Answer.Error("GetItem", "ErrorBatchProcessingStopped", "<m:Items/>", "Warning");

    private static string Slow => Answer.NoItem("GetItem", "ErrorTimeoutExpired");

    private static string Item(int number) => new Entry { Id = Answer.Id(number) }.Xml();

    private static ItemRef[] Refs(int count) => [.. Enumerable.Range(0, count).Select(i => new ItemRef(Answer.Id(i)))];

    private static Task<IReadOnlyList<ItemAnswer<System.Xml.Linq.XElement>>> FetchAsync(Conversation server, int count) =>
        new ItemFetcher(Setup.Client(server)).GetAsync(Refs(count), ItemShape.Entry, default);

    private static int Count(SentRequest request) => request.Body.Elements().Last().Elements().Count();
}
