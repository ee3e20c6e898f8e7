using System.Net;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Exchange;

public sealed class OccurrenceWritingTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Update_returns_the_masters_new_version_too()
    {
        var server = Current("o1", "v1", Monday, "m1")
            .Expect("UpdateItem", Answer.Items("UpdateItem", Answer.Written("o1b", "v2")))
            .Expect("GetItem", Answer.Items("GetItem", Answer.Master("M", "m2")));

        var outcome = Assert.Single(await Setup.Calendar(server).UpdateAsync([Update("o1", Monday, "v1")], default));

        Assert.Equal((WriteStatus.Done, "o1b", "v2"), (outcome.Status, outcome.Key!.Id, outcome.Version));
        Assert.Equal(Key("o1", Monday), outcome.Key);
        Assert.Equal([new ItemVersion("o1b", "v2"), new ItemVersion("M", "m2")], outcome.AlsoTouched);
        Assert.Contains("<t:RecurringMasterItemId OccurrenceId=\"o1\" />", server.Requests[0].Text, StringComparison.Ordinal);
        server.AssertFinished();
    }

    [Fact]
    public async Task Occurrence_changed_by_the_user_is_stale()
    {
        var server = Current("o1", "v9", Monday, "m9");

        Assert.Equal(WriteStatus.Stale, Assert.Single(await Setup.Calendar(server).UpdateAsync([Update("o1", Monday, "v1")], default)).Status);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Second_occurrence_of_a_series_changed_only_by_us_is_written()
    {
        var server = FirstWritten(Current("o1", "v1", Monday, "m1"))
            .Expect("GetItem", Pair("o2", "v1b", Monday.AddDays(7), "m2"))
            .Expect("UpdateItem", Answer.Items("UpdateItem", Answer.Written("o2", "v3")))
            .Expect("GetItem", Answer.Items("GetItem", Answer.Master("M", "m3")));

        var outcomes = await Setup.Calendar(server).UpdateAsync([Update("o1", Monday, "v1"), Update("o2", Monday.AddDays(7), "v1")], default);

        Assert.All(outcomes, o => Assert.Equal(WriteStatus.Done, o.Status));
        Assert.Contains("<t:ItemId Id=\"o2\" ChangeKey=\"v1b\" />", server.Requests[4].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_occurrence_is_stale_when_the_user_was_there_after_us()
    {
        var server = FirstWritten(Current("o1", "v1", Monday, "m1")).Expect("GetItem", Pair("o2", "v1b", Monday.AddDays(7), "m9"));

        var outcomes = await Setup.Calendar(server).UpdateAsync([Update("o1", Monday, "v1"), Update("o2", Monday.AddDays(7), "v1")], default);

        Assert.Equal([WriteStatus.Done, WriteStatus.Stale], outcomes.Select(o => o.Status));
    }

    [Fact]
    public async Task Second_occurrence_is_stale_when_its_content_is_not_what_was_decided_on()
    {
        var server = FirstWritten(Current("o1", "v1", Monday, "m1")).Expect("GetItem", Pair("o2", "v1b", Monday.AddDays(7), "m2"));
        var current = new CalendarItem { Key = Key("o2", Monday.AddDays(7)), Version = "v1", Content = Setup.Content("Older title"), ModifiedAt = default };

        var outcomes = await Setup.Calendar(server).UpdateAsync([Update("o1", Monday, "v1"), Update("o2", Monday.AddDays(7), "v1") with { Current = current }], default);

        Assert.Equal([WriteStatus.Done, WriteStatus.Stale], outcomes.Select(o => o.Status));
    }

    [Fact]
    public async Task Occurrence_whose_id_changed_is_found_where_it_was()
    {
        var server = new Conversation()
            .Expect("GetItem", Answer.Items("GetItem", Answer.NoItem("GetItem", "ErrorItemNotFound"), Answer.NoItem("GetItem", "ErrorItemNotFound")))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("x", "v1"), Answer.Hit("new", "v1", "Occurrence", "series")))
            .Expect("GetItem", Pair("new", "v1", Monday, "m1"))
            .Expect("UpdateItem", Answer.Items("UpdateItem", Answer.Written("new", "v2")))
            .Expect("GetItem", Answer.Items("GetItem", Answer.Master("M", "m2")));

        Assert.Equal(WriteStatus.Done, Assert.Single(await Setup.Calendar(server).UpdateAsync([Update("old", Monday, "v1")], default)).Status);
        server.AssertFinished();
    }

    [Fact]
    public async Task Occurrence_that_is_elsewhere_is_found_by_its_series()
    {
        var server = new Conversation()
            .Expect("GetItem", Answer.Items("GetItem", Answer.NoItem("GetItem", "ErrorItemNotFound"), Answer.NoItem("GetItem", "ErrorItemNotFound")))
            .Expect("FindItem", Answer.Found(true))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("M", "m1", "RecurringMaster", "series")))
            .Expect("GetItem", Answer.Items("GetItem", Answer.Master("M", "m1")))
            .Expect("FindItem", Answer.Found(true, Answer.Hit("new", "v1", "Occurrence", "series")))
            .Expect("GetItem", Answer.Items("GetItem", At("new", "v1", Monday).Xml()))
            .Expect("GetItem", Pair("new", "v1", Monday, "m1"))
            .Expect("UpdateItem", Answer.Items("UpdateItem", Answer.Written("new", "v2")))
            .Expect("GetItem", Answer.Items("GetItem", Answer.Master("M", "m2")));

        Assert.Equal(WriteStatus.Done, Assert.Single(await Setup.Calendar(server).UpdateAsync([Update("old", Monday, "v1")], default)).Status);
        server.AssertFinished();
    }

    [Fact]
    public async Task All_day_occurrence_is_midnights_of_its_series_zone_which_stays()
    {
        var server = new Conversation()
            .Expect("GetItem", Answer.Items("GetItem", (At("o1", "v1", Monday) with { Zone = "<t:StartTimeZone Id=\"Eastern Standard Time\"/>" }).Xml(), Answer.Master("M", "m1")))
            .Expect("UpdateItem", Answer.Items("UpdateItem", Answer.Written("o1", "v2")))
            .Expect("GetItem", Answer.Items("GetItem", Answer.Master("M", "m2")));
        var update = Update("o1", Monday, "v1") with
        {
            Fields = ItemFields.When,
            Content = Setup.Content(when: When.AllDay(new DateOnly(2026, 11, 3), new DateOnly(2026, 11, 4))),
        };

        await Setup.Calendar(server).UpdateAsync([update], default);

        Assert.Contains("<t:Start>2026-11-03T05:00:00Z</t:Start>", server.Requests[1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("StartTimeZone", server.Requests[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_returns_the_masters_new_version_too()
    {
        var server = Current("o1", "v1", Monday, "m1")
            .Expect("DeleteItem", Answer.Messages("DeleteItem", Answer.Message("DeleteItem", "")))
            .Expect("GetItem", Answer.Items("GetItem", Answer.Master("M", "m2")));

        var outcome = Assert.Single(await Setup.Calendar(server).DeleteAsync([new ItemDelete(Key("o1", Monday), "v1")], default));

        Assert.Equal(WriteStatus.Done, outcome.Status);
        Assert.Equal([new ItemVersion("o1", "deleted"), new ItemVersion("M", "m2")], outcome.AlsoTouched);
    }

    [Fact]
    public async Task Last_occurrence_that_the_server_keeps_goes_with_its_master()
    {
        var server = Current("o1", "v1", Monday, "m1")
            .Expect("DeleteItem", Answer.Messages("DeleteItem", Answer.Error("DeleteItem", "ErrorRecurrenceHasNoOccurrence")))
            .Expect("DeleteItem", Answer.Messages("DeleteItem", Answer.Message("DeleteItem", "")));

        var outcome = Assert.Single(await Setup.Calendar(server).DeleteAsync([new ItemDelete(Key("o1", Monday), "v1")], default));

        Assert.Equal(WriteStatus.Done, outcome.Status);
        Assert.Equal([new ItemVersion("M", "deleted")], outcome.AlsoTouched);
        Assert.Contains("<t:ItemId Id=\"M\" ChangeKey=\"m1\" />", server.Requests[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Last_occurrence_takes_its_master_along()
    {
        var server = Current("o1", "v1", Monday, "m1")
            .Expect("DeleteItem", Answer.Messages("DeleteItem", Answer.Message("DeleteItem", "")))
            .Expect("GetItem", Answer.Items("GetItem", Answer.NoItem("GetItem", "ErrorItemNotFound")));

        var outcome = Assert.Single(await Setup.Calendar(server).DeleteAsync([new ItemDelete(Key("o1", Monday), "v1")], default));

        Assert.Contains(new ItemVersion("M", "deleted"), outcome.AlsoTouched!);
    }

    [Fact]
    public async Task Occurrence_deleted_by_the_user_is_done()
    {
        var server = new Conversation().Expect("GetItem", Answer.Items("GetItem", Answer.NoItem("GetItem", "ErrorItemNotFound"), Answer.NoItem("GetItem", "ErrorItemNotFound")));
        for (var i = 0; i < 3; i++)
        {
            server.Expect("FindItem", Answer.Found(true));
        }

        Assert.Equal(WriteStatus.Done, Assert.Single(await Setup.Calendar(server).DeleteAsync([new ItemDelete(Key("o1", Monday), "v1")], default)).Status);
    }

    [Fact]
    public async Task Write_is_told_even_when_the_masters_version_cannot_be_read()
    {
        var server = Current("o1", "v1", Monday, "m1")
            .Expect("UpdateItem", Answer.Items("UpdateItem", Answer.Written("o1", "v2")))
            .Expect("GetItem", "", HttpStatusCode.ServiceUnavailable);
        var calendar = Setup.Calendar(server);

        var outcomes = await calendar.UpdateAsync([Update("o1", Monday, "v1"), Update("o2", Monday.AddDays(7), "v1")], default);

        Assert.Equal([WriteStatus.Done, WriteStatus.Failed], outcomes.Select(o => o.Status));
        await Assert.ThrowsAsync<SideException>(() => calendar.UpdateAsync([Update("o2", Monday.AddDays(7), "v1")], default));
    }

    private static Conversation FirstWritten(Conversation server) => server
        .Expect("UpdateItem", Answer.Items("UpdateItem", Answer.Written("o1", "v2")))
        .Expect("GetItem", Answer.Items("GetItem", Answer.Master("M", "m2")));

    private static Conversation Current(string id, string version, DateTimeOffset slot, string masterVersion) =>
        new Conversation().Expect("GetItem", Pair(id, version, slot, masterVersion));

    private static string Pair(string id, string version, DateTimeOffset slot, string masterVersion) =>
        Answer.Items("GetItem", At(id, version, slot).Xml(), Answer.Master("M", masterVersion));

    private static Entry At(string id, string version, DateTimeOffset slot) => new()
    {
        Id = id,
        Version = version,
        Kind = "Occurrence",
        Uid = "series",
        OriginalStart = Connectors.Exchange.Ews.XmlWriting.Instant(slot),
    };

    private static ItemKey Key(string id, DateTimeOffset slot) => ItemKey.Occurrence("series", slot, id);

    private static ItemUpdate Update(string id, DateTimeOffset slot, string version) => new(Key(id, slot), version, ItemFields.Title, Setup.Content("New"));
}
