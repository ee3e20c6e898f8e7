using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Ews;

public sealed class Times_and_zones
{
    [Theory]
    [InlineData("2026-11-24T10:00:00Z", null, "2026-11-24T10:00:00Z")]
    [InlineData("2026-11-24T10:00:00+03:00", null, "2026-11-24T07:00:00Z")]
    [InlineData("2026-11-24T10:00:00", null, "2026-11-24T10:00:00Z")]
    [InlineData("2026-11-24T10:00:00", "FLE Standard Time", "2026-11-24T08:00:00Z")]
    [InlineData("2026-07-24T10:00:00", "FLE Standard Time", "2026-07-24T07:00:00Z")]
    public async Task Without_offset_the_context_counts_else_utc(string written, string? context, string read)
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = new EwsTester(host.Address, SandboxHost.Aino) { Zone = context };
        var created = await ews.CreatedAsync($"<t:Start>{written}</t:Start><t:End>2026-11-24T20:00:00Z</t:End>");
        Assert.Equal(read, (await ews.GotAsync(created.Id())).Text("Start"));
    }

    [Fact]
    public async Task The_entrys_own_zone_goes_before_the_context()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var times = Times("2026-11-24T10:00:00", "2026-11-24T11:00:00");
        var created = await ews.CreatedAsync(times + "<t:StartTimeZone Id=\"GMT Standard Time\"/><t:EndTimeZone Id=\"Eastern Standard Time\"/>");
        var item = await ews.GotAsync(created.Id());
        Assert.Equal(("2026-11-24T10:00:00Z", "2026-11-24T16:00:00Z"), (item.Text("Start"), item.Text("End")));
        var crossed = await ews.CallAsync(Create(times + "<t:StartTimeZone Id=\"Pacific Standard Time\"/><t:EndTimeZone Id=\"FLE Standard Time\"/>"));
        Assert.Equal("ErrorCalendarEndDateIsEarlierThanStartDate", crossed.Code());
    }

    [Fact]
    public async Task Changing_only_the_zone_keeps_the_wall_clock()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var created = await ews.CreatedAsync(Times("2026-11-24T10:00:00", "2026-11-24T11:00:00"));
        var zones = Set("calendar:StartTimeZone", "<t:StartTimeZone Id=\"GMT Standard Time\"/>") + Set("calendar:EndTimeZone", "<t:EndTimeZone Id=\"GMT Standard Time\"/>");
        Assert.Equal("NoError", await ews.UpdateCodeAsync(created, zones));
        Assert.Equal("2026-11-24T10:00:00Z", (await ews.GotAsync(created.Id())).Text("Start"));
    }

    [Fact]
    public async Task Naming_the_start_beside_the_zone_pins_it()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var created = await ews.CreatedAsync(Times("2026-11-24T10:00:00", "2026-11-24T11:00:00"));
        var both = Set("calendar:Start", "<t:Start>2026-11-24T08:00:00Z</t:Start>") + Set("calendar:End", "<t:End>2026-11-24T09:00:00Z</t:End>")
            + Set("calendar:StartTimeZone", "<t:StartTimeZone Id=\"GMT Standard Time\"/>") + Set("calendar:EndTimeZone", "<t:EndTimeZone Id=\"GMT Standard Time\"/>");
        Assert.Equal("NoError", await ews.UpdateCodeAsync(created, both));
        var item = await ews.GotAsync(created.Id());
        Assert.Equal(("2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z"), (item.Text("Start"), item.Text("End")));
        Assert.Equal("2026-11-24T08:00:00+00:00", item.Text("StartWallClock"));
    }

    [Theory]
    [InlineData("2026-06-09T04:00:00Z", "2026-06-10T04:00:00Z", "Eastern Standard Time", "2026-06-09T04:00:00Z", "2026-06-10T04:00:00Z")]
    [InlineData("2026-11-24T10:00:00", "2026-11-24T11:00:00", "FLE Standard Time", "2026-11-23T22:00:00Z", "2026-11-24T22:00:00Z")]
    [InlineData("2026-11-24T00:00:00", "2026-11-24T00:00:00", "FLE Standard Time", "2026-11-23T22:00:00Z", "2026-11-24T22:00:00Z")]
    [InlineData("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z", "FLE Standard Time", "2026-11-23T22:00:00Z", "2026-11-25T22:00:00Z")]
    [InlineData("2026-10-25T00:00:00", "2026-10-26T00:00:00", "FLE Standard Time", "2026-10-24T21:00:00Z", "2026-10-25T22:00:00Z")]
    public async Task All_day_entries_are_widened_to_midnights_of_their_zone(string start, string end, string zone, string from, string to)
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = new EwsTester(host.Address, SandboxHost.Aino) { Zone = zone };
        var item = await ews.GotAsync((await ews.CreatedAsync(Times(start, end) + "<t:IsAllDayEvent>true</t:IsAllDayEvent>")).Id());
        Assert.Equal((from, to), (item.Text("Start"), item.Text("End")));
    }

    [Fact]
    public async Task An_unknown_zone_needs_its_rules()
    {
        await using var host = await SandboxHost.StartAsync();
        var times = Times("2026-11-24T10:00:00", "2026-11-24T11:00:00");
        Assert.Equal("ErrorTimeZone", (await host.Ews().CallAsync(Create(times + "<t:StartTimeZone Id=\"Nowhere\"/>"))).Code());
        var own = "<t:StartTimeZone Id=\"Nowhere\"><t:Periods><t:Period Bias=\"-PT5H30M\" Name=\"Standard\" Id=\"s\"/></t:Periods></t:StartTimeZone>";
        var item = await host.Ews().GotAsync((await host.Ews().CreatedAsync(times + own)).Id());
        Assert.Equal("2026-11-24T04:30:00Z", item.Text("Start"));
        Assert.Equal("Nowhere", item.Element(EwsTester.T + "StartTimeZone")!.Attribute("Id")!.Value);
    }
}
