using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Tests.Support;
using Severa.CalendarSync.TestKit;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Ews.Versions;

public sealed class The_meeting_time_zone_of_2007
{
    private const string ByName = "<t:MeetingTimeZone TimeZoneName=\"FLE Standard Time\"/>";

    /// <summary>The clocks of Helsinki under a name nobody knows.</summary>
    private const string ByRules = """
        <t:MeetingTimeZone TimeZoneName="(UTC+02:00) Helsinki"><t:BaseOffset>-PT120M</t:BaseOffset>
        <t:Standard TimeZoneName="Standard"><t:Offset>PT0S</t:Offset><t:RelativeYearlyRecurrence><t:DaysOfWeek>Sunday</t:DaysOfWeek><t:DayOfWeekIndex>Last</t:DayOfWeekIndex><t:Month>October</t:Month></t:RelativeYearlyRecurrence><t:Time>04:00:00</t:Time></t:Standard>
        <t:Daylight TimeZoneName="Daylight"><t:Offset>-PT60M</t:Offset><t:RelativeYearlyRecurrence><t:DaysOfWeek>Sunday</t:DaysOfWeek><t:DayOfWeekIndex>Last</t:DayOfWeekIndex><t:Month>March</t:Month></t:RelativeYearlyRecurrence><t:Time>03:00:00</t:Time></t:Daylight></t:MeetingTimeZone>
        """;

    private const string Fixed = """<t:MeetingTimeZone TimeZoneName="Half"><t:BaseOffset>-PT5H30M</t:BaseOffset></t:MeetingTimeZone>""";

    public static TheoryData<string, string, string, string> Written => new()
    {
        { "no zone", "", "2026-11-24T10:00:00", "2026-11-24T10:00:00Z" },
        { "by name", ByName, "2026-11-24T10:00:00", "2026-11-24T08:00:00Z" },
        { "by name", ByName, "2026-07-24T10:00:00", "2026-07-24T07:00:00Z" },
        { "by rules", ByRules, "2026-11-24T10:00:00", "2026-11-24T08:00:00Z" },
        { "by rules", ByRules, "2026-07-24T10:00:00", "2026-07-24T07:00:00Z" },
        { "by rules, the day of the change", ByRules, "2027-03-28T10:00:00", "2027-03-28T07:00:00Z" },
        { "by rules, the day before", ByRules, "2027-03-27T10:00:00", "2027-03-27T08:00:00Z" },
        { "by offset", Fixed, "2026-07-24T10:00:00", "2026-07-24T04:30:00Z" },
        { "by name, literal time", ByName, "2026-11-24T10:00:00Z", "2026-11-24T10:00:00Z" },
        { "rules beat a name one knows", Fixed.Replace("Half", "FLE Standard Time", StringComparison.Ordinal), "2026-07-24T10:00:00", "2026-07-24T04:30:00Z" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public async Task Times_without_offset_mean_it_else_utc(string how, string zone, string written, string read)
    {
        var ews = await EwsAsync();
        var item = await ews.CreatedAsync($"<t:Start>{written}</t:Start><t:End>{written.Replace("T10", "T11", StringComparison.Ordinal)}</t:End>{zone}");
        Assert.Equal((how, read), (how, (await GotAsync(ews, item.Id())).Text("Start")));
    }

    [Fact]
    public async Task A_newer_server_asked_with_the_schema_of_2007_does_the_same()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = new EwsTester(host.Address, SandboxHost.Aino) { Version = "Exchange2007_SP1", Zone = "Eastern Standard Time" };
        var item = await ews.CreatedAsync(Times("2026-11-24T10:00:00", "2026-11-24T11:00:00") + ByName);
        Assert.Equal("2026-11-24T08:00:00Z", (await GotAsync(ews, item.Id())).Text("Start"));
        Assert.Equal("FLE Standard Time", (await host.Ews().GotAsync(item.Id())).Element(EwsTester.T + "StartTimeZone")!.Attribute("Id")!.Value);
    }

    [Theory]
    [InlineData(ByName, "FLE Standard Time")]
    [InlineData(ByRules, "(UTC+02:00) Helsinki")]
    public async Task Masters_give_it_back_with_its_rules(string zone, string name)
    {
        var ews = await EwsAsync();
        var master = await ews.CreatedAsync($"<t:Subject>{name}</t:Subject>" + Times("2027-03-22T09:00:00", "2027-03-22T10:00:00") + WeeklyMondays("2027-03-22") + zone);
        var written = (await GotAsync(ews, master.Id())).Element(EwsTester.T + "MeetingTimeZone")!;
        Assert.Equal(name, written.Attribute("TimeZoneName")!.Value);
        Assert.Equal("-PT2H", written.Element(EwsTester.T + "BaseOffset")!.Value);
        Assert.Equal(("PT0S", "Sunday Last October", "04:00:00.0000000"), Change(written, "Standard"));
        Assert.Equal(("-PT1H", "Sunday Last March", "03:00:00.0000000"), Change(written, "Daylight"));
        var starts = (await ews.SeenAsync("2027-03-01T00:00:00Z", "2027-05-01T00:00:00Z")).Where(i => i.Text("Subject") == name).Select(i => i.Text("Start"));
        Assert.Equal(["2027-03-22T07:00:00Z", "2027-03-29T06:00:00Z"], starts.Take(2));
        var copy = await ews.CreatedAsync(Times("2027-07-05T09:00:00", "2027-07-05T10:00:00") + new XElement(written));
        Assert.Equal("2027-07-05T06:00:00Z", (await GotAsync(ews, copy.Id())).Text("Start"));
    }

    [Fact]
    public async Task Single_entries_and_occurrences_do_not_tell_it()
    {
        var ews = await EwsAsync();
        var single = await ews.CreatedAsync(Times("2026-11-24T10:00:00", "2026-11-24T11:00:00") + ByName);
        Assert.Null((await GotAsync(ews, single.Id())).Element(EwsTester.T + "MeetingTimeZone"));
        await ews.CreatedAsync(Times("2027-01-11T09:00:00", "2027-01-11T10:00:00") + WeeklyMondays("2027-01-11") + ByName);
        var occurrence = (await ews.SeenAsync("2027-01-11T00:00:00Z", "2027-01-12T00:00:00Z")).Single(i => i.Text("CalendarItemType") == "Occurrence");
        Assert.Null((await GotAsync(ews, occurrence.Id())).Element(EwsTester.T + "MeetingTimeZone"));
    }

    [Fact]
    public async Task A_zone_without_daylight_time_has_no_changes()
    {
        var ews = await EwsAsync();
        var master = await ews.CreatedAsync(Times("2026-11-23T09:00:00", "2026-11-23T10:00:00") + WeeklyMondays() + Fixed);
        var written = (await GotAsync(ews, master.Id())).Element(EwsTester.T + "MeetingTimeZone")!;
        Assert.Equal(["-PT5H30M"], written.Elements().Select(e => e.Value));
    }

    [Fact]
    public async Task Whole_days_lie_between_its_midnights()
    {
        var ews = await EwsAsync();
        var day = await ews.CreatedAsync(Times("2026-11-24T00:00:00", "2026-11-25T00:00:00") + "<t:IsAllDayEvent>true</t:IsAllDayEvent>" + ByRules);
        var item = await GotAsync(ews, day.Id());
        Assert.Equal(("2026-11-23T22:00:00Z", "2026-11-24T22:00:00Z"), (item.Text("Start"), item.Text("End")));
    }

    [Fact]
    public async Task Changing_it_alone_keeps_the_wall_clock_and_start_beside_it_pins_the_time()
    {
        var ews = await EwsAsync();
        var created = await ews.CreatedAsync(Times("2026-11-24T10:00:00", "2026-11-24T11:00:00") + ByName);
        var zone = Set("calendar:MeetingTimeZone", "<t:MeetingTimeZone TimeZoneName=\"GMT Standard Time\"/>");
        var updated = (await ews.CallAsync(Update(ItemId(created), zone))).Items().Single();
        Assert.Equal("2026-11-24T10:00:00Z", (await GotAsync(ews, created.Id())).Text("Start"));
        var both = Set("calendar:MeetingTimeZone", ByName) + Set("calendar:Start", "<t:Start>2026-11-24T09:00:00</t:Start>") + Set("calendar:End", "<t:End>2026-11-24T10:00:00</t:End>");
        Assert.Equal("NoError", await ews.UpdateCodeAsync(updated, both));
        Assert.Equal("2026-11-24T07:00:00Z", (await GotAsync(ews, created.Id())).Text("Start"));
    }

    [Theory]
    [InlineData("<t:MeetingTimeZone TimeZoneName=\"Nowhere\"/>")]
    [InlineData("<t:MeetingTimeZone/>")]
    [InlineData("<t:MeetingTimeZone><t:BaseOffset>-PT20H</t:BaseOffset></t:MeetingTimeZone>")]
    [InlineData("<t:MeetingTimeZone><t:BaseOffset>PT0S</t:BaseOffset><t:Standard><t:Offset>PT0S</t:Offset><t:Time>03:00:00</t:Time></t:Standard><t:Daylight><t:Offset>-PT1H</t:Offset><t:Time>03:00:00</t:Time></t:Daylight></t:MeetingTimeZone>")]
    public async Task What_is_no_zone_is_refused(string zone)
    {
        var ews = await EwsAsync();
        Assert.Equal("ErrorCalendarInvalidTimeZone", (await ews.CallAsync(Create(Times("2026-11-24T10:00:00", "2026-11-24T11:00:00") + zone))).Code());
    }

    [Fact]
    public async Task Later_schemas_cannot_set_it()
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal("ErrorInvalidPropertySet", (await host.Ews().CallAsync(Create(Times("2026-11-24T10:00:00", "2026-11-24T11:00:00") + ByName))).Code());
    }

    [Fact]
    public async Task Rules_survive_a_restart_of_the_server()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");
        (string, string)[] settings = [("Sandbox:File", file), ("Sandbox:ServerVersion", "Exchange2007_SP1")];
        string id;
        await using (var host = await SandboxHost.StartAsync(settings))
        {
            id = (await Ews(host).CreatedAsync(Times("2027-03-22T09:00:00", "2027-03-22T10:00:00") + WeeklyMondays("2027-03-22") + ByRules)).Id();
        }

        await using (var host = await SandboxHost.StartAsync(settings))
        {
            Assert.Equal(["2027-03-22T07:00:00Z", "2027-03-29T06:00:00Z"], (await Ews(host).SeenAsync("2027-03-01T00:00:00Z", "2027-04-01T00:00:00Z")).Select(i => i.Text("Start")));
            Assert.NotNull((await GotAsync(Ews(host), id)).Element(EwsTester.T + "MeetingTimeZone")!.Element(EwsTester.T + "Daylight"));
        }

        File.Delete(file);
    }

    [SchemaFact]
    public async Task Answers_with_it_are_valid()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:ServerVersion", "Exchange2007_SP1"));
        foreach (var zone in (string[])[ByName, ByRules, Fixed])
        {
            var master = await Ews(host).CreatedAsync(Times("2026-11-23T09:00:00", "2026-11-23T10:00:00") + WeeklyMondays() + zone);
            await GotAsync(Ews(host), master.Id());
        }

        Assert.All(host.Transcript.Exchanges, exchange => Assert.Empty(EwsSchemas.ErrorsIn(exchange.Request).Concat(EwsSchemas.ErrorsIn(exchange.Answer))));
    }

    [Theory]
    [InlineData("FLE Standard Time", 2026)]
    [InlineData("Eastern Standard Time", 2026)]
    [InlineData("AUS Eastern Standard Time", 2026)]
    [InlineData("UTC", 2026)]
    [InlineData("India Standard Time", 2026)]
    public void Rules_taken_from_a_zone_tell_the_same_time(string id, int year)
    {
        var zone = Zones.Of(id);
        var copy = ZoneRules.Of(zone, year).ToInfo("copy");
        for (var at = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero); at.Year == year; at = at.AddHours(1))
        {
            Assert.Equal((at, zone.GetUtcOffset(at)), (at, copy.GetUtcOffset(at)));
        }
    }

    private static async Task<EwsTester> EwsAsync() => Ews(await ProductHosts.OfAsync("Exchange2007_SP1"));

    private static EwsTester Ews(SandboxHost host) => new(host.Address, SandboxHost.Aino) { Version = "Exchange2007_SP1", Zone = "Eastern Standard Time" };

    private static async Task<XElement> GotAsync(EwsTester ews, string id) =>
        (await ews.CallAsync($"<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ItemIds>{ItemId(id)}</m:ItemIds></m:GetItem>")).Items().Single();

    private static (string Offset, string Rule, string Time) Change(XElement zone, string name)
    {
        var change = zone.Element(EwsTester.T + name)!;
        var rule = change.Element(EwsTester.T + "RelativeYearlyRecurrence")!;
        return (change.Element(EwsTester.T + "Offset")!.Value, string.Join(' ', rule.Elements().Select(e => e.Value)), change.Element(EwsTester.T + "Time")!.Value);
    }
}
