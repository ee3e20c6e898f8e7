using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Tests.Support;

namespace Severa.CalendarSync.Sandbox.Tests.Ews;

/// <summary>What a server tells of rooms: nothing but which lists there are, and who is in them.</summary>
public sealed class RoomTests
{
    private const string Room = "room.5@contoso.test";

    [Fact]
    public async Task Rooms_are_in_the_organisations_list()
    {
        await using var host = await StartAsync();
        var lists = await host.Ews().CallAsync("<m:GetRoomLists/>");
        var rooms = await host.Ews().CallAsync(RoomsOf("rooms@contoso.test"));

        Assert.Equal(("GetRoomListsResponse", "Success", "NoError"), (lists.Name.LocalName, lists.Attribute("ResponseClass")!.Value, Code(lists)));
        Assert.Equal(["rooms@contoso.test PublicDL"], Addresses(lists, "Address"));
        Assert.Equal([$"{Room} Mailbox"], Addresses(rooms, "Id"));
    }

    [Fact]
    public async Task Unknown_list_is_an_error_and_no_rooms_are_none()
    {
        await using var host = await SandboxHost.StartAsync();
        var lists = await host.Ews().CallAsync("<m:GetRoomLists/>");

        Assert.Equal("NoError", Code(lists));
        Assert.Empty(Addresses(lists, "Address"));
        Assert.Equal("ErrorNameResolutionNoResults", Code(await host.Ews().CallAsync(RoomsOf("rooms@contoso.test"))));
    }

    [Fact]
    public async Task Room_opens_like_anybodys_mailbox_and_is_a_mailbox_to_the_directory()
    {
        await using var host = await StartAsync();
        var named = await host.Ews(Room).CallAsync($"""<m:ResolveNames ReturnFullContactData="false"><m:UnresolvedEntry>smtp:{Room}</m:UnresolvedEntry></m:ResolveNames>""");

        Assert.Equal("NoError", (await host.Ews(Room).CallAsync(Requests.GetFolder())).Code());
        Assert.Equal([$"{Room} Mailbox"], Addresses(named, "Mailbox"));
    }

    [SchemaFact]
    public async Task Answers_are_valid()
    {
        await using var host = await StartAsync();
        await host.Ews().CallAsync("<m:GetRoomLists/>");
        await host.Ews().CallAsync(RoomsOf("rooms@contoso.test"));
        await host.Ews().CallAsync(RoomsOf("nobody@contoso.test"));

        Assert.Equal(3, host.Transcript.Exchanges.Count);
        Assert.All(host.Transcript.Exchanges, e => Assert.Empty(TestKit.EwsSchemas.ErrorsIn(e.Request).Concat(TestKit.EwsSchemas.ErrorsIn(e.Answer))));
    }

    private static Task<SandboxHost> StartAsync() => SandboxHost.StartAsync(
        ("Sandbox:Mailboxes:0:Address", SandboxHost.Aino), ("Sandbox:Mailboxes:1:Address", Room), ("Sandbox:Mailboxes:1:IsRoom", "true"));

    private static string RoomsOf(string list) => $"<m:GetRooms><m:RoomList><t:EmailAddress>{list}</t:EmailAddress></m:RoomList></m:GetRooms>";

    private static string Code(XElement response) => response.Element(EwsTester.M + "ResponseCode")!.Value;

    private static IEnumerable<string> Addresses(XElement response, string name) => response.Descendants(EwsTester.T + name)
        .Select(e => $"{e.Element(EwsTester.T + "EmailAddress")!.Value} {e.Element(EwsTester.T + "MailboxType")!.Value}");
}
