using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Ews;

/// <summary>What clients do that are not ours; tests/interop found these.</summary>
public sealed class Requests_of_strangers
{
    private static readonly string Tuesday = Times("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z");

    [Fact]
    public async Task Line_ends_come_back_as_they_were()
    {
        await using var host = await SandboxHost.StartAsync();
        var created = await host.Ews().CreatedAsync("<t:Body BodyType=\"Text\">one&#xD;&#xA;two&#xA;three</t:Body>" + Tuesday);
        Assert.Equal("one\r\ntwo\nthree", (await host.Ews().GotAsync(created.Id())).Text("Body"));
    }

    [Theory]
    [InlineData("item:InReplyTo")]
    [InlineData("calendar:When")]
    [InlineData("calendar:NetShowUrl")]
    [InlineData("calendar:MeetingWorkspaceUrl")]
    [InlineData("calendar:Recurrence")]
    public async Task What_an_entry_never_had_can_be_taken_away(string path)
    {
        await using var host = await SandboxHost.StartAsync();
        var created = await host.Ews().CreatedAsync("<t:Subject>S</t:Subject>" + Tuesday);
        Assert.Equal("NoError", await host.Ews().UpdateCodeAsync(created, Clear(path)));
        Assert.Equal("S", (await host.Ews().GotAsync(created.Id())).Text("Subject"));
    }

    [Fact]
    public async Task A_synchronization_leaves_out_what_only_GetItem_gives()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        await ews.CreatedAsync("<t:Subject>S</t:Subject><t:Body BodyType=\"Text\">b</t:Body>" + Tuesday);
        var wanted = """<t:AdditionalProperties><t:FieldURI FieldURI="item:MimeContent"/><t:FieldURI FieldURI="item:Subject"/><t:FieldURI FieldURI="item:Body"/></t:AdditionalProperties>""";
        var item = (await ews.CallAsync(Sync().Replace("</m:ItemShape>", wanted + "</m:ItemShape>", StringComparison.Ordinal))).Items().Single();
        Assert.Equal(("S", null, null), (item.Text("Subject"), item.Text("Body"), item.Text("MimeContent")));
        var asOption = Sync().Replace("</m:ItemShape>", "<t:IncludeMimeContent>true</t:IncludeMimeContent></m:ItemShape>", StringComparison.Ordinal);
        Assert.Equal("ErrorInvalidPropertyForOperation", (await ews.CallAsync(asOption)).Code());
    }
}
