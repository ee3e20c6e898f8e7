using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Tests.Support;
using Severa.CalendarSync.TestKit;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;
using static Severa.CalendarSync.Sandbox.Tests.Support.Subscribing;

namespace Severa.CalendarSync.Sandbox.Tests.Notifications;

public sealed class Streaming_notifications
{
    private const string Tuesday = "<t:Start>2026-11-24T10:00:00Z</t:Start><t:End>2026-11-24T11:00:00Z</t:End>";

    [Fact]
    public async Task What_a_client_writes_is_told_as_it_happens()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        using var stream = await ews.OpenedAsync(await ews.SubscribedAsync());

        var created = await ews.CreatedAsync("<t:Subject>A</t:Subject>" + Tuesday);
        Assert.Equal(["CreatedEvent", "ModifiedEvent", "ModifiedEvent"], Kinds(await stream.EventsAsync()));
        await ews.UpdateCodeAsync(created, Set("item:Subject", "<t:Subject>B</t:Subject>"));
        var modified = await stream.EventsAsync();
        Assert.Equal(["ModifiedEvent", "ModifiedEvent"], Kinds(modified));
        Assert.Equal(created.Id(), modified[0].Element(EwsTester.T + "ItemId")!.Attribute("Id")!.Value);
        Assert.Equal(host.Mailbox().FolderId("calendar"), modified[1].Element(EwsTester.T + "FolderId")!.Attribute("Id")!.Value);
        await ews.CallAsync(Delete(ItemId(created.Id())));
        var moved = (await stream.EventsAsync())[0];
        Assert.Equal(("MovedEvent", created.Id()), (moved.Name.LocalName, moved.Element(EwsTester.T + "OldItemId")!.Attribute("Id")!.Value));
        Assert.Equal(host.Mailbox().FolderId("deleteditems"), moved.Element(EwsTester.T + "ParentFolderId")!.Attribute("Id")!.Value);
        await ews.CallAsync(Delete(ItemId(await ews.CreatedAsync(Tuesday)), "HardDelete"));
        await stream.EventsAsync();
        Assert.Equal(["DeletedEvent", "ModifiedEvent"], Kinds(await stream.EventsAsync()));
    }

    [Fact]
    public async Task What_the_user_does_is_told_and_other_folders_and_mailboxes_are_not()
    {
        await using var host = await SandboxHost.StartAsync();
        using var stream = await host.Ews().OpenedAsync(await host.Ews().SubscribedAsync());
        await host.Ews(SandboxHost.Mikael).CreatedAsync(Tuesday);

        var mine = host.Users.Create(host.Mailbox(), new Sandbox.Mailboxes.EntryWrite { Subject = "Mine", Start = SandboxHost.Monday, End = SandboxHost.Monday.AddHours(1) });
        var created = await stream.EventsAsync();
        host.Users.Delete(host.Mailbox(), mine.Id, null);
        var binned = (await stream.EventsAsync())[0].Element(EwsTester.T + "ItemId")!.Attribute("Id")!.Value;
        host.Users.Delete(host.Mailbox(), binned, null, forGood: true);
        host.Users.Create(host.Mailbox(), new Sandbox.Mailboxes.EntryWrite { Subject = "Next", Start = SandboxHost.Monday, End = SandboxHost.Monday.AddHours(1) });

        Assert.Equal(mine.Id, created[0].Element(EwsTester.T + "ItemId")!.Attribute("Id")!.Value);
        Assert.Equal("CreatedEvent", (await stream.EventsAsync())[0].Name.LocalName);
    }

    [Fact]
    public async Task Only_the_events_asked_for_are_told()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var id = await ews.SubscribedAsync(Streaming(types: "<t:EventTypes><t:EventType>DeletedEvent</t:EventType></t:EventTypes>"));
        using var stream = await ews.OpenedAsync(id);

        await ews.CallAsync(Delete(ItemId(await ews.CreatedAsync(Tuesday)), "SoftDelete"));

        Assert.Equal(["DeletedEvent"], Kinds(await stream.EventsAsync()));
    }

    [Fact]
    public async Task Silence_is_broken_by_a_heartbeat_and_the_end_is_said()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.Ews().SubscribedAsync();
        using var stream = await (await host.Ews().StreamAsync(Open([id], minutes: 10))).SaysAsync("OK");

        var said = new List<string>();
        while (await stream.NextAsync(host.Clock, TimeSpan.FromSeconds(15)) is { } message)
        {
            said.Add(message.Element(EwsTester.M + "ConnectionStatus")!.Value);
        }

        Assert.Equal("Closed", said[^1]);
        Assert.All(said[..^1], status => Assert.Equal("OK", status));
        Assert.InRange(said.Count, 4, 14);
        Assert.True(stream.Response.Headers.TransferEncodingChunked);
    }

    [Fact]
    public async Task What_happens_between_two_connections_is_told_by_the_second()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.Ews().SubscribedAsync();
        (await host.Ews().OpenedAsync(id)).Dispose();
        await host.DisconnectedAsync();
        await host.Ews().CreatedAsync(Tuesday);

        using var stream = await host.Ews().OpenedAsync(id);

        Assert.Equal("CreatedEvent", (await stream.EventsAsync())[0].Name.LocalName);
    }

    [Fact]
    public async Task Two_mailboxes_share_a_connection()
    {
        await using var host = await SandboxHost.StartAsync();
        var (aino, mikael) = (await host.Ews().SubscribedAsync(), await host.Ews(SandboxHost.Mikael).SubscribedAsync());
        using var stream = await host.Ews().OpenedAsync(aino, mikael);

        await host.Ews(SandboxHost.Mikael).CreatedAsync(Tuesday);

        var notification = (await stream.NextAsync())!.Descendants(EwsTester.M + "Notification").Single();
        Assert.Equal(mikael, notification.Element(EwsTester.T + "SubscriptionId")!.Value);
    }

    [SchemaFact]
    public async Task All_of_it_is_valid()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var (id, pull) = (await ews.SubscribedAsync(), await ews.CallAsync(Pull()));
        using (var stream = await ews.OpenedAsync(id))
        {
            await ews.CallAsync(Delete(ItemId(await ews.CreatedAsync(Tuesday))));
            await ews.CallAsync(Delete(ItemId(await ews.CreatedAsync(Tuesday)), "HardDelete"));
            await stream.NextAsync();
            await ews.CallAsync(Unsubscribe(id));
        }

        var (pullId, watermark) = (pull.Descendants(EwsTester.M + "SubscriptionId").Single().Value, pull.Descendants(EwsTester.M + "Watermark").Single().Value);
        var events = await ews.CallAsync(Events(pullId, watermark));
        await ews.CallAsync(Events(pullId, events.Descendants(EwsTester.T + "Watermark").Last().Value));
        await ews.CallAsync(Events("nothing", "at all"));
        await ews.CallAsync(Open(["nothing"]));
        await ews.CallAsync(Unsubscribe("nothing"));
        Assert.NotEmpty(host.Transcript.Exchanges);
        foreach (var exchange in host.Transcript.Exchanges)
        {
            Assert.Empty(EwsSchemas.ErrorsIn(exchange.Request));
            Assert.Empty(EwsSchemas.ErrorsIn(exchange.Answer));
        }
    }

    [Fact]
    public async Task A_server_that_stops_does_not_wait_for_its_listeners()
    {
        var host = await SandboxHost.StartAsync(("Sandbox:SeedNumber", "1"));
        using var stream = await host.Ews().OpenedAsync(await host.Ews().SubscribedAsync());

        await host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static IEnumerable<string> Kinds(IEnumerable<XElement> events) => events.Select(e => e.Name.LocalName);
}
