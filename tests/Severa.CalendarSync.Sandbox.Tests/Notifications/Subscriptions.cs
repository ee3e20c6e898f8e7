using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;
using static Severa.CalendarSync.Sandbox.Tests.Support.Subscribing;

namespace Severa.CalendarSync.Sandbox.Tests.Notifications;

public sealed class Subscriptions_and_their_limits
{
    private const string Tuesday = "<t:Start>2026-11-24T10:00:00Z</t:Start><t:End>2026-11-24T11:00:00Z</t:End>";

    [Fact]
    public async Task One_bad_id_silences_the_good_ones()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.Ews().SubscribedAsync();

        using var stream = await host.Ews().StreamAsync(Open([id, "bad", "worse"]));
        var error = await stream.NextAsync();

        Assert.Equal("ErrorSubscriptionNotFound", error.CodeOf());
        Assert.Equal(["bad", "worse"], error.ErrorIds());
        Assert.Null(await stream.NextAsync());
    }

    [Fact]
    public async Task More_than_200_ids_are_refused()
    {
        await using var host = await SandboxHost.StartAsync();

        Assert.Equal("ErrorInvalidSubscriptionRequest", (await host.Ews().CallAsync(Open(Enumerable.Range(0, 201).Select(i => $"id{i}")))).Code());
    }

    [Fact]
    public async Task A_delegate_cannot_subscribe()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:Accounts:0:UserName", SandboxHost.Mikael), ("Sandbox:Accounts:0:Password", "p"));
        var delegated = new EwsTester(host.Address, null) { UserName = SandboxHost.Mikael, Password = "p" };
        var folder = $"""<t:DistinguishedFolderId Id="calendar"><t:Mailbox><t:EmailAddress>{SandboxHost.Aino}</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>""";

        Assert.Equal("ErrorSubscriptionDelegateAccessNotSupported", (await delegated.CallAsync(Streaming(folder))).Code());
        Assert.Equal("ErrorSubscriptionDelegateAccessNotSupported", (await delegated.CallAsync(Streaming($"""<t:FolderId Id="{host.Mailbox().FolderId("calendar")}"/>"""))).Code());
        Assert.Equal("NoError", (await delegated.CallAsync(Streaming())).Code());
        Assert.Equal("ErrorMissingEmailAddress", (await host.Ews(null).CallAsync(Streaming())).Code());
    }

    [Theory]
    [InlineData("false", "NoError")]
    [InlineData("true", "ErrorExceededSubscriptionCount")]
    public async Task The_payer_has_a_limit_of_subscriptions(string callerPays, string second)
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:Notifications:MaxSubscriptions", "1"), ("Sandbox:Notifications:CallerPays", callerPays));
        await host.Ews().SubscribedAsync();

        Assert.Equal("ErrorExceededSubscriptionCount", (await host.Ews().CallAsync(Streaming())).Code());
        Assert.Equal(second, (await host.Ews(SandboxHost.Mikael).CallAsync(Streaming())).Code());
    }

    [Fact]
    public async Task The_payer_has_a_limit_of_open_connections()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:Notifications:HangingConnectionLimit", "1"));
        var ids = new[] { await host.Ews().SubscribedAsync(), await host.Ews().SubscribedAsync() };
        using var stream = await host.Ews().OpenedAsync(ids[0]);

        Assert.Equal("ErrorExceededConnectionCount", (await host.Ews().FaultAsync(Open([ids[1]]))).Code);
        using var other = await host.Ews(SandboxHost.Mikael).OpenedAsync(ids[1]);
    }

    [Fact]
    public async Task Streaming_subscriptions_outlive_their_connection_by_half_an_hour()
    {
        await using var host = await SandboxHost.StartAsync();
        var (listened, forgotten) = (await host.Ews().SubscribedAsync(), await host.Ews(SandboxHost.Mikael).SubscribedAsync());
        using (await host.Ews().OpenedAsync(listened))
        {
            host.Clock.Advance(TimeSpan.FromMinutes(29));
            Assert.Equal(2, await SubscriptionsAsync(host));
            host.Clock.Advance(TimeSpan.FromMinutes(2));
            using var stream = await host.Ews().StreamAsync(Open([forgotten]));
            Assert.Equal("ErrorSubscriptionNotFound", (await stream.NextAsync()).CodeOf());
        }

        using var again = await host.Ews().OpenedAsync(listened);
    }

    [Fact]
    public async Task Pull_subscriptions_tell_by_watermark_and_end_when_nobody_asks()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var subscribed = await ews.CallAsync(Pull(minutes: 10));
        var (id, watermark) = (subscribed.Descendants(EwsTester.M + "SubscriptionId").Single().Value, subscribed.Descendants(EwsTester.M + "Watermark").Single().Value);
        Assert.Equal("StatusEvent", (await ews.CallAsync(Events(id, watermark))).Descendants(EwsTester.M + "Notification").Single().Elements().Last().Name.LocalName);
        await ews.CreatedAsync(Tuesday);

        var told = (await ews.CallAsync(Events(id, watermark))).Descendants(EwsTester.T + "Watermark").Select(w => w.Value).ToList();
        Assert.Equal(3, told.Count);
        Assert.Equal(told[1..], (await ews.CallAsync(Events(id, told[0]))).Descendants(EwsTester.T + "Watermark").Select(w => w.Value));
        Assert.Equal("NoError", (await ews.CallAsync(Pull(watermark: told[0]))).Code());
        Assert.Equal("ErrorInvalidWatermark", (await ews.CallAsync(Events(id, "AAAA"))).Code());
        Assert.Equal("ErrorInvalidWatermark", (await host.Ews(SandboxHost.Mikael).CallAsync(Pull(watermark: told[0]))).Code());
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("ErrorSubscriptionNotFound", (await ews.CallAsync(Events(id, told[2]))).Code());
    }

    [Fact]
    public async Task Unsubscribing_ends_it_and_says_so()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.Ews().SubscribedAsync();
        using var stream = await host.Ews().OpenedAsync(id);

        Assert.Equal("NoError", (await host.Ews().CallAsync(Unsubscribe(id))).Code());
        var last = await stream.NextAsync();

        Assert.Equal("ErrorSubscriptionUnsubscribed", last.CodeOf());
        Assert.Equal([id], last.ErrorIds());
        Assert.Equal("ErrorSubscriptionNotFound", (await host.Ews().CallAsync(Unsubscribe(id))).Code());
    }

    [Fact]
    public async Task A_second_connection_takes_a_subscription_over()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.Ews().SubscribedAsync();
        using var first = await host.Ews().OpenedAsync(id);

        using var second = await host.Ews().OpenedAsync(id);
        Assert.Equal("ErrorNewEventStreamConnectionOpened", (await first.NextAsync()).CodeOf());
        await first.SaysAsync("Closed");
        await host.Ews().CreatedAsync(Tuesday);

        Assert.NotEmpty(await second.EventsAsync());
    }

    [Fact]
    public async Task With_several_back_ends_a_subscription_is_known_on_its_own_only()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:Notifications:BackEnds", "2"));
        EwsTester As(string mailbox, params (string, string)[] headers) => new(host.Address, mailbox) { Headers = headers };
        (string, string) prefer = ("X-PreferServerAffinity", "true"), anchor = ("X-AnchorMailbox", SandboxHost.Aino);
        using var first = await As(SandboxHost.Aino, prefer, anchor).PostAsync(Streaming());
        var cookie = ("Cookie", Assert.Single(first.Headers.GetValues("Set-Cookie")).Split(';')[0]);
        var id = await As(SandboxHost.Mikael, prefer, anchor, cookie).SubscribedAsync();

        using var lost = await As(SandboxHost.Mikael).StreamAsync(Open([id]));
        Assert.Equal("ErrorSubscriptionNotFound", (await lost.NextAsync()).CodeOf());
        using (await As(SandboxHost.Mikael, cookie).OpenedAsync(id))
        using (await As(SandboxHost.Mikael, anchor).OpenedAsync(id))
        {
            using var plain = await host.Ews().PostAsync(GetFolder());
            Assert.False(plain.Headers.Contains("Set-Cookie"));
        }
    }

    [Theory]
    [InlineData("Exchange2010", "ErrorIncorrectSchemaVersion")]
    [InlineData("Exchange2010_SP1", null)]
    public async Task Streaming_is_not_known_to_older_schemas(string version, string? code)
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = new EwsTester(host.Address, SandboxHost.Aino) { Version = version };

        if (code is null)
        {
            using var stream = await ews.OpenedAsync(await ews.SubscribedAsync());
            return;
        }

        Assert.Equal(code, (await ews.FaultAsync(Streaming())).Code);
        Assert.Equal(code, (await ews.FaultAsync(Open(["x"]))).Code);
        Assert.Equal("NoError", (await ews.CallAsync(Pull())).Code());
    }

    [Theory]
    [InlineData("<m:Subscribe><m:PullSubscriptionRequest><t:EventTypes><t:EventType>ModifiedEvent</t:EventType></t:EventTypes><t:Timeout>1441</t:Timeout></m:PullSubscriptionRequest></m:Subscribe>")]
    [InlineData("<m:Subscribe><m:StreamingSubscriptionRequest><t:EventTypes><t:EventType>AnyEvent</t:EventType></t:EventTypes></m:StreamingSubscriptionRequest></m:Subscribe>")]
    [InlineData("<m:GetStreamingEvents><m:SubscriptionIds><t:SubscriptionId>x</t:SubscriptionId></m:SubscriptionIds><m:ConnectionTimeout>31</m:ConnectionTimeout></m:GetStreamingEvents>")]
    [InlineData("<m:GetStreamingEvents><m:SubscriptionIds><m:SubscriptionId>x</m:SubscriptionId></m:SubscriptionIds><m:ConnectionTimeout>3</m:ConnectionTimeout></m:GetStreamingEvents>")]
    [InlineData("<m:Unsubscribe/>")]
    public async Task Requests_the_schema_does_not_know_are_refused(string body)
    {
        await using var host = await SandboxHost.StartAsync();

        Assert.Equal("ErrorSchemaValidation", (await host.Ews().FaultAsync(body)).Code);
    }

    private static async Task<int> SubscriptionsAsync(SandboxHost host)
    {
        using var http = host.Http();
        return System.Text.Json.Nodes.JsonNode.Parse(await http.GetStringAsync(new Uri("/sandbox/api/notifications", UriKind.Relative)))!.AsArray().Count;
    }
}
