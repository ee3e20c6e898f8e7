using System.Security;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Exchange;

/// <summary>Formatted notes are read before plain text overwrites them, and written back by Undo (R5, R25).</summary>
public sealed class NotesTests
{
    private const string Html = "<html><body><p><b>Bring</b> the papers</p></body></html>";

    private static readonly DateTimeOffset Monday = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Notes_are_asked_for_as_they_are_stored_all_in_one_request()
    {
        var server = new Conversation().Expect("GetItem", Answer.Items(
            "GetItem", Single("a", "HTML", Html), Single("b", "Text", "plain"), Answer.NoItem("GetItem", "ErrorItemNotFound"), Single("d", "HTML", "<i>x</i>")));

        var notes = await ReadAsync(server, ItemKey.Of("a"), ItemKey.Of("b"), ItemKey.Of("c"), ItemKey.Of("d"));

        Assert.Equal([Html, null, null, "<i>x</i>"], notes);
        Assert.Contains("<t:BodyType>Best</t:BodyType>", server.Requests[0].Text, StringComparison.Ordinal);
        server.AssertFinished();
    }

    [Fact]
    public async Task Occurrence_under_its_old_id_is_read_at_once()
    {
        var server = new Conversation().Expect("GetItem", Answer.Items("GetItem", Occurrence("o1", Monday)));

        Assert.Equal([Html], await ReadAsync(server, Key("o1", Monday)));
        server.AssertFinished();
    }

    [Fact]
    public async Task Occurrence_whose_id_means_another_one_today_is_found_by_its_series()
    {
        var server = new Conversation()
            .Expect("GetItem", Answer.Items("GetItem", Occurrence("o1", Monday.AddDays(7))))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("M", "m1", "RecurringMaster", "series")))
            .Expect("GetItem", Answer.Items("GetItem", Answer.Master("M", "m1")))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("o9", "v1", "Occurrence", "series")))
            .Expect("GetItem", Answer.Items("GetItem", new Entry { Id = "o9", Kind = "Occurrence", Uid = "series", Start = "2026-11-02T08:00:00Z" }.Xml()))
            .Expect("GetItem", Answer.Items("GetItem", Occurrence("o9", Monday)));

        Assert.Equal([Html], await ReadAsync(server, Key("o1", Monday)));
        server.AssertFinished();
    }

    [Fact]
    public async Task Occurrence_that_left_its_series_has_none()
    {
        var server = new Conversation()
            .Expect("GetItem", Answer.Items("GetItem", Answer.NoItem("GetItem", "ErrorItemNotFound")))
            .Expect("FindItem", Answer.Found(true));

        Assert.Equal([null], await ReadAsync(server, Key("o1", Monday)));
    }

    [Fact]
    public async Task Busy_server_is_no_plain_note()
    {
        var server = new Conversation().Expect("GetItem", Answer.Fault("ErrorServerBusy", 1000), System.Net.HttpStatusCode.InternalServerError);

        await Assert.ThrowsAsync<SideException>(() => ReadAsync(server, ItemKey.Of("a")));
    }

    [Theory]
    [InlineData(null, "<t:Body BodyType=\"Text\">plain</t:Body>")]
    [InlineData("<p>a &amp; b</p>", "<t:Body BodyType=\"HTML\">&lt;p&gt;a &amp;amp; b&lt;/p&gt;</t:Body>")]
    public async Task Notes_are_written_with_their_formatting_where_it_is_known(string? html, string body)
    {
        var server = new Conversation()
            .Expect("UpdateItem", Answer.Items("UpdateItem", Answer.Written("a", "v2")))
            .Expect("CreateItem", Answer.Items("CreateItem", Answer.Written("b", "v1")));
        var calendar = Setup.Calendar(server);
        var content = Setup.Content() with { Notes = "plain", NotesHtml = html };

        await calendar.UpdateAsync([new ItemUpdate(ItemKey.Of("a"), "v1", ItemFields.Notes, content)], default);
        await calendar.CreateAsync([new ItemDraft(Guid.NewGuid(), content)], default);

        Assert.All(server.Requests, r => Assert.Contains(body, r.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Formatting_alone_is_never_written()
    {
        var server = new Conversation().Expect("UpdateItem", Answer.Items("UpdateItem", Answer.Written("a", "v2")));
        var content = Setup.Content() with { Notes = "plain", NotesHtml = Html };

        await Setup.Calendar(server).UpdateAsync([new ItemUpdate(ItemKey.Of("a"), "v1", ItemFields.Title, content)], default);

        Assert.DoesNotContain("Body", server.Requests[0].Body.Descendants().Select(e => e.Name.LocalName));
    }

    private static Task<IReadOnlyList<string?>> ReadAsync(Conversation server, params ItemKey[] keys) => Setup.Calendar(server).ReadNotesHtmlAsync(keys, default);

    private static ItemKey Key(string id, DateTimeOffset slot) => ItemKey.Occurrence("series", slot, id);

    private static string Single(string id, string type, string body) => Item(id, type, body, "");

    private static string Occurrence(string id, DateTimeOffset slot) => Item(
        id, "HTML", Html, $"<t:UID>series</t:UID><t:Start>{slot:yyyy-MM-ddTHH:mm:ssZ}</t:Start><t:CalendarItemType>Occurrence</t:CalendarItemType>");

    private static string Item(string id, string type, string body, string rest) =>
        $"""<t:CalendarItem><t:ItemId Id="{id}" ChangeKey="v1"/><t:Body BodyType="{type}">{SecurityElement.Escape(body)}</t:Body>{rest}</t:CalendarItem>""";
}
