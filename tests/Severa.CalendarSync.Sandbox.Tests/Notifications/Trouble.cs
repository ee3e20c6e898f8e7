using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Subscribing;

namespace Severa.CalendarSync.Sandbox.Tests.Notifications;

public sealed class Trouble_on_purpose
{
    private const string Tuesday = "<t:Start>2026-11-24T10:00:00Z</t:Start><t:End>2026-11-24T11:00:00Z</t:End>";

    [Fact]
    public async Task A_dropped_connection_breaks_and_its_subscription_lives()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.Ews().SubscribedAsync();
        using var stream = await host.Ews().OpenedAsync(id);

        await DoAsync(host, "drop");

        await Assert.ThrowsAnyAsync<IOException>(stream.NextAsync);
        using var again = await host.Ews().OpenedAsync(id);
    }

    [Fact]
    public async Task A_restarted_server_knows_nobody()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.Ews().SubscribedAsync();
        using var stream = await host.Ews().OpenedAsync(id);

        await DoAsync(host, "restart");

        await Assert.ThrowsAnyAsync<IOException>(stream.NextAsync);
        using var again = await host.Ews().StreamAsync(Open([id]));
        Assert.Equal("ErrorSubscriptionNotFound", (await again.NextAsync()).CodeOf());
    }

    [Theory]
    [InlineData("expire?mailbox=" + SandboxHost.Aino, "ErrorExpiredSubscription")]
    [InlineData("miss?mailbox=" + SandboxHost.Aino, "ErrorMissedNotificationEvents")]
    public async Task Expired_and_missed_are_told_and_the_others_go_on(string what, string code)
    {
        await using var host = await SandboxHost.StartAsync();
        var (aino, mikael) = (await host.Ews().SubscribedAsync(), await host.Ews(SandboxHost.Mikael).SubscribedAsync());
        using var stream = await host.Ews().OpenedAsync(aino, mikael);

        await DoAsync(host, what);
        var error = await stream.NextAsync();
        await host.Ews(SandboxHost.Mikael).CreatedAsync(Tuesday);

        Assert.Equal(code, error.CodeOf());
        Assert.Equal([aino], error.ErrorIds());
        Assert.NotEmpty(await stream.EventsAsync());
    }

    [Fact]
    public async Task Lost_changes_are_not_told()
    {
        await using var host = await SandboxHost.StartAsync();
        using var stream = await host.Ews().OpenedAsync(await host.Ews().SubscribedAsync());
        await DoAsync(host, $"lose?mailbox={SandboxHost.Aino}&changes=2");

        await host.Ews().CreatedAsync(Tuesday);
        await host.Ews().CreatedAsync(Tuesday);
        var third = await host.Ews().CreatedAsync(Tuesday);

        Assert.Equal(third.Id(), (await stream.EventsAsync())[0].Element(EwsTester.T + "ItemId")!.Attribute("Id")!.Value);
    }

    [Fact]
    public async Task More_events_than_are_kept_are_missed()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:Notifications:EventsKept", "5"));
        var id = await host.Ews().SubscribedAsync();
        await host.Ews().CreatedAsync(Tuesday);
        await host.Ews().CreatedAsync(Tuesday);

        using var stream = await host.Ews().OpenedAsync(id);

        Assert.Equal("ErrorMissedNotificationEvents", (await stream.NextAsync()).CodeOf());
    }

    private static async Task DoAsync(SandboxHost host, string what)
    {
        using var http = host.Http();
        (await http.PostAsync(new Uri("/sandbox/api/notifications/" + what, UriKind.Relative), null)).EnsureSuccessStatusCode();
    }
}
