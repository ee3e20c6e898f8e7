using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Ews;

public sealed class Deleting
{
    private const string Tuesday = "<t:Start>2026-11-24T10:00:00Z</t:Start><t:End>2026-11-24T11:00:00Z</t:End>";
    private const string Deleted = """<t:DistinguishedFolderId Id="deleteditems"/>""";

    [Fact]
    public async Task A_deleted_entry_lives_on_in_Deleted_Items_under_a_new_id()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var created = await ews.CreatedAsync($"<t:Subject>Roska</t:Subject><t:ExtendedProperty>{Stamp}<t:Value>s</t:Value></t:ExtendedProperty>" + Tuesday);
        Assert.Equal("NoError", (await ews.CallAsync(Delete(ItemId(created.Id(), "stale")))).Code());
        Assert.Equal("ErrorItemNotFound", (await ews.CallAsync(Get(ItemId(created.Id())))).Code());
        var found = (await ews.CallAsync(Find(IsEqualTo(Stamp, "s"), folder: Deleted))).Items().Single();
        Assert.NotEqual(created.Id(), found.Id());
        var item = await ews.GotAsync(found.Id());
        Assert.Equal("Roska", item.Text("Subject"));
        Assert.Equal(host.Mailbox().FolderId("deleteditems"), item.Element(EwsTester.T + "ParentFolderId")!.Attribute("Id")!.Value);
        Assert.Equal("ErrorCalendarCannotUpdateDeletedItem", await ews.UpdateCodeAsync(item, Clear("calendar:Location")));
    }

    [Theory]
    [InlineData("HardDelete")]
    [InlineData("SoftDelete")]
    public async Task Other_deletions_leave_nothing_to_read(string type)
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var created = await ews.CreatedAsync(Tuesday);
        Assert.Equal("NoError", (await ews.CallAsync(Delete(ItemId(created), type))).Code());
        Assert.Empty((await ews.CallAsync(Find("", folder: Deleted))).Items());
        Assert.Equal("ErrorItemNotFound", (await ews.CallAsync(Get(ItemId(created)))).Code());
        Assert.Equal("ErrorItemNotFound", (await ews.CallAsync(Delete(ItemId(created), type))).Code());
    }

    [Fact]
    public async Task A_restored_entry_has_yet_another_id()
    {
        await using var host = await SandboxHost.StartAsync();
        var created = await host.Ews().CreatedAsync(Tuesday);
        await host.Ews().CallAsync(Delete(ItemId(created)));
        var thrown = host.Users.Rows(host.Mailbox(), "deleteditems").Single();
        var restored = host.Users.Move(host.Mailbox(), thrown.Id, "calendar")!;
        Assert.Equal(3, new[] { created.Id(), thrown.Id, restored.Id }.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(restored.Id, (await host.Ews().SeenAsync()).Single().Id());
    }

    [Fact]
    public async Task The_folder_counts_what_happens()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var first = await ews.CreatedAsync(Tuesday);
        await ews.CreatedAsync(Tuesday);
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await ews.CallAsync(Delete(ItemId(first)));
        var folder = (await ews.CallAsync(GetFolder())).Descendants(EwsTester.T + "CalendarFolder").Single();
        Assert.Equal("1", folder.Text("TotalCount"));
        Assert.Equal(["2026-11-23T08:05:00Z", "1"], folder.Descendants(EwsTester.T + "Value").Select(v => v.Value));
        Assert.Equal("true", folder.Element(EwsTester.T + "EffectiveRights")!.Text("Modify"));
    }
}

public sealed class Mails_that_would_have_been_sent
{
    private const string Meeting = "<t:Subject>M</t:Subject><t:Start>2026-11-24T10:00:00Z</t:Start><t:End>2026-11-24T11:00:00Z</t:End>"
        + "<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>a@x.test</t:EmailAddress></t:Mailbox></t:Attendee><t:Attendee><t:Mailbox><t:EmailAddress>b@x.test</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>";

    [Fact]
    public async Task Nothing_is_counted_when_nothing_is_sent()
    {
        await using var host = await SandboxHost.StartAsync();
        var created = await host.Ews().CreatedAsync(Meeting);
        await host.Ews().UpdateCodeAsync(created, Set("item:Subject", "<t:Subject>N</t:Subject>"));
        await host.Ews().CallAsync(Delete(ItemId(created)));
        Assert.Equal(0, host.Get<Traffic.TrafficCounters>().Of(SandboxHost.Aino).Mails);
    }

    [Fact]
    public async Task Invitations_changes_and_cancellations_count_each_recipient()
    {
        await using var host = await SandboxHost.StartAsync();
        var counters = host.Get<Traffic.TrafficCounters>();
        var ews = host.Ews();
        var created = await ews.CreatedAsync(Meeting, "SendToAllAndSaveCopy");
        Assert.Equal(2, counters.Of(SandboxHost.Aino).Mails);
        await ews.CallAsync(Update(ItemId(created), Set("item:Subject", "<t:Subject>N</t:Subject>"), "SendToAllAndSaveCopy"));
        Assert.Equal(4, counters.Of(SandboxHost.Aino).Mails);
        var one = "<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>a@x.test</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>";
        await ews.CallAsync(Update(ItemId(await ews.GotAsync(created.Id())), Set("calendar:RequiredAttendees", one), "SendOnlyToChanged"));
        Assert.Equal(5, counters.Of(SandboxHost.Aino).Mails);
        await ews.CallAsync(Delete(ItemId(created), send: "SendOnlyToAll"));
        Assert.Equal(6, counters.Of(SandboxHost.Aino).Mails);
        Assert.Equal(0, counters.Of(SandboxHost.Mikael).Mails);
    }

    [Fact]
    public async Task Meetings_of_others_send_nothing()
    {
        await using var host = await SandboxHost.StartAsync();
        var view = host.Users.Create(host.Mailbox(), new Sandbox.Mailboxes.EntryWrite
        {
            Subject = "Theirs", Start = SandboxHost.Monday, End = SandboxHost.Monday.AddHours(1), Organizer = new("L", "l@x.test"),
            Attendees = [new("Aino", SandboxHost.Aino)], MyResponse = "Accept",
        });
        var item = await host.Ews().GotAsync(view.Id);
        Assert.Equal(("Accept", "3", "true"), (item.Text("MyResponseType"), item.Text("AppointmentState"), item.Text("IsMeeting")));
        await host.Ews().CallAsync(Delete(ItemId(item), send: "SendToAllAndSaveCopy"));
        Assert.Equal(0, host.Get<Traffic.TrafficCounters>().Of(SandboxHost.Aino).Mails);
    }
}
