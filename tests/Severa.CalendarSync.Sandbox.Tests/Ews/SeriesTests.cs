using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Ews;

public sealed class Series_and_their_occurrences
{
    private static readonly string Mondays = "<t:Subject>S</t:Subject>" + Times("2026-11-23T09:00:00", "2026-11-23T10:00:00") + WeeklyMondays();

    [Fact]
    public async Task Editing_an_occurrence_makes_an_exception()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var master = await ews.CreatedAsync(Mondays);
        var second = (await ews.SeenAsync())[1];
        var moved = Set("calendar:Start", "<t:Start>2026-12-01T07:00:00Z</t:Start>") + Set("calendar:End", "<t:End>2026-12-01T08:00:00Z</t:End>");
        var response = await ews.CallAsync(Update(ItemId(second), moved));
        Assert.Equal("NoError", response.Code());
        var item = await ews.GotAsync(response.Items().Single().Id());
        Assert.Equal("Exception", item.Text("CalendarItemType"));
        Assert.Equal("2026-11-30T07:00:00Z", item.Text("OriginalStart"));
        Assert.Equal("2026-11-30T07:00:00Z", item.Text("RecurrenceId"));
        var info = (await ews.GotAsync(master.Id())).Element(EwsTester.T + "ModifiedOccurrences")!.Elements().Single();
        Assert.Equal(item.Id(), info.Id());
        Assert.Equal(("2026-12-01T07:00:00Z", "2026-11-30T07:00:00Z"), (info.Text("Start"), info.Text("OriginalStart")));
    }

    [Fact]
    public async Task Every_change_gives_new_keys_to_the_whole_family_and_leaves_the_ids()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var master = await ews.CreatedAsync(Mondays);
        var before = await ews.SeenAsync();
        Assert.Equal("NoError", await ews.UpdateCodeAsync(before[1], Set("item:Subject", "<t:Subject>X</t:Subject>")));
        var after = await ews.SeenAsync();
        var key = (await ews.GotAsync(master.Id())).Key();
        Assert.NotEqual(master.Key(), key);
        Assert.Equal(before.Select(i => i.Id()), after.Select(i => i.Id()));
        Assert.All(before, i => Assert.Equal(master.Key(), i.Key()));
        Assert.All(after, i => Assert.Equal(key, i.Key()));
        Assert.Equal(["S", "X", "S", "S", "S"], after.Select(i => i.Text("Subject")));
    }

    [Fact]
    public async Task An_occurrences_id_names_its_day_whatever_the_hour()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var master = await ews.CreatedAsync(Mondays);
        var before = await ews.SeenAsync();
        var later = Set("calendar:Start", "<t:Start>2026-11-23T11:00:00Z</t:Start>") + Set("calendar:End", "<t:End>2026-11-23T12:00:00Z</t:End>");
        Assert.Equal("NoError", await ews.UpdateCodeAsync(await ews.GotAsync(master.Id()), later));
        Assert.Equal(before.Select(i => i.Id()), (await ews.SeenAsync()).Select(i => i.Id()));
        Assert.Equal("2026-11-30T11:00:00Z", (await ews.GotAsync(before[1].Id())).Text("OriginalStart"));
        var tuesday = Set("calendar:Recurrence", WeeklyMondays("2026-11-24").Replace("Monday", "Tuesday", StringComparison.Ordinal));
        Assert.Equal("NoError", await ews.UpdateCodeAsync(await ews.GotAsync(master.Id()), tuesday));
        Assert.Empty(before.Select(i => i.Id()).Intersect((await ews.SeenAsync()).Select(i => i.Id())));
        Assert.Equal("ErrorItemNotFound", (await ews.CallAsync(Get(ItemId(before[1].Id())))).Code());
    }

    [Theory]
    [InlineData("2026-12-07T10:00:00Z", "ErrorOccurrenceCrossingBoundary")]
    [InlineData("2026-12-08T10:00:00Z", "ErrorOccurrenceCrossingBoundary")]
    [InlineData("2026-11-23T20:00:00Z", "ErrorOccurrenceCrossingBoundary")]
    [InlineData("2026-12-06T10:00:00Z", "NoError")]
    public async Task An_occurrence_stays_between_its_neighbours(string start, string code)
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        await ews.CreatedAsync(Mondays);
        var end = start.Replace(":00:00Z", ":30:00Z", StringComparison.Ordinal);
        var updates = Set("calendar:Start", $"<t:Start>{start}</t:Start>") + Set("calendar:End", $"<t:End>{end}</t:End>");
        Assert.Equal(code, await ews.UpdateCodeAsync((await ews.SeenAsync())[1], updates));
    }

    [Fact]
    public async Task Deleting_an_occurrence_leaves_the_others()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var master = await ews.CreatedAsync(Mondays);
        Assert.Equal("NoError", (await ews.CallAsync(Delete(ItemId((await ews.SeenAsync())[1].Id(), "anything")))).Code());
        Assert.Equal(4, (await ews.SeenAsync()).Count);
        var item = await ews.GotAsync(master.Id());
        Assert.Equal("2026-11-30T07:00:00Z", item.Descendants(EwsTester.T + "DeletedOccurrence").Single().Value);
        Assert.NotEqual(master.Key(), item.Key());
    }

    [Fact]
    public async Task The_last_occurrence_cannot_be_deleted_alone()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        await ews.CreatedAsync(Mondays.Replace(">5<", ">1<", StringComparison.Ordinal));
        Assert.Equal("ErrorRecurrenceHasNoOccurrence", (await ews.CallAsync(Delete(ItemId((await ews.SeenAsync()).Single().Id())))).Code());
    }

    [Fact]
    public async Task Occurrences_are_found_by_number_and_masters_by_occurrence()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var master = await ews.CreatedAsync(Mondays);
        await ews.CallAsync(Delete(ItemId((await ews.SeenAsync())[2].Id())));
        string ByNumber(int number) => $"""<t:OccurrenceItemId RecurringMasterId="{master.Id()}" InstanceIndex="{number}"/>""";
        var occurrence = (await ews.SeenAsync())[0];
        var response = await ews.CallAsync(Get(ByNumber(4) + ByNumber(3) + ByNumber(6) + $"""<t:RecurringMasterItemId OccurrenceId="{occurrence.Id()}"/>"""));
        var codes = response.Messages().Select(m => m.Element(EwsTester.M + "ResponseCode")!.Value);
        Assert.Equal(["NoError", "ErrorCalendarOccurrenceIsDeletedFromRecurrence", "ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange", "NoError"], codes);
        Assert.Equal("2026-12-14T07:00:00Z", response.Messages()[0].Descendants(EwsTester.T + "Start").First().Value);
        Assert.Equal(master.Id(), response.Messages()[3].Descendants(EwsTester.T + "CalendarItem").Single().Id());
    }

    [Fact]
    public async Task A_change_of_the_series_reaches_exceptions_except_where_they_differ()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var master = await ews.CreatedAsync(Mondays);
        await ews.UpdateCodeAsync((await ews.SeenAsync())[1], Set("item:Subject", "<t:Subject>Own</t:Subject>"));
        var current = await ews.GotAsync(master.Id());
        await ews.UpdateCodeAsync(current, Set("item:Subject", "<t:Subject>New</t:Subject>") + Set("calendar:Location", "<t:Location>Turku</t:Location>"));
        var seen = await ews.SeenAsync();
        Assert.Equal(["New", "Own", "New", "New", "New"], seen.Select(i => i.Text("Subject")));
        Assert.All(seen, item => Assert.Equal("Turku", item.Text("Location")));
    }

    [Fact]
    public async Task Moving_the_series_drops_its_exceptions()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var master = await ews.CreatedAsync(Mondays);
        await ews.CallAsync(Delete(ItemId((await ews.SeenAsync())[1].Id())));
        var updates = Set("calendar:Start", "<t:Start>2026-11-23T11:00:00</t:Start>") + Set("calendar:End", "<t:End>2026-11-23T12:00:00</t:End>");
        Assert.Equal("NoError", await ews.UpdateCodeAsync(await ews.GotAsync(master.Id()), updates));
        var seen = await ews.SeenAsync();
        Assert.Equal(5, seen.Count);
        Assert.Equal("2026-11-23T09:00:00Z", seen[0].Text("Start"));
    }

    [Fact]
    public async Task A_master_tells_its_pattern_first_and_last()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var item = await ews.GotAsync((await ews.CreatedAsync(Mondays)).Id());
        Assert.Equal("RecurringMaster", item.Text("CalendarItemType"));
        Assert.Equal("Monday", item.Descendants(EwsTester.T + "DaysOfWeek").Single().Value);
        Assert.Equal("2026-11-23+02:00", item.Descendants(EwsTester.T + "StartDate").Single().Value);
        Assert.Equal("2026-11-23T07:00:00Z", item.Element(EwsTester.T + "FirstOccurrence")!.Text("Start"));
        Assert.Equal("2026-12-21T07:00:00Z", item.Element(EwsTester.T + "LastOccurrence")!.Text("Start"));
    }

    [Fact]
    public async Task A_series_can_become_single_and_back()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var master = await ews.CreatedAsync(Mondays);
        await ews.UpdateCodeAsync(master, Clear("calendar:Recurrence"));
        Assert.Equal("Single", (await ews.SeenAsync()).Single().Text("CalendarItemType"));
        var recurrence = "<t:SetItemField><t:FieldURI FieldURI=\"calendar:Recurrence\"/><t:CalendarItem>" + WeeklyMondays() + "</t:CalendarItem></t:SetItemField>";
        Assert.Equal("NoError", await ews.UpdateCodeAsync(await ews.GotAsync(master.Id()), recurrence));
        Assert.Equal(5, (await ews.SeenAsync()).Count);
    }

    [Theory]
    [InlineData("<t:NumberedRecurrence><t:StartDate>2026-11-23</t:StartDate><t:NumberOfOccurrences>0</t:NumberOfOccurrences></t:NumberedRecurrence>", "ErrorCalendarInvalidRecurrence")]
    [InlineData("<t:EndDateRecurrence><t:StartDate>2026-11-24</t:StartDate><t:EndDate>2026-11-28</t:EndDate></t:EndDateRecurrence>", "ErrorRecurrenceHasNoOccurrence")]
    [InlineData("<t:EndDateRecurrence><t:StartDate>2026-11-24</t:StartDate><t:EndDate>2026-11-01</t:EndDate></t:EndDateRecurrence>", "ErrorCalendarEndDateIsEarlierThanStartDate")]
    public async Task Series_without_occurrences_are_refused(string range, string code)
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal(code, (await host.Ews().CallAsync(Create(Times("2026-11-23T09:00:00", "2026-11-23T10:00:00") + WeeklyMondays(range: range)))).Code());
    }

    [Fact]
    public async Task The_object_id_of_an_occurrence_carries_its_day()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        await ews.CreatedAsync(Mondays);
        var wanted = """<t:ExtendedFieldURI DistinguishedPropertySetId="Meeting" PropertyId="3" PropertyType="Binary"/>""";
        var values = new List<XElement>();
        foreach (var item in (await ews.SeenAsync()).Take(2))
        {
            values.Add((await ews.CallAsync(Get(ItemId(item)).Replace(Stamp, wanted, StringComparison.Ordinal))).Descendants(EwsTester.T + "Value").Single());
        }

        Assert.NotEqual(values[0].Value, values[1].Value);
    }
}
