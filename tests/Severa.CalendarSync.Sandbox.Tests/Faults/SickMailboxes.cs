using System.Globalization;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Notifications;
using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Faults;

/// <summary>One mailbox is not what it was; the server as such is well.</summary>
public sealed class Sick_mailboxes_on_purpose
{
    private static readonly string Tuesday = Times("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z");

    [Fact]
    public async Task One_damaged_entry_leaves_all_others_well()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var (first, second) = ((await ews.CreatedAsync(Tuesday)).Id(), (await ews.CreatedAsync(Tuesday)).Id());
        host.SwitchOn(FaultKind.DamagedItem, isLasting: true);

        Assert.Equal(["ErrorItemCorrupt", "NoError"], await CodesAsync(ews, ItemId(first) + ItemId(second)));
        Assert.Equal(["NoError", "ErrorItemCorrupt"], await CodesAsync(ews, ItemId(second) + ItemId(first)));
        Assert.Equal(["NoError"], await CodesAsync(ews, ItemId(second)));
        Assert.Equal(2, (await ews.SeenAsync()).Count);
        Assert.Equal(2, host.Spoiled());
    }

    [Fact]
    public async Task A_state_expires_and_a_reading_without_one_goes_on()
    {
        await using var host = await SandboxHost.StartAsync();
        var state = (await host.Ews().CallAsync(Sync())).Descendants(EwsTester.M + "SyncState").Single().Value;
        host.SwitchOn(FaultKind.SyncStateExpired, isLasting: true);

        Assert.Equal("ErrorInvalidSyncStateData", (await host.Ews().CallAsync(Sync(state))).Code());
        Assert.Equal("NoError", (await host.Ews().CallAsync(Sync())).Code());
        Assert.Equal(1, host.Spoiled());
    }

    [Fact]
    public async Task A_moved_mailbox_has_other_ids_and_the_same_entries()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var before = await ews.CreatedAsync("<t:Subject>Stays</t:Subject>" + Tuesday);
        var (folder, uid) = ((await FolderIdAsync(ews))!, (await ews.GotAsync(before.Id())).Text("UID"));
        host.SwitchOn(FaultKind.MailboxMoved);

        Assert.Equal("ErrorFolderNotFound", (await ews.CallAsync(GetFolder($"<t:FolderId Id=\"{folder}\"/>"))).Code());

        var after = Assert.Single(await ews.SeenAsync());
        Assert.Equal(("Stays", uid), (after.Text("Subject"), after.Text("UID")));
        Assert.NotEqual(before.Id(), after.Id());
        Assert.Equal("ErrorItemNotFound", (await ews.CallAsync(Get(ItemId(before.Id())))).Code());
        Assert.NotEqual(folder, await FolderIdAsync(ews));
        Assert.Equal(after.Id(), Assert.Single(await ews.SeenAsync()).Id());
        Assert.Equal(1, host.Spoiled());
    }

    [Fact]
    public async Task Subscriptions_are_lost_at_once_and_again_when_they_are_asked()
    {
        await using var host = await SandboxHost.StartAsync();
        using var stream = await host.Ews().OpenedAsync(await host.Ews().SubscribedAsync());

        host.SwitchOn(FaultKind.SubscriptionLost, isLasting: true);

        await Assert.ThrowsAnyAsync<IOException>(stream.NextAsync);
        using var again = await host.Ews().StreamAsync(Subscribing.Open([await host.Ews().SubscribedAsync()]));
        Assert.Equal("ErrorSubscriptionNotFound", (await again.NextAsync()).CodeOf());
        Assert.Empty(host.Get<SubscriptionHub>().All);
        Assert.Equal(1, host.Spoiled());
    }

    [Theory]
    [InlineData(600)]
    [InlineData(-600)]
    public async Task A_wrong_clock_shows_in_the_date_and_in_what_changes(int seconds)
    {
        await using var host = await SandboxHost.StartAsync();
        var fault = host.SwitchOn(FaultKind.ClockSkew, isLasting: true, milliseconds: seconds * 1000);
        var wrong = SandboxHost.Monday.AddSeconds(seconds);

        using var answer = await host.Ews().PostAsync(Create(Tuesday));

        Assert.Equal(wrong, answer.Headers.Date);
        var id = Assert.Single(await host.Ews().SeenAsync()).Id();
        Assert.Equal(wrong, DateTimeOffset.Parse((await host.Ews().GotAsync(id)).Text("LastModifiedTime")!, CultureInfo.InvariantCulture));
        host.Get<FaultPlan>().SwitchOff(fault.Number);
        using var right = await host.Ews().PostAsync(GetFolder());
        Assert.Equal(SandboxHost.Monday, right.Headers.Date);
    }

    private static async Task<IEnumerable<string>> CodesAsync(EwsTester ews, string ids) =>
        (await ews.CallAsync(Get(ids))).Messages().Select(m => m.Element(EwsTester.M + "ResponseCode")!.Value);

    private static async Task<string?> FolderIdAsync(EwsTester ews) =>
        (await ews.CallAsync(GetFolder())).Descendants(EwsTester.T + "FolderId").Single().Attribute("Id")?.Value;
}
