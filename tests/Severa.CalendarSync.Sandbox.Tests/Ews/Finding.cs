using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Ews;

public sealed class The_calendar_view
{
    [Fact]
    public async Task Its_edges_are_half_open()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        foreach (var (subject, from, to) in new[] { ("before", "09", "10"), ("over the start", "09", "11"), ("inside", "11", "12"), ("over the end", "13", "15"), ("after", "14", "15") })
        {
            await ews.CreatedAsync($"<t:Subject>{subject}</t:Subject>" + Times($"2026-11-24T{from}:00:00Z", $"2026-11-24T{to}:00:00Z"));
        }

        var seen = await ews.SeenAsync("2026-11-24T10:00:00Z", "2026-11-24T14:00:00Z");
        Assert.Equal(["over the start", "inside", "over the end"], seen.Select(item => item.Text("Subject")));
    }

    [Fact]
    public async Task A_series_is_expanded_over_the_clock_change()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        await ews.CreatedAsync("<t:Subject>S</t:Subject>" + Times("2026-10-19T09:00:00", "2026-10-19T10:00:00") + WeeklyMondays("2026-10-19"));
        var seen = await ews.SeenAsync("2026-10-01T00:00:00Z", "2026-12-31T00:00:00Z");
        Assert.Equal(["2026-10-19T06:00:00Z", "2026-10-26T07:00:00Z", "2026-11-02T07:00:00Z", "2026-11-09T07:00:00Z", "2026-11-16T07:00:00Z"], seen.Select(i => i.Text("Start")));
        Assert.All(seen, item => Assert.Equal("Occurrence", item.Text("CalendarItemType")));
        Assert.All(seen, item => Assert.Null(item.Text("OriginalStart")));
    }

    [Fact]
    public async Task It_says_when_it_left_something_out()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        await ews.CreatedAsync(Times("2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z") + WeeklyMondays());
        var root = (await ews.CallAsync(View("2026-11-01T00:00:00Z", "2027-01-31T00:00:00Z", 3))).Descendants(EwsTester.M + "RootFolder").Single();
        Assert.Equal("false", root.Attribute("IncludesLastItemInRange")!.Value);
        Assert.Equal("5", root.Attribute("TotalItemsInView")!.Value);
        Assert.Equal(3, root.Descendants(EwsTester.T + "CalendarItem").Count());
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2028-01-02T00:00:00Z", "ErrorCalendarViewRangeTooBig")]
    [InlineData("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", "ErrorCalendarEndDateIsEarlierThanStartDate")]
    [InlineData("0001-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "ErrorValueOutOfRange")]
    [InlineData("2026-01-01T00:00:00Z", "9999-12-31T00:00:00Z", "ErrorValueOutOfRange")]
    public async Task Impossible_windows_are_refused(string from, string to, string code)
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal(code, (await host.Ews().CallAsync(View(from, to))).Code());
    }

    [Fact]
    public async Task It_cannot_be_combined_with_a_restriction()
    {
        await using var host = await SandboxHost.StartAsync();
        var both = View("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")
            .Replace("<m:ParentFolderIds>", "<m:Restriction>" + IsEqualTo("<t:FieldURI FieldURI=\"item:Subject\"/>", "x") + "</m:Restriction><m:ParentFolderIds>", StringComparison.Ordinal);
        Assert.Equal("ErrorInvalidRequest", (await host.Ews().CallAsync(both)).Code());
    }

    [Fact]
    public async Task It_needs_a_calendar()
    {
        await using var host = await SandboxHost.StartAsync();
        var elsewhere = View("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z").Replace("Id=\"calendar\"", "Id=\"deleteditems\"", StringComparison.Ordinal);
        Assert.Equal("ErrorCalendarFolderIsInvalidForCalendarView", (await host.Ews().CallAsync(elsewhere)).Code());
    }

    [Fact]
    public async Task Texts_are_cut_at_255_characters_and_bodies_and_attendees_left_out()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        await ews.CreatedAsync(
            $"<t:Subject>{new string('ä', 254)}😀😀</t:Subject><t:Body BodyType=\"Text\">note</t:Body>" + Times("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z")
            + "<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>a@b.test</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>");
        var item = (await ews.SeenAsync()).Single();
        Assert.Equal(new string('ä', 254), item.Text("Subject"));
        Assert.Null(item.Text("Body"));
        Assert.Null(item.Text("RequiredAttendees"));
        Assert.Empty(item.Descendants(EwsTester.T + "EmailAddress"));
        Assert.Equal("Aino Virtanen", item.Element(EwsTester.T + "Organizer")!.Descendants(EwsTester.T + "Name").Single().Value);
        Assert.Equal(254 + 4, (await ews.GotAsync(item.Id())).Text("Subject")!.Length);
    }

    [Fact]
    public async Task More_than_the_servers_limit_is_refused()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:FindCountLimit", "4"));
        var ews = host.Ews();
        await ews.CreatedAsync(Times("2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z") + WeeklyMondays());
        Assert.Equal("ErrorExceededFindCountLimit", (await ews.CallAsync(View("2026-11-01T00:00:00Z", "2027-01-31T00:00:00Z"))).Code());
        Assert.Equal("NoError", (await ews.CallAsync(View("2026-11-01T00:00:00Z", "2027-01-31T00:00:00Z", 4))).Code());
    }
}

public sealed class Searching_by_property
{
    [Fact]
    public async Task A_stamp_is_found_on_singles_and_masters()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        string Stamped(string value) => $"<t:ExtendedProperty>{Stamp}<t:Value>{value}</t:Value></t:ExtendedProperty>" + Times("2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z");
        var single = await ews.CreatedAsync(Stamped("a"));
        var master = await ews.CreatedAsync(Stamped("b") + WeeklyMondays());
        Assert.Equal(single.Id(), (await ews.CallAsync(Find(IsEqualTo(Stamp, "a")))).Items().Single().Id());
        Assert.Equal(master.Id(), (await ews.CallAsync(Find(IsEqualTo(Stamp, "b")))).Items().Single().Id());
        Assert.Empty((await ews.CallAsync(Find(IsEqualTo(Stamp, "A")))).Items());
        Assert.Equal(2, (await ews.CallAsync(Find($"<t:Exists>{Stamp}</t:Exists>"))).Items().Count);
        Assert.Equal(2, (await ews.CallAsync(Find($"<t:Or>{IsEqualTo(Stamp, "a")}{IsEqualTo(Stamp, "b")}</t:Or>"))).Items().Count);
        Assert.Single((await ews.CallAsync(Find($"<t:And>{IsEqualTo("<t:FieldURI FieldURI=\"calendar:IsRecurring\"/>", "true")}<t:Exists>{Stamp}</t:Exists></t:And>"))).Items());
    }

    [Fact]
    public async Task The_uid_cannot_be_searched_but_its_object_id_can()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var created = await ews.CreatedAsync("<t:UID>my-uid</t:UID>" + Times("2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z"));
        Assert.Equal("ErrorUnsupportedPathForQuery", (await ews.CallAsync(Find(IsEqualTo("<t:FieldURI FieldURI=\"calendar:UID\"/>", "my-uid")))).Code());
        const string ObjectId = """<t:ExtendedFieldURI DistinguishedPropertySetId="Meeting" PropertyId="35" PropertyType="Binary"/>""";
        var get = Get(ItemId(created.Id())).Replace(Stamp, ObjectId, StringComparison.Ordinal);
        var value = (await ews.CallAsync(get)).Descendants(EwsTester.T + "Value").Single().Value;
        Assert.Equal(created.Id(), (await ews.CallAsync(Find(IsEqualTo(ObjectId, value)))).Items().Single().Id());
    }

    [Fact]
    public async Task Pages_cover_everything_once()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        for (var count = 0; count < 7; count++)
        {
            await ews.CreatedAsync(Times("2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z"));
        }

        var (offset, found, isLast) = (0, new List<string>(), false);
        while (!isLast)
        {
            var root = (await ews.CallAsync(Find("", offset, 3))).Descendants(EwsTester.M + "RootFolder").Single();
            found.AddRange(root.Descendants(EwsTester.T + "CalendarItem").Select(item => item.Id()));
            offset = int.Parse(root.Attribute("IndexedPagingOffset")!.Value, System.Globalization.CultureInfo.InvariantCulture);
            isLast = root.Attribute("IncludesLastItemInRange")!.Value == "true";
        }

        Assert.Equal(7, found.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(7, found.Count);
    }

    [Fact]
    public async Task Ids_exist_that_differ_by_case_only()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var ids = new List<string>();
        for (var count = 0; count < 20; count++)
        {
            ids.Add((await ews.CreatedAsync($"<t:Subject>{count}</t:Subject>" + Times("2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z"))).Id());
        }

        Assert.Equal(20, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.True(ids.Distinct(StringComparer.OrdinalIgnoreCase).Count() < 20);
        for (var count = 0; count < 20; count++)
        {
            Assert.Equal($"{count}", (await ews.GotAsync(ids[count])).Text("Subject"));
        }
    }
}
