using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Ews;

public sealed class Moving
{
    private const string Dumpster = """<t:DistinguishedFolderId Id="recoverableitemsdeletions"/>""";

    private static readonly string Tuesday = "<t:Subject>S</t:Subject>" + Times("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z");

    [Fact]
    public async Task A_moved_entry_has_a_new_id()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var created = await ews.CreatedAsync(Tuesday);
        var moved = (await ews.CallAsync(Move(ItemId(created)))).Items().Single();
        Assert.NotEqual(created.Id(), moved.Id());
        Assert.Empty(await ews.SeenAsync());
        Assert.Equal("ErrorItemNotFound", (await ews.CallAsync(Move(ItemId(created)))).Code());
        var back = (await ews.CallAsync(Move(ItemId(moved), Calendar))).Items().Single();
        Assert.Equal(back.Id(), (await ews.SeenAsync()).Single().Id());
        Assert.NotEqual(created.Id(), back.Id());
    }

    [Fact]
    public async Task A_client_can_do_without_the_new_id()
    {
        await using var host = await SandboxHost.StartAsync();
        var created = await host.Ews().CreatedAsync(Tuesday);
        var response = await host.Ews().CallAsync(Move(ItemId(created), more: "<m:ReturnNewItemIds>false</m:ReturnNewItemIds>"));
        Assert.Equal("NoError", response.Code());
        Assert.Empty(response.Items());
        Assert.Single(host.Users.Rows(host.Mailbox(), "deleteditems"));
    }

    [Fact]
    public async Task A_whole_series_moves_but_no_occurrence_alone()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var master = await ews.CreatedAsync("<t:Subject>S</t:Subject>" + Times("2026-11-23T09:00:00", "2026-11-23T10:00:00") + WeeklyMondays());
        Assert.Equal("ErrorCalendarCannotMoveOrCopyOccurrence", (await ews.CallAsync(Move(ItemId((await ews.SeenAsync())[1])))).Code());
        Assert.Equal("NoError", (await ews.CallAsync(Move(ItemId(master)))).Code());
        Assert.Empty(await ews.SeenAsync());
    }

    [Fact]
    public async Task Without_such_a_folder_nothing_moves()
    {
        await using var host = await SandboxHost.StartAsync();
        var created = await host.Ews().CreatedAsync(Tuesday);
        Assert.Equal("ErrorToFolderNotFound", (await host.Ews().CallAsync(Move(ItemId(created), """<t:DistinguishedFolderId Id="voicemail"/>"""))).Code());
        Assert.Equal(created.Id(), (await host.Ews().SeenAsync()).Single().Id());
    }

    [Fact]
    public async Task What_is_soft_deleted_can_be_recovered_until_it_is_purged()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        await ews.CallAsync(Delete(ItemId(await ews.CreatedAsync(Tuesday)), "SoftDelete"));
        var found = (await ews.CallAsync(Find("", folder: Dumpster))).Items().Single();
        Assert.Equal("ErrorCalendarCannotUpdateDeletedItem", await ews.UpdateCodeAsync(found, Clear("calendar:Location")));
        var recovered = (await ews.CallAsync(Move(ItemId(found), Calendar))).Items().Single();
        Assert.Equal("S", (await ews.SeenAsync()).Single().Text("Subject"));
        await ews.CallAsync(Delete(ItemId(recovered), "SoftDelete"));
        found = (await ews.CallAsync(Find("", folder: Dumpster))).Items().Single();
        Assert.Equal("NoError", (await ews.CallAsync(Delete(ItemId(found), "SoftDelete"))).Code());
        Assert.Empty((await ews.CallAsync(Find("", folder: Dumpster))).Items());
    }
}
