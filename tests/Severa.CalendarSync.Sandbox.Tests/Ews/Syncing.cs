using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Ews;

public sealed class Syncing_a_folder
{
    private const string Tuesday = "<t:Start>2026-11-24T10:00:00Z</t:Start><t:End>2026-11-24T11:00:00Z</t:End>";

    [Fact]
    public async Task Changes_since_a_state_are_told_once()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var first = await ews.CreatedAsync(Tuesday);
        var second = await ews.CreatedAsync(Tuesday);
        var (changes, state, _) = await SyncAsync(ews);
        Assert.Equal([("Create", second.Id()), ("Create", first.Id())], changes);
        await ews.UpdateCodeAsync(first, Set("item:Subject", "<t:Subject>x</t:Subject>"));
        await ews.CallAsync(Delete(ItemId(second)));
        var third = await ews.CreatedAsync(Tuesday);
        (changes, state, _) = await SyncAsync(ews, state);
        Assert.Equal([("Create", third.Id()), ("Delete", second.Id()), ("Update", first.Id())], changes);
        Assert.Empty((await SyncAsync(ews, state)).Changes);
    }

    [Fact]
    public async Task Series_come_as_masters_and_an_occurrences_edit_as_their_update()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var master = await ews.CreatedAsync(Times("2026-11-23T09:00:00", "2026-11-23T10:00:00") + WeeklyMondays());
        var (changes, state, _) = await SyncAsync(ews);
        Assert.Equal([("Create", master.Id())], changes);
        await ews.UpdateCodeAsync((await ews.SeenAsync())[1], Set("item:Subject", "<t:Subject>x</t:Subject>"));
        (changes, state, _) = await SyncAsync(ews, state);
        Assert.Equal([("Update", master.Id())], changes);
        await ews.CallAsync(Delete(ItemId((await ews.SeenAsync())[2])));
        Assert.Equal([("Update", master.Id())], (await SyncAsync(ews, state)).Changes);
    }

    [Fact]
    public async Task Pages_cover_a_round_and_later_changes_come_in_the_next()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var items = new List<XElement>();
        for (var count = 0; count < 5; count++)
        {
            items.Add(await ews.CreatedAsync(Tuesday));
        }

        var (page, state, isLast) = await SyncAsync(ews, most: 2);
        Assert.False(isLast);
        var told = page.ToList();
        await ews.UpdateCodeAsync(items[0], Set("item:Subject", "<t:Subject>changed before it was told</t:Subject>"));
        await ews.UpdateCodeAsync(items[4], Set("item:Subject", "<t:Subject>changed after it was told</t:Subject>"));
        while (!isLast)
        {
            (page, state, isLast) = await SyncAsync(ews, state, 2);
            told.AddRange(page);
        }

        Assert.Equal([items[4].Id(), items[3].Id(), items[2].Id(), items[1].Id()], told.Select(t => t.Id));
        var next = (await SyncAsync(ews, state)).Changes;
        Assert.Contains(("Create", items[0].Id()), next);
        Assert.Contains(("Update", items[4].Id()), next);
        Assert.Equal(2, next.Count);
    }

    [Theory]
    [InlineData("bm9uc2Vuc2U=")]
    [InlineData("not base64!")]
    public async Task A_state_nobody_gave_is_refused(string state)
    {
        await using var host = await SandboxHost.StartAsync();
        await AssertRefusedAsync(host.Ews(), state);
    }

    [Fact]
    public async Task A_state_belongs_to_one_folder_of_one_mailbox()
    {
        await using var host = await SandboxHost.StartAsync();
        var (_, state, _) = await SyncAsync(host.Ews());
        await AssertRefusedAsync(host.Ews(SandboxHost.Mikael), state);
        var other = await host.Ews().CallAsync(Sync(state, folder: """<t:DistinguishedFolderId Id="deleteditems"/>"""));
        Assert.Equal("ErrorInvalidSyncStateData", other.Code());
        await AssertRefusedAsync(host.Ews(), state[..^8]);
        host.Store.Reset(host.Mailbox(), Guid.NewGuid());
        await AssertRefusedAsync(host.Ews(), state);
    }

    [Fact]
    public async Task Ignored_ids_are_left_out()
    {
        await using var host = await SandboxHost.StartAsync();
        var created = await host.Ews().CreatedAsync(Tuesday);
        var sync = Sync().Replace("<m:MaxChangesReturned>", $"<m:Ignore>{ItemId(created)}</m:Ignore><m:MaxChangesReturned>", StringComparison.Ordinal);
        Assert.Empty((await host.Ews().CallAsync(sync)).Items());
    }

    private static async Task AssertRefusedAsync(EwsTester ews, string state)
    {
        var message = (await ews.CallAsync(Sync(state))).Messages().Single();
        Assert.Equal("ErrorInvalidSyncStateData", message.Element(EwsTester.M + "ResponseCode")!.Value);
        Assert.Equal("", message.Element(EwsTester.M + "SyncState")!.Value);
        Assert.Equal("true", message.Element(EwsTester.M + "IncludesLastItemInRange")!.Value);
    }

    private static async Task<(List<(string Kind, string Id)> Changes, string State, bool IsLast)> SyncAsync(EwsTester ews, string? state = null, int most = 100)
    {
        var message = (await ews.CallAsync(Sync(state, most))).Messages().Single();
        Assert.Equal("NoError", message.Element(EwsTester.M + "ResponseCode")!.Value);
        var changes = message.Element(EwsTester.M + "Changes")!.Elements()
            .Select(change => (change.Name.LocalName, change.Descendants(EwsTester.T + "ItemId").First().Attribute("Id")!.Value)).ToList();
        return (changes, message.Element(EwsTester.M + "SyncState")!.Value, message.Element(EwsTester.M + "IncludesLastItemInRange")!.Value == "true");
    }
}
