using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Exchange;

public sealed class LookUpTests
{
    private static readonly DateTimeOffset Slot = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly ItemKey Occurrence = ItemKey.Occurrence("series", Slot, "old-id");

    [Fact]
    public async Task Entry_that_the_reading_showed_and_is_gone_since_is_left_to_the_next_reading()
    {
        var server = new Conversation()
            .Expect("GetFolder", Answer.Folder())
            .Expect("SyncFolderItems", Answer.Sync("s1"))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("shown", "v1")))
            .Expect("GetItem", Answer.Items("GetItem", Answer.NoItem("GetItem", "ErrorItemNotFound"), Answer.NoItem("GetItem", "ErrorItemNotFound")));
        var calendar = Setup.Calendar(server);
        await calendar.ReadAsync(null, Setup.Window, new Known().With("shown", "v1"), default);

        var sightings = await calendar.LookUpAsync([ItemKey.Of("shown"), ItemKey.Of("missing")], default);

        Assert.IsType<Sighting.Unknown>(sightings[0]);
        Assert.IsType<Sighting.Gone>(sightings[1]);
        server.AssertFinished();
    }

    [Fact]
    public async Task Single_entries()
    {
        var server = new Conversation().Expect("GetItem", Answer.Items(
            "GetItem",
            new Entry { Id = "here" }.Xml(),
            new Entry { Id = "moved", Folder = "Deleted Items" }.Xml(),
            Answer.NoItem("GetItem", "ErrorItemNotFound"),
            Answer.NoItem("GetItem", "ErrorAccessDenied"),
            new Entry { Id = "series-now", Kind = "RecurringMaster" }.Xml()));

        var sightings = await Setup.Calendar(server).LookUpAsync([.. new[] { "here", "moved", "gone", "hidden", "series-now" }.Select(ItemKey.Of)], default);

        Assert.Equal("here", Assert.IsType<Sighting.Present>(sightings[0]).Item.Key.Id);
        Assert.IsType<Sighting.OutOfCalendar>(sightings[1]);
        Assert.IsType<Sighting.Gone>(sightings[2]);
        Assert.Equal("ErrorAccessDenied", Assert.IsType<Sighting.Unknown>(sightings[3]).Code);
        Assert.IsType<Sighting.OutOfCalendar>(sightings[4]);
    }

    [Fact]
    public async Task Error_is_never_gone()
    {
        var server = new Conversation().Expect("GetItem", Answer.Items("GetItem", Answer.NoItem("GetItem", "ErrorMailboxMoveInProgress")));

        Assert.Equal(19, (await Assert.ThrowsAsync<SideException>(() => Setup.Calendar(server).LookUpAsync([ItemKey.Of("x")], default))).Number);
    }

    [Fact]
    public async Task Occurrence_deleted_in_its_series_is_gone()
    {
        var server = Masters().Expect("GetItem", Answer.Items("GetItem", Answer.Master(
            "m", "v", "<t:DeletedOccurrences><t:DeletedOccurrence><t:Start>2026-11-02T08:00:00Z</t:Start></t:DeletedOccurrence></t:DeletedOccurrences>")));

        Assert.IsType<Sighting.Gone>(await LookUpAsync(server));
    }

    [Fact]
    public async Task Occurrence_moved_in_its_series_is_present()
    {
        var server = Masters()
            .Expect("GetItem", Answer.Items("GetItem", Answer.Master("m", "v", """
                <t:ModifiedOccurrences><t:Occurrence><t:ItemId Id="new-id" ChangeKey="v2"/><t:Start>2026-11-05T08:00:00Z</t:Start><t:End>2026-11-05T09:00:00Z</t:End><t:OriginalStart>2026-11-02T08:00:00Z</t:OriginalStart></t:Occurrence></t:ModifiedOccurrences>
                """)))
            .Expect("GetItem", Answer.Items("GetItem", OccurrenceAt("new-id", "2026-11-02T08:00:00Z", "Exception").Xml()));

        Assert.Equal("new-id", Assert.IsType<Sighting.Present>(await LookUpAsync(server)).Item.Key.Id);
    }

    [Fact]
    public async Task Occurrence_seen_in_the_view_is_present()
    {
        var server = Masters()
            .Expect("GetItem", Answer.Items("GetItem", Answer.Master("m", "v")))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("o1", "v", "Occurrence", "series"), Answer.Hit("o2", "v", "Occurrence", "series"), Answer.Hit("x", "v")))
            .Expect("GetItem", Answer.Items("GetItem", OccurrenceAt("o1", "2026-11-01T08:00:00Z").Xml(), OccurrenceAt("o2", "2026-11-02T08:00:00Z").Xml()));

        Assert.Equal("o2", Assert.IsType<Sighting.Present>(await LookUpAsync(server)).Item.Key.Id);
    }

    [Fact]
    public async Task Series_without_the_slot_means_gone()
    {
        var server = Masters()
            .Expect("GetItem", Answer.Items("GetItem", Answer.Master("m", "v")))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("o1", "v", "Occurrence", "series")))
            .Expect("GetItem", Answer.Items("GetItem", OccurrenceAt("o1", "2026-11-02T09:00:00Z").Xml()));

        Assert.IsType<Sighting.Gone>(await LookUpAsync(server));
    }

    [Fact]
    public async Task Neighbour_that_cannot_be_read_leaves_it_open()
    {
        var server = Masters()
            .Expect("GetItem", Answer.Items("GetItem", Answer.Master("m", "v")))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("o1", "v", "Occurrence", "series")))
            .Expect("GetItem", Answer.Items("GetItem", Answer.NoItem("GetItem", "ErrorItemCorrupt")));

        Assert.Equal("ErrorItemCorrupt", Assert.IsType<Sighting.Unknown>(await LookUpAsync(server)).Code);
    }

    [Fact]
    public async Task Master_that_cannot_be_read_leaves_it_open()
    {
        var server = Masters().Expect("GetItem", Answer.Items("GetItem", Answer.NoItem("GetItem", "ErrorItemNotFound")));

        Assert.IsType<Sighting.Unknown>(await LookUpAsync(server));
    }

    [Fact]
    public async Task No_master_with_that_uid_means_gone()
    {
        var server = new Conversation().Expect("FindItem", Answer.Found(true, Answer.Hit("a", "v", "RecurringMaster", "SERIES"), Answer.Hit("b", "v", "Single", "series")));

        Assert.IsType<Sighting.Gone>(await LookUpAsync(server));
    }

    [Fact]
    public async Task Masters_are_listed_to_the_last_page()
    {
        var server = new Conversation()
            .Expect("FindItem", Answer.Found(false, Answer.Hit("a", "v"), Answer.Hit("b", "v")))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("m", "v", "RecurringMaster", "series")))
            .Expect("GetItem", Answer.Items("GetItem", Answer.NoItem("GetItem", "ErrorItemCorrupt")));

        Assert.IsType<Sighting.Unknown>(await LookUpAsync(server));
        Assert.Contains("Offset=\"2\"", server.Requests[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_is_searched_by_its_own_property()
    {
        var link = Guid.Parse("22222222-2222-2222-2222-222222222222");
        var server = new Conversation()
            .Expect("FindItem", Answer.Found(true, Answer.Hit("a", "v1")))
            .Expect("GetItem", Answer.Items("GetItem", new Entry { Id = "a" }.Xml()));

        var found = await Setup.Calendar(server).FindAsync(link, default);

        Assert.Equal("a", Assert.Single(found).Key.Id);
        Assert.Contains($"<t:Constant Value=\"{link:N}\" />", server.Requests[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stamped_entry_that_cannot_be_read_is_an_error()
    {
        var server = new Conversation()
            .Expect("FindItem", Answer.Found(true, Answer.Hit("a", "v1")))
            .Expect("GetItem", Answer.Items("GetItem", Answer.NoItem("GetItem", "ErrorItemCorrupt")));

        await Assert.ThrowsAsync<SideException>(() => Setup.Calendar(server).FindAsync(Guid.Empty, default));
    }

    [Fact]
    public async Task What_a_try_made_is_searched_for_in_deleted_items_and_then_in_recoverable_items()
    {
        var (link, operation) = (Guid.NewGuid(), Guid.NewGuid());
        var server = new Conversation()
            .Expect("FindItem", Answer.Found(true, Answer.Hit("other", "v1")))
            .Expect("GetItem", Answer.Items("GetItem", new Entry { Id = "other", Stamp = StampOf(link, Guid.NewGuid()) }.Xml()))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("none", "v1"), Answer.Hit("gone", "v1"), Answer.Hit("ours", "v1")))
            .Expect("GetItem", Answer.Items(
                "GetItem",
                new Entry { Id = "none" }.Xml(), Answer.NoItem("GetItem", "ErrorItemNotFound"), new Entry { Id = "ours", Stamp = StampOf(link, operation) }.Xml()));

        Assert.Equal("ours", (await Setup.Calendar(server).FindRemovedAsync(link, operation, default))?.Id);

        Assert.Equal(["deleteditems", "recoverableitemsdeletions"], server.Requests.Where(r => r.Operation == "FindItem").Select(FolderOf));
        Assert.Contains($"<t:Constant Value=\"{link:N}\" />", server.Requests[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_in_deleted_items_is_not_searched_for_elsewhere()
    {
        var (link, operation) = (Guid.NewGuid(), Guid.NewGuid());
        var server = new Conversation()
            .Expect("FindItem", Answer.Found(true, Answer.Hit("ours", "v1")))
            .Expect("GetItem", Answer.Items("GetItem", new Entry { Id = "ours", Stamp = StampOf(link, operation) }.Xml()));

        Assert.Equal("ours", (await Setup.Calendar(server).FindRemovedAsync(link, operation, default))?.Id);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_searched_is_no_error_and_a_busy_server_is()
    {
        var denied = new Conversation()
            .Expect("FindItem", Answer.Messages("FindItem", Answer.Error("FindItem", "ErrorAccessDenied")))
            .Expect("FindItem", Answer.Messages("FindItem", Answer.Error("FindItem", "ErrorFolderNotFound")));
        Assert.Null(await Setup.Calendar(denied).FindRemovedAsync(Guid.NewGuid(), Guid.NewGuid(), default));
        denied.AssertFinished();

        var busy = new Conversation().Expect("FindItem", Answer.Messages("FindItem", Answer.Error("FindItem", "ErrorServerBusy")));
        await Assert.ThrowsAsync<SideException>(() => Setup.Calendar(busy).FindRemovedAsync(Guid.NewGuid(), Guid.NewGuid(), default));
    }

    private static string StampOf(Guid link, Guid operation) =>
        new Stamp("inst", Guid.NewGuid(), link, "act", Origin.Severa, OperationId: operation).Format();

    private static string FolderOf(SentRequest request) =>
        request.Body.Descendants().Single(e => e.Name.LocalName == "DistinguishedFolderId").Attribute("Id")!.Value;

    private static Conversation Masters() => new Conversation().Expect("FindItem", Answer.Found(true, Answer.Hit("m", "v", "RecurringMaster", "series")));

    private static Entry OccurrenceAt(string id, string slot, string kind = "Occurrence") =>
        new() { Id = id, Kind = kind, Uid = "series", OriginalStart = slot };

    private static async Task<Sighting> LookUpAsync(Conversation server) =>
        Assert.Single(await Setup.Calendar(server).LookUpAsync([Occurrence], default));
}
