using System.Net;
using System.Xml.Linq;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Exchange;

/// <summary>Servers that are not quite Exchange, and Exchange on a bad day: what can be understood is understood, what cannot loses nothing.</summary>
public sealed class LiberalReadingTests
{
    private static readonly string Cursor = new ExchangeCursor("F", "s1").Format();

    private static readonly XNamespace M = "http://schemas.microsoft.com/exchange/services/2006/messages";
    private static readonly XNamespace T = "http://schemas.microsoft.com/exchange/services/2006/types";

    public static TheoryData<string> Quirks => [.. Distortions.Keys];

    private static Dictionary<string, Action<XElement>> Distortions { get; } = new(StringComparer.Ordinal)
    {
        ["namespaces mixed up"] = body => Each(body, e => e.Name = (e.Name.Namespace == M ? T : M) + e.Name.LocalName),
        ["no namespaces"] = body => Each(body, e => e.Name = e.Name.LocalName),
        ["elements in reverse order"] = body => Each(body, e => e.ReplaceNodes(e.Nodes().Reverse().ToArray())),
        ["elements doubled"] = body => Each(body, e => e.ReplaceNodes(e.Nodes().SelectMany(n => n is XElement ? new[] { n, n } : [n]).ToArray())),
        ["empty lists first"] = body => Each(body, e => e.Elements().Where(c => c.HasElements && c.Name.LocalName is "Items" or "Changes" or "RequiredAttendees").ToList()
            .ForEach(c => c.AddBeforeSelf(new XElement(c.Name)))),
    };

    [Theory]
    [MemberData(nameof(Quirks))]
    public async Task Reading_is_the_same(string quirk)
    {
        var straight = await ReadAsync(text => text);

        var distorted = await ReadAsync(text => Distort(text, Distortions[quirk]));

        Assert.Equal(2, straight.Count);
        Assert.Equal(straight, distorted);
    }

    [Fact]
    public async Task Order_of_a_view_means_nothing()
    {
        var hits = new[] { Answer.Hit("c", "v1"), Answer.Hit("a", "v1"), Answer.Hit("b", "v1") };
        var server = new Conversation()
            .Expect("SyncFolderItems", Answer.Sync("s2", isLast: true, Answer.Changed("c", "v1")))
            .Expect("FindItem", Answer.Found(true, hits))
            .Expect("GetItem", Answer.Items("GetItem", Timed("c", "2026-11-04T08:00:00Z"), Timed("a", "2026-11-02T08:00:00Z"), Timed("b", "2026-11-03T08:00:00Z")));

        var full = Assert.IsType<SideReading.Full>(await Setup.Calendar(server).ReadAsync(Cursor, Setup.Window, Known.Nothing, default));

        Assert.Equal([("a", 2), ("b", 3), ("c", 4)], full.ReadItems().Select(i => (i.Key.Id, i.Content.When.Start.Day)).Order());
    }

    [Fact]
    public async Task Contents_go_where_their_id_is_and_errors_to_the_rest()
    {
        var server = new Conversation()
            .Expect("GetItem", Answer.Items("GetItem", Timed("b"), Answer.NoItem("GetItem", "ErrorItemCorrupt"), Timed("a")));

        var answers = await new ItemFetcher(Setup.Client(server)).GetAsync([.. new[] { "a", "b", "c" }.Select(i => new ItemRef(i))], ItemShape.Entry, default);

        Assert.Equal(["a", "b", null], answers.Select(a => a.Value?.ItemIdOf()?.Id));
        Assert.Equal("ErrorItemCorrupt", answers[2].Code);
    }

    [Fact]
    public async Task Item_without_an_answer_is_asked_for_again()
    {
        var server = new Conversation()
            .Expect("GetItem", Answer.Items("GetItem", Timed("b"), Timed("b")))
            .Expect("GetItem", Answer.Items("GetItem", Timed("a")));

        var answers = await new ItemFetcher(Setup.Client(server)).GetAsync([new ItemRef("a"), new ItemRef("b")], ItemShape.Entry, default);

        Assert.Equal(["a", "b"], answers.Select(a => a.Value?.ItemIdOf()?.Id));
    }

    [Theory]
    [InlineData("2026-11-02T08:00:00.000000000Z")]
    [InlineData("2026-11-02T10:00:00.000000000+02:00")]
    [InlineData("2026-11-02T08:00:00")]
    [InlineData(" 2026-11-02T08:00:00Z ")]
    public async Task Times_are_read_however_they_are_written(string start)
    {
        var server = new Conversation()
            .Expect("SyncFolderItems", Answer.Sync("s2", isLast: true, Answer.Changed("a", "v1")))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("a", "v1")))
            .Expect("GetItem", Answer.Items("GetItem", Timed("a", start)));

        var full = Assert.IsType<SideReading.Full>(await Setup.Calendar(server).ReadAsync(Cursor, Setup.Window, Known.Nothing, default));

        Assert.Equal(Setup.Hour(8).Start, Assert.Single(full.ReadItems()).Content.When.Start);
    }

    [Theory]
    [InlineData("2026-11-02T08:00:00.123456789Z", 1_234_568)]
    [InlineData("2026-11-02T08:00:00.9Z", 9_000_000)]
    public void Fractions_of_a_second_are_kept_as_far_as_they_go(string text, long ticks) =>
        Assert.Equal(Setup.Hour(8).Start.AddTicks(ticks), new XElement("x", new XElement("Start", text)).InstantOf("Start"));

    [Theory]
    [InlineData("ErrorServerBusy", 22)]
    [InlineData("ErrorNonExistentMailbox", 13)]
    public async Task Fault_is_one_whatever_http_says(string code, int number)
    {
        var server = new Conversation().Expect("GetFolder", Answer.Fault(code), HttpStatusCode.OK);

        var error = await Assert.ThrowsAsync<SideException>(() => Setup.Client(server).SendAsync(new GetFolderOperation(EwsFolderId.Calendar), default));

        Assert.Equal((number, code), (error.Number, error.Code));
    }

    [Theory]
    [InlineData("<s:Fault/>", "SoapFault")]
    [InlineData("<s:Fault><faultcode>s:Server</faultcode><faultstring>Something went wrong.</faultstring></s:Fault>", "SoapFault")]
    [InlineData("<s:Fault><faultcode>a:ErrorQuotaExceeded</faultcode><detail/></s:Fault>", "ErrorQuotaExceeded")]
    public async Task Fault_that_says_little_is_no_answer_to_a_write_and_no_reading(string fault, string code)
    {
        var server = new Conversation().Expect("GetFolder", Answer.Envelope(fault), HttpStatusCode.OK).Expect("CreateItem", Answer.Envelope(fault), HttpStatusCode.OK);

        var error = await Assert.ThrowsAsync<SideException>(() => Setup.Client(server).SendAsync(new GetFolderOperation(EwsFolderId.Calendar), default));
        var write = await Record.ExceptionAsync(() => Setup.Calendar(server).CreateAsync([new ItemDraft(Guid.NewGuid(), Setup.Content())], default));

        Assert.Equal(code, error.Code);
        Assert.False(error.IsPermanent);
        Assert.Equal(code == "SoapFault" ? null : code, (write as SideException)?.Code);
    }

    [Fact]
    public async Task Server_that_forgot_the_state_without_a_word_is_read_in_full()
    {
        // Everything that is there is known. What was deleted meanwhile the server does not tell: only a full reading finds out.
        var server = new Conversation()
            .Expect("SyncFolderItems", Answer.Sync("s9", isLast: true, Answer.Changed("a", "v1", "Create"), Answer.Changed("b", "v1", "Create")))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("a", "v1"), Answer.Hit("b", "v1")));

        var reading = await Setup.Calendar(server).ReadAsync(Cursor, Setup.Window, new Known().With("a", "v1").With("b", "v1").With("deleted meanwhile", "v1"), default);

        Assert.Equal(["a", "b"], Assert.IsType<SideReading.Full>(reading).Items.Select(i => i.SeenKey.Id));
    }

    private static string Timed(string id, string start = "2026-11-02T08:00:00Z") => new Entry { Id = id, Start = start, End = "2026-11-04T09:00:00Z" }.Xml();

    private static async Task<IReadOnlyList<CalendarItem>> ReadAsync(Func<string, string> send)
    {
        var slot = new Entry
        {
            Id = "b", Kind = "Exception", Uid = "series", OriginalStart = "2026-11-02T06:00:00Z", Attendees = "<t:RequiredAttendees><t:Attendee><t:Mailbox/></t:Attendee></t:RequiredAttendees>",
        };
        var server = new Conversation()
            .Expect("GetFolder", send(Answer.Folder()))
            .Expect("SyncFolderItems", send(Answer.Sync("s2", isLast: true, Answer.Changed("a", "v1", "Create"))))
            .Expect("FindItem", send(Answer.Found(true, Answer.Hit("a", "v1"), Answer.Hit("b", "v1", "Exception", "series"))))
            .Expect("GetItem", send(Answer.Items("GetItem", new Entry { Id = "a", Location = "Room" }.Xml(), slot.Xml())));

        var full = Assert.IsType<SideReading.Full>(await Setup.Calendar(server, folderId: null).ReadAsync(null, Setup.Window, Known.Nothing, default));

        Assert.Equal("F", full.Epoch);
        Assert.Equal(full.Items.Count, full.ReadItems().Count());
        return [.. full.ReadItems().OrderBy(i => i.Key.Id, StringComparer.Ordinal)];
    }

    /// <summary>Everything below the body; envelope and fault are SOAP's.</summary>
    private static string Distort(string text, Action<XElement> change)
    {
        var envelope = XElement.Parse(text.TrimStart());
        change(envelope.Elements().Single(e => e.Name.LocalName == "Body").Elements().Single());
        return envelope.ToString(SaveOptions.DisableFormatting);
    }

    private static void Each(XElement root, Action<XElement> change)
    {
        foreach (var element in root.DescendantsAndSelf().Reverse().ToList())
        {
            change(element);
        }
    }
}
