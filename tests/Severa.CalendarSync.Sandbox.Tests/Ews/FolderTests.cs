using System.Globalization;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Tests.Support;
using Severa.CalendarSync.TestKit;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Ews;

public sealed class Folders_of_a_mailbox
{
    private const string Root = """<t:DistinguishedFolderId Id="root"/>""";
    private const string Top = """<t:DistinguishedFolderId Id="msgfolderroot"/>""";
    private const string ByName = """<t:FieldURI FieldURI="folder:DisplayName"/>""";

    [Fact]
    public async Task Every_folder_hangs_below_the_root()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var root = (await ews.CallAsync(GetFolder(Root))).Folders().Single();
        Assert.Null(root.Element(EwsTester.T + "ParentFolderId"));
        var all = (await ews.CallAsync(Find(Root, "Deep"))).Folders();
        var ids = all.Append(root).Select(FolderId).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(all, folder => Assert.Contains(ParentId(folder), ids));
        Assert.All(all.Append(root), folder => Assert.Equal(all.Count(f => ParentId(f) == FolderId(folder)).ToString(CultureInfo.InvariantCulture), folder.Text("ChildFolderCount")));
    }

    [Fact]
    public async Task Only_the_next_level_is_found_unless_all_are_wanted()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        Assert.Equal(["Top of Information Store", "Recoverable Items"], Names(await ews.CallAsync(Find(Root))));
        var top = Names(await ews.CallAsync(Find(Top)));
        Assert.All(["Calendar", "Contacts", "Deleted Items", "Inbox", "Sent Items", "Tasks"], name => Assert.Contains(name, top));
        Assert.Empty(top.Except(Names(await ews.CallAsync(Find(Root, "Deep")))));
        Assert.Empty(Names(await ews.CallAsync(Find(Requests.Calendar))));
        Assert.Empty(Names(await ews.CallAsync(Find(Root, "SoftDeleted"))));
    }

    [Theory]
    [InlineData("calendar", "CalendarFolder", "IPF.Appointment")]
    [InlineData("contacts", "ContactsFolder", "IPF.Contact")]
    [InlineData("tasks", "TasksFolder", "IPF.Task")]
    [InlineData("notes", "Folder", "IPF.StickyNote")]
    [InlineData("inbox", "Folder", "IPF.Note")]
    [InlineData("recoverableitemsdeletions", "Folder", null)]
    public async Task A_folder_says_what_it_holds(string name, string element, string? kind)
    {
        await using var host = await SandboxHost.StartAsync();
        var folder = (await host.Ews().CallAsync(GetFolder($"""<t:DistinguishedFolderId Id="{name}"/>"""))).Folders().Single();
        Assert.Equal((element, kind, name), (folder.Name.LocalName, folder.Text("FolderClass"), folder.Text("DistinguishedFolderId")));
    }

    [Fact]
    public async Task Folders_are_searched_by_name_and_class_only()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        Assert.Equal(["Calendar"], Names(await ews.CallAsync(Find(Top, restriction: IsEqualTo(ByName, "Calendar")))));
        Assert.Equal(["Notes"], Names(await ews.CallAsync(Find(Top, restriction: IsEqualTo("""<t:FieldURI FieldURI="folder:FolderClass"/>""", "IPF.StickyNote")))));
        Assert.Equal("ErrorUnsupportedPathForQuery", (await ews.CallAsync(Find(Top, restriction: IsEqualTo("""<t:FieldURI FieldURI="item:Subject"/>""", "x")))).Code());
    }

    [Fact]
    public async Task Folders_come_page_by_page()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var all = Names(await ews.CallAsync(Find(Top)));
        var found = new List<string>();
        while (true)
        {
            var page = await ews.CallAsync(Find(Top, view: $"""<m:IndexedPageFolderView MaxEntriesReturned="4" Offset="{found.Count}" BasePoint="Beginning"/>"""));
            found.AddRange(Names(page));
            var root = page.Descendants(EwsTester.M + "RootFolder").Single();
            Assert.Equal(all.Count.ToString(CultureInfo.InvariantCulture), root.Attribute("TotalItemsInView")!.Value);
            if (root.Attribute("IncludesLastItemInRange")!.Value == "true")
            {
                break;
            }
        }

        Assert.Equal(all, found);
    }

    [SchemaFact]
    public async Task Walking_folders_and_moving_items_gives_valid_messages()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        foreach (var shape in (string[])["IdOnly", "Default", "AllProperties"])
        {
            await ews.CallAsync(GetFolder(Root, shape));
            await ews.CallAsync(Find(Root, "Deep", shape));
        }

        await ews.CallAsync(Find(Top, view: """<m:IndexedPageFolderView MaxEntriesReturned="2" Offset="1" BasePoint="End"/>"""));
        await ews.CallAsync(Find("""<t:DistinguishedFolderId Id="voicemail"/>"""));
        var item = await ews.CreatedAsync(Times("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z"));
        await ews.CallAsync(Move(ItemId(item)));
        await ews.CallAsync(Move(ItemId(item)));
        foreach (var exchange in host.Transcript.Exchanges)
        {
            Assert.Empty(EwsSchemas.ErrorsIn(exchange.Request));
            Assert.Empty(EwsSchemas.ErrorsIn(exchange.Answer));
        }
    }

    private static string Find(string parent, string traversal = "Shallow", string shape = "AllProperties", string view = "", string restriction = "") =>
        $"""<m:FindFolder Traversal="{traversal}"><m:FolderShape><t:BaseShape>{shape}</t:BaseShape></m:FolderShape>{view}{(restriction.Length == 0 ? "" : $"<m:Restriction>{restriction}</m:Restriction>")}<m:ParentFolderIds>{parent}</m:ParentFolderIds></m:FindFolder>""";

    private static List<string> Names(XElement response) => response.Folders().Select(folder => folder.Text("DisplayName")!).ToList();

    private static string FolderId(XElement folder) => folder.Element(EwsTester.T + "FolderId")!.Attribute("Id")!.Value;

    private static string? ParentId(XElement folder) => folder.Element(EwsTester.T + "ParentFolderId")?.Attribute("Id")?.Value;
}
