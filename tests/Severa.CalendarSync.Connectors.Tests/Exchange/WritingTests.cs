using System.Net;
using System.Xml.Linq;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Exchange;

public sealed class WritingTests
{
    private static readonly Guid Link = Guid.Parse("22222222-2222-2222-2222-222222222222");

    [Fact]
    public async Task Created_entry_carries_stamp_link_zone_and_no_reminder()
    {
        var stamp = new Stamp("inst", Guid.NewGuid(), Link, "act", Origin.Severa);
        var server = new Conversation().Expect("CreateItem", Answer.Items("CreateItem", Answer.Written("new", "v1")));
        var content = Setup.Content("Trip\u0001", Setup.Hour(8, "America/New_York")) with { Privacy = Privacy.Private, ShowAs = ShowAs.OutOfOffice };

        var outcome = Assert.Single(await Setup.Calendar(server).CreateAsync([new ItemDraft(Link, content, stamp)], default));

        Assert.Equal((WriteStatus.Done, ItemKey.Of("new"), "v1"), (outcome.Status, outcome.Key, outcome.Version));
        var item = server.Requests[0].Body.Descendants(XName.Get("CalendarItem", Answer.T)).Single();
        string Of(string name) => item.Element(XName.Get(name, Answer.T))!.Value;
        Assert.Equal(("Trip", "Private", "false", "OOF"), (Of("Subject"), Of("Sensitivity"), Of("ReminderIsSet"), Of("LegacyFreeBusyStatus")));
        Assert.Equal("Eastern Standard Time", item.Element(XName.Get("StartTimeZone", Answer.T))!.Attribute("Id")!.Value);
        Assert.Equal([stamp.Format(), Link.ToString("N")], item.Descendants(XName.Get("Value", Answer.T)).Select(v => v.Value));
    }

    [Fact]
    public async Task All_day_entry_is_midnights_of_the_users_zone()
    {
        var server = new Conversation().Expect("CreateItem", Answer.Items("CreateItem", Answer.Written("new", "v1")));
        var when = When.AllDay(new DateOnly(2026, 3, 28), new DateOnly(2026, 3, 30));

        await Setup.Calendar(server).CreateAsync([new ItemDraft(Link, Setup.Content(when: when))], default);

        Assert.Contains("<t:Start>2026-03-27T22:00:00Z</t:Start><t:End>2026-03-29T21:00:00Z</t:End><t:IsAllDayEvent>true</t:IsAllDayEvent>", server.Requests[0].Text, StringComparison.Ordinal);
        Assert.Contains("<t:StartTimeZone Id=\"FLE Standard Time\" />", server.Requests[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ItemFields.Title, "item:Subject")]
    [InlineData(ItemFields.Privacy, "item:Sensitivity")]
    [InlineData(ItemFields.Notes, "item:Body")]
    [InlineData(ItemFields.Place, "calendar:Location")]
    [InlineData(ItemFields.ShowAs, "calendar:LegacyFreeBusyStatus")]
    [InlineData(ItemFields.When, "calendar:Start calendar:End")]
    [InlineData(ItemFields.Title | ItemFields.When, "item:Subject calendar:Start calendar:End")]
    public async Task Only_named_fields_are_written(ItemFields fields, string expected)
    {
        var server = Updated();

        await Setup.Calendar(server).UpdateAsync([Update(fields, Setup.Hour(10), Setup.Hour(8))], default);

        Assert.Equal(expected.Split(' '), FieldsOf(server.Requests[0]));
    }

    [Theory]
    [InlineData(false, true, "calendar:Start calendar:End calendar:IsAllDayEvent calendar:StartTimeZone calendar:EndTimeZone")]
    [InlineData(true, true, "calendar:Start calendar:End calendar:StartTimeZone calendar:EndTimeZone")]
    [InlineData(true, false, "calendar:Start calendar:End calendar:IsAllDayEvent calendar:StartTimeZone calendar:EndTimeZone")]
    [InlineData(false, false, "calendar:Start calendar:End")]
    public async Task Zone_is_written_only_with_the_times_and_only_for_days(bool wasAllDay, bool becomesAllDay, string expected)
    {
        var day = When.AllDay(new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 3));
        var server = Updated();

        await Setup.Calendar(server).UpdateAsync([Update(ItemFields.When, becomesAllDay ? day : Setup.Hour(10), wasAllDay ? day : Setup.Hour(8))], default);

        Assert.Equal(expected.Split(' '), FieldsOf(server.Requests[0]));
    }

    [Fact]
    public async Task Empty_place_is_removed()
    {
        var server = Updated();

        await Setup.Calendar(server).UpdateAsync([new ItemUpdate(ItemKey.Of("a"), "v1", ItemFields.Place, Setup.Content())], default);

        Assert.Contains("<t:DeleteItemField><t:FieldURI FieldURI=\"calendar:Location\" /></t:DeleteItemField>", server.Requests[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_expects_the_version_it_was_decided_on()
    {
        var server = Updated();

        var outcome = Assert.Single(await Setup.Calendar(server).UpdateAsync([new ItemUpdate(ItemKey.Of("a"), "v1", ItemFields.Title, Setup.Content())], default));

        Assert.Contains("<t:ItemId Id=\"a\" ChangeKey=\"v1\" />", server.Requests[0].Text, StringComparison.Ordinal);
        Assert.Equal((WriteStatus.Done, "v2"), (outcome.Status, outcome.Version));
    }

    [Theory]
    [InlineData("ErrorIrresolvableConflict", WriteStatus.Stale)]
    [InlineData("ErrorStaleObject", WriteStatus.Stale)]
    [InlineData("ErrorItemNotFound", WriteStatus.Stale)]
    [InlineData("ErrorOccurrenceCrossingBoundary", WriteStatus.Refused)]
    [InlineData("ErrorCalendarEndDateIsEarlierThanStartDate", WriteStatus.Refused)]
    [InlineData("ErrorMessageSizeExceeded", WriteStatus.Refused)]
    [InlineData("ErrorItemCorrupt", WriteStatus.Refused)]
    [InlineData("ErrorNobodyHasEverSeen", WriteStatus.Failed)]

    // Rights may come back; nothing of the other side is set back for their lack.
    [InlineData("ErrorAccessDenied", WriteStatus.Failed)]
    [InlineData("ErrorTimeoutExpired", WriteStatus.Unknown)]
    [InlineData("ErrorInternalServerError", WriteStatus.Unknown)]
    [InlineData("ErrorBatchProcessingStopped", WriteStatus.Failed)]
    public async Task Refusal_of_one_item_is_its_own(string code, WriteStatus status)
    {
        var server = new Conversation().Expect("UpdateItem", Answer.Items("UpdateItem", Answer.Written("a", "v2"), Answer.NoItem("UpdateItem", code)));

        var outcomes = await Setup.Calendar(server).UpdateAsync(
            [Update(ItemFields.Title, Setup.Hour(8), Setup.Hour(8)), new ItemUpdate(ItemKey.Of("b"), "v1", ItemFields.Title, Setup.Content())], default);

        Assert.Equal([WriteStatus.Done, status], outcomes.Select(o => o.Status));
        Assert.Equal(code, outcomes[1].Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Delete_looks_first_because_the_server_ignores_versions()
    {
        var server = new Conversation()
            .Expect("GetItem", Answer.Items(
                "GetItem",
                new Entry { Id = "same", Version = "v1" }.Xml(),
                new Entry { Id = "changed", Version = "v2" }.Xml(),
                Answer.NoItem("GetItem", "ErrorItemNotFound"),
                new Entry { Id = "moved", Folder = "other" }.Xml(),
                Answer.NoItem("GetItem", "ErrorNobodyHasEverSeen")))
            .Expect("DeleteItem", Answer.Messages("DeleteItem", Answer.Message("DeleteItem", "")));

        var outcomes = await Setup.Calendar(server).DeleteAsync(
            [.. new[] { "same", "changed", "gone", "moved", "odd" }.Select(id => new ItemDelete(ItemKey.Of(id), "v1"))], default);

        Assert.Equal([WriteStatus.Done, WriteStatus.Stale, WriteStatus.Done, WriteStatus.Stale, WriteStatus.Failed], outcomes.Select(o => o.Status));
        Assert.Equal([new ItemVersion("same", "deleted")], outcomes[0].AlsoTouched);
        Assert.Contains("<m:ItemIds><t:ItemId Id=\"same\" ChangeKey=\"v1\" /></m:ItemIds>", server.Requests[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_of_what_vanished_meanwhile_is_done()
    {
        var server = new Conversation()
            .Expect("GetItem", Answer.Items("GetItem", new Entry { Id = "a" }.Xml()))
            .Expect("DeleteItem", Answer.Messages("DeleteItem", Answer.Error("DeleteItem", "ErrorItemNotFound")));

        Assert.Equal(WriteStatus.Done, Assert.Single(await Setup.Calendar(server).DeleteAsync([new ItemDelete(ItemKey.Of("a"), "v1")], default)).Status);
    }

    [Fact]
    public async Task At_most_fifty_items_a_request()
    {
        var server = new Conversation()
            .Expect("CreateItem", Created(0, 50)).Expect("CreateItem", Created(50, 50)).Expect("CreateItem", Created(100, 1));

        var outcomes = await Setup.Calendar(server).CreateAsync(Drafts(101), default);

        Assert.Equal(Enumerable.Range(0, 101).Select(Answer.Id), outcomes.Select(o => o.Key!.Id));
    }

    [Fact]
    public async Task At_most_200_kilobytes_a_request()
    {
        var server = new Conversation();
        foreach (var start in new[] { 0, 6, 12, 18 })
        {
            server.Expect("CreateItem", Created(start, start == 18 ? 2 : 6));
        }

        var outcomes = await Setup.Calendar(server).CreateAsync(Drafts(20, new string('\u20ac', 10_000)), default);

        Assert.Equal(20, outcomes.Count);
        Assert.All(server.Requests, r => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(r.Text), 1, 203 * 1024));
    }

    [Fact]
    public async Task Outcomes_before_an_error_are_told_and_the_error_is_thrown_by_the_next_call()
    {
        var server = new Conversation().Expect("CreateItem", Created(0, 50)).Expect("CreateItem", "", HttpStatusCode.ServiceUnavailable);
        var calendar = Setup.Calendar(server);

        var outcomes = await calendar.CreateAsync(Drafts(120), default);

        Assert.Equal((50, 70), (outcomes.Count(o => o.Status == WriteStatus.Done), outcomes.Count(o => o is { Status: WriteStatus.Failed, Code: "Http503" })));
        Assert.Equal(22, (await Assert.ThrowsAsync<SideException>(() => calendar.CreateAsync(Drafts(1), default))).Number);
        server.AssertFinished();
    }

    [Fact]
    public async Task Busy_for_every_item_is_an_error_of_the_connection()
    {
        var server = new Conversation().Expect("CreateItem", Answer.Items("CreateItem", Answer.NoItem("CreateItem", "ErrorServerBusy")));

        Assert.Equal(22, (await Assert.ThrowsAsync<SideException>(() => Setup.Calendar(server).CreateAsync(Drafts(1), default))).Number);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, 1)]
    [InlineData(HttpStatusCode.Forbidden, 18)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 22)]
    public async Task Write_refused_before_it_was_processed_is_an_error_and_not_repeated(HttpStatusCode status, int number)
    {
        var server = new Conversation().Expect("CreateItem", "", status, "text/html");

        var error = await Assert.ThrowsAsync<SideException>(() => Setup.Calendar(server).CreateAsync(Drafts(2), default));

        // One 401 alone does not stop a whole connection.
        Assert.Equal((number, number == 18), (error.Number, error.IsPermanent));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Nothing_to_do_asks_nobody()
    {
        var calendar = Setup.Calendar(new Conversation());

        Assert.Empty(await calendar.CreateAsync([], default));
        Assert.Empty(await calendar.UpdateAsync([], default));
        Assert.Empty(await calendar.DeleteAsync([], default));
        Assert.Empty(await calendar.LookUpAsync([], default));
    }

    internal static ItemDraft[] Drafts(int count, string notes = "") =>
        [.. Enumerable.Range(0, count).Select(_ => new ItemDraft(Link, Setup.Content() with { Notes = notes }))];

    private static string Created(int from, int count) =>
        Answer.Items("CreateItem", Enumerable.Range(from, count).Select(i => Answer.Written(Answer.Id(i), "v1")));

    private static Conversation Updated() => new Conversation().Expect("UpdateItem", Answer.Items("UpdateItem", Answer.Written("a", "v2")));

    private static ItemUpdate Update(ItemFields fields, When when, When before)
    {
        var current = new CalendarItem { Key = ItemKey.Of("a"), Version = "v1", Content = Setup.Content(when: before), ModifiedAt = default };
        return new ItemUpdate(ItemKey.Of("a"), "v1", fields, Setup.Content(when: when) with { Place = "Room" }, Current: current);
    }

    private static IEnumerable<string> FieldsOf(SentRequest request) =>
        request.Body.Descendants(XName.Get("FieldURI", Answer.T)).Select(f => f.Attribute("FieldURI")!.Value);
}
