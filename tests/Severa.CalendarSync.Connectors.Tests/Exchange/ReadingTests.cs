using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Exchange;

public sealed class ReadingTests
{
    private static readonly string Cursor = new ExchangeCursor("F", "s1").Format();

    [Fact]
    public async Task First_reading_asks_folder_then_signal_then_view_then_items()
    {
        var server = new Conversation()
            .Expect("GetFolder", Answer.Folder())
            .Expect("SyncFolderItems", Answer.Sync("s1", isLast: false, Answer.Changed("a", "v1", "Create")))
            .Expect("SyncFolderItems", Answer.Sync("s2"))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("a", "v1")))
            .Expect("GetItem", Answer.Items("GetItem", new Entry { Id = "a" }.Xml()));

        var reading = await ReadAsync(server, null, Known.Nothing, folderId: null);

        var full = Assert.IsType<SideReading.Full>(reading);
        Assert.Equal(("F", "F", "s2"), (full.Epoch, ExchangeCursor.Parse(full.Cursor)!.FolderId, ExchangeCursor.Parse(full.Cursor)!.SyncState));
        Assert.Equal("a", Assert.IsType<Seen.Fresh>(Assert.Single(full.Items)).Item.Key.Id);
        server.AssertFinished();
    }

    [Fact]
    public async Task Nothing_changed_is_one_request()
    {
        var server = new Conversation().Expect("SyncFolderItems", Answer.Sync("s2"));

        var reading = await ReadAsync(server, Cursor, Known.Nothing);

        Assert.IsType<SideReading.Unchanged>(reading);
        Assert.Equal(new ExchangeCursor("F", "s2").Format(), reading.Cursor);
        Assert.Equal("F", reading.Epoch);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Own_writes_own_deletes_and_seen_versions_are_no_change()
    {
        var known = Setup.Knows(("mine", "v2"), ("removed", "deleted")).With("seen", "v7");
        var server = new Conversation().Expect("SyncFolderItems", Answer.Sync(
            "s2", isLast: true, Answer.Changed("mine", "v2", "Create"), Answer.Changed("seen", "v7"), Answer.Deleted("removed"),
            """<t:ReadFlagChange><t:ItemId Id="x"/><t:IsRead>true</t:IsRead></t:ReadFlagChange>""",
            """<t:Create><t:Message><t:ItemId Id="mail" ChangeKey="m"/></t:Message></t:Create>"""));

        Assert.IsType<SideReading.Unchanged>(await ReadAsync(server, Cursor, known));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("mine", "v3")]
    [InlineData("other", "v2")]
    [InlineData("MINE", "v2")]
    public async Task Foreign_change_is_read(string id, string version)
    {
        var server = new Conversation()
            .Expect("SyncFolderItems", Answer.Sync("s2", isLast: true, Answer.Changed(id, version)))
            .Expect("FindItem", Answer.Found(true));

        var reading = await ReadAsync(server, Cursor, Setup.Knows(("mine", "v2")));

        Assert.Equal(new ExchangeCursor("F", "s2").Format(), Assert.IsType<SideReading.Full>(reading).Cursor);
    }

    [Fact]
    public async Task Own_write_that_is_not_told_of_came_and_went_and_the_window_is_read()
    {
        var known = new Known(("mine", "v2"), ("other", "v1")) { Awaits = { "mine", "other" } };
        var server = new Conversation()
            .Expect("SyncFolderItems", Answer.Sync("s2", isLast: false, Answer.Changed("other", "v1", "Create")))
            .Expect("SyncFolderItems", Answer.Sync("s3", isLast: true))
            .Expect("FindItem", Answer.Found(true));

        Assert.IsType<SideReading.Full>(await ReadAsync(server, Cursor, known));
        server.AssertFinished();
    }

    [Fact]
    public async Task Own_writes_that_are_all_told_of_on_some_page_are_no_change()
    {
        var known = new Known(("mine", "v2"), ("removed", "deleted"), ("other", "v1")) { Awaits = { "mine", "removed", "other" } };
        var server = new Conversation()
            .Expect("SyncFolderItems", Answer.Sync("s2", isLast: false, Answer.Changed("other", "v1", "Create"), Answer.Deleted("removed")))
            .Expect("SyncFolderItems", Answer.Sync("s3", isLast: true, Answer.Changed("mine", "v2")));

        Assert.IsType<SideReading.Unchanged>(await ReadAsync(server, Cursor, known));
    }

    [Fact]
    public async Task Foreign_delete_is_read()
    {
        var server = new Conversation()
            .Expect("SyncFolderItems", Answer.Sync("s2", isLast: true, Answer.Deleted("other")))
            .Expect("FindItem", Answer.Found(true));

        Assert.IsType<SideReading.Full>(await ReadAsync(server, Cursor, Setup.Knows(("mine", "deleted"))));
    }

    [Fact]
    public async Task Known_versions_are_not_fetched_again()
    {
        var server = new Conversation()
            .Expect("SyncFolderItems", Answer.Sync("s2", isLast: true, Answer.Changed("b", "v2")))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("a", "v1"), Answer.Hit("b", "v2")))
            .Expect("GetItem", Answer.Items("GetItem", new Entry { Id = "b", Version = "v2" }.Xml()));

        var full = Assert.IsType<SideReading.Full>(await ReadAsync(server, Cursor, new Known().With("a", "v1").With("b", "v1")));

        Assert.Equal(["a"], full.Items.OfType<Seen.Same>().Select(s => s.Key.Id));
        Assert.Equal(["b"], full.Items.OfType<Seen.Fresh>().Select(s => s.Item.Key.Id));
    }

    [Fact]
    public async Task Lost_state_means_everything_is_read()
    {
        var server = new Conversation()
            .Expect("SyncFolderItems", Answer.File("sync-state-lost"))
            .Expect("GetFolder", Answer.Folder("F"))
            .Expect("SyncFolderItems", Answer.Sync("s9"))
            .Expect("FindItem", Answer.Found(true));

        var reading = await ReadAsync(server, Cursor, Known.Nothing);

        Assert.Equal(("F", new ExchangeCursor("F", "s9").Format()), (reading.Epoch, Assert.IsType<SideReading.Full>(reading).Cursor));
        Assert.Null(server.Requests[2].Body.Elements().FirstOrDefault(e => e.Name.LocalName == "SyncState"));
    }

    [Fact]
    public async Task Busy_answer_with_its_empty_state_is_an_error_not_a_reading()
    {
        var server = new Conversation().Expect("SyncFolderItems", Answer.File("sync-busy-with-empty-state"));

        var error = await Assert.ThrowsAsync<SideException>(() => ReadAsync(server, Cursor, Known.Nothing));

        Assert.Equal((22, TimeSpan.FromSeconds(5)), (error.Number, error.RetryAfter));
    }

    /// <summary>The first reading, and a later one.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("s1")]
    public async Task Server_that_never_ends_telling_of_changes_is_given_up_for_now(string? state)
    {
        var server = new Conversation();
        if (state is null)
        {
            server.Expect("GetFolder", Answer.Folder());
        }

        foreach (var page in Enumerable.Range(0, 4000))
        {
            server.Expect("SyncFolderItems", () => Told($"more{page}", isLast: false));
        }

        var error = await Assert.ThrowsAsync<SideException>(() => ReadAsync(server, state is null ? null : Cursor, Known.Nothing));

        Assert.Equal(("SyncStateWithoutEnd", ErrorScope.Mailbox, false), (error.Code, error.Scope, error.IsPermanent));
    }

    [Fact]
    public async Task Million_entries_are_told_of_to_the_end()
    {
        const int Pages = 1_000_000 / 512;
        var server = new Conversation().Expect("GetFolder", Answer.Folder());
        foreach (var page in Enumerable.Range(0, Pages + 1))
        {
            server.Expect("SyncFolderItems", () => Told($"s{page}", isLast: page == Pages));
        }

        server.Expect("FindItem", Answer.Found(true));

        Assert.Equal($"s{Pages}", ExchangeCursor.Parse((await ReadAsync(server, null, Known.Nothing)).Cursor)!.SyncState);
        server.AssertFinished();
    }

    [Fact]
    public async Task Damaged_cursor_means_everything_is_read()
    {
        var server = new Conversation()
            .Expect("GetFolder", Answer.Folder()).Expect("SyncFolderItems", Answer.Sync("s1")).Expect("FindItem", Answer.Found(true));

        Assert.IsType<SideReading.Full>(await ReadAsync(server, "{not json", Known.Nothing));
    }

    [Fact]
    public async Task Long_window_is_viewed_in_pieces_and_an_overlapping_entry_counts_once()
    {
        var server = Read("s1");
        for (var i = 0; i < 4; i++)
        {
            server.Expect("FindItem", Answer.Found(true, Answer.Hit("long", "v1")));
        }

        server.Expect("GetItem", Answer.Items("GetItem", new Entry { Id = "long" }.Xml()));
        var window = new SyncWindow(Setup.Window.Start, Setup.Window.Start.AddDays(210));

        var full = (SideReading.Full)await Setup.Calendar(server).ReadAsync(null, window, Known.Nothing, default);

        Assert.Single(full.Items);
        server.AssertFinished();
    }

    [Fact]
    public async Task View_that_is_cut_off_is_halved_without_a_gap()
    {
        var server = Read("s1")
            .Expect("FindItem", Answer.Found(false, Answer.Hit("a", "v1")))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("a", "v1")))
            .Expect("FindItem", Answer.Messages("FindItem", Answer.Error("FindItem", "ErrorExceededFindCountLimit")))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("b", "v1")))
            .Expect("FindItem", Answer.Found(true))
            .Expect("GetItem", Answer.Items("GetItem", new Entry { Id = "a" }.Xml(), new Entry { Id = "b" }.Xml()));

        var full = (SideReading.Full)await ReadAsync(server, null, Known.Nothing);

        Assert.Equal(["a", "b"], full.Items.Select(i => i.SeenKey.Id));
        var views = server.Requests.Where(r => r.Operation == "FindItem").Select(View).ToArray();
        Assert.Equal(views[0].Start, views[1].Start);
        Assert.Equal(views[1].End, views[2].Start);
        Assert.Equal(views[0].End, views[4].End);
        Assert.Equal(views[3].End, views[4].Start);
    }

    [Fact]
    public async Task View_that_fails_is_an_error_not_a_short_list()
    {
        var server = Read("s1").Expect("FindItem", Answer.Messages("FindItem", Answer.Error("FindItem", "ErrorCalendarFolderIsInvalidForCalendarView")));

        await Assert.ThrowsAsync<SideException>(() => ReadAsync(server, null, Known.Nothing));
    }

    [Fact]
    public async Task Damaged_item_is_set_aside_and_the_others_are_read()
    {
        var server = Read("s1")
            .Expect("FindItem", Answer.Found(true, Answer.Hit("good", "v1"), Answer.Hit("bad", "v1"), Answer.Hit("odd", "v1")))
            .Expect("GetItem", Answer.Items(
                "GetItem",
                new Entry { Id = "good" }.Xml(),
                Answer.NoItem("GetItem", "ErrorItemCorrupt"),
                new Entry { Id = "odd", End = "2026-11-02T07:00:00Z" }.Xml()));

        var full = (SideReading.Full)await ReadAsync(server, null, Known.Nothing);

        Assert.Equal(3, full.Items.Count);
        Assert.Equal(["ErrorItemCorrupt", "NoValidTime"], full.Items.OfType<Seen.Unreadable>().Select(u => u.Code));
        server.AssertFinished();
    }

    [Fact]
    public async Task Entry_moved_between_view_and_fetch_is_viewed_again_under_its_new_id()
    {
        var server = Read("s1")
            .Expect("FindItem", Answer.Found(true, Answer.Hit("a", "v1"), Answer.Hit("old", "v1")))
            .Expect("GetItem", Answer.Items("GetItem", new Entry { Id = "a" }.Xml(), Answer.NoItem("GetItem", "ErrorItemNotFound")))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("a", "v1"), Answer.Hit("new", "v1")))
            .Expect("GetItem", Answer.Items("GetItem", new Entry { Id = "new" }.Xml()));

        var full = (SideReading.Full)await ReadAsync(server, null, Known.Nothing);

        Assert.Equal(["a", "new"], full.Items.Select(i => Assert.IsType<Seen.Fresh>(i).Item.Key.Id));
        server.AssertFinished();
    }

    [Fact]
    public async Task Entry_that_is_listed_but_never_there_is_unreadable_and_no_deletion()
    {
        var server = Read("s1")
            .Expect("FindItem", Answer.Found(true, Answer.Hit("ghost", "v1")))
            .Expect("GetItem", Answer.Items("GetItem", Answer.NoItem("GetItem", "ErrorItemNotFound")))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("ghost", "v1")));

        var full = (SideReading.Full)await ReadAsync(server, null, Known.Nothing);

        Assert.Equal("ErrorItemNotFound", Assert.IsType<Seen.Unreadable>(Assert.Single(full.Items)).Code);
        server.AssertFinished();
    }

    [Fact]
    public async Task Busy_while_fetching_stops_the_reading()
    {
        var server = Read("s1")
            .Expect("FindItem", Answer.Found(true, Answer.Hit("a", "v1")))
            .Expect("GetItem", Answer.Items("GetItem", Answer.NoItem("GetItem", "ErrorServerBusy")));

        Assert.Equal(22, (await Assert.ThrowsAsync<SideException>(() => ReadAsync(server, null, Known.Nothing))).Number);
    }

    [Fact]
    public async Task Entry_that_only_touches_the_margin_is_left_out()
    {
        var server = Read("s1")
            .Expect("FindItem", Answer.Found(true, Answer.Hit("before", "v1")))
            .Expect("GetItem", Answer.Items("GetItem", new Entry { Id = "before", Start = "2026-10-31T10:00:00Z", End = "2026-10-31T11:00:00Z" }.Xml()));

        Assert.Empty(((SideReading.Full)await ReadAsync(server, null, Known.Nothing)).Items);
    }

    private static HttpResponseMessage Told(string state, bool isLast) =>
        new() { Content = new StringContent(Answer.Sync(state, isLast), System.Text.Encoding.UTF8, "text/xml") };

    private static Conversation Read(string state) =>
        new Conversation().Expect("GetFolder", Answer.Folder()).Expect("SyncFolderItems", Answer.Sync(state));

    private static Task<SideReading> ReadAsync(Conversation server, string? cursor, IKnownVersions known, string? folderId = "F") =>
        Setup.Calendar(server, folderId).ReadAsync(cursor, Setup.Window, known, default);

    private static (string Start, string End) View(SentRequest request)
    {
        var view = request.Body.Elements().Single(e => e.Name.LocalName == "CalendarView");
        return (view.Attribute("StartDate")!.Value, view.Attribute("EndDate")!.Value);
    }
}
