using System.Text;
using Severa.CalendarSync.Sandbox.Importing;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Tests.Support;

namespace Severa.CalendarSync.Sandbox.Tests.Importing;

/// <summary>A table test over the shared calendars; skipped when they are not there.</summary>
internal sealed class SharedCalendarsTheoryAttribute : TheoryAttribute
{
    public SharedCalendarsTheoryAttribute() => Skip = SharedCalendars.Folder is null ? "No calendars: set ICS_DIR or put them at ../shared/ics." : null;
}

internal static class SharedCalendars
{
    public static string? Folder { get; } = SharedFolders.Find("ICS_DIR", "ics");

    public static IEnumerable<string> Names => Folder is null ? ["none"] : Directory.EnumerateFiles(Folder, "*.ics").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
}

public sealed class Importing_calendars
{
    public static TheoryData<string> Files => [.. SharedCalendars.Names];

    [SharedCalendarsTheory]
    [MemberData(nameof(Files))]
    public async Task Every_shared_file_comes_in_or_says_why_not(string name)
    {
        await using var host = await SandboxHost.StartAsync();
        var report = host.Get<CalendarImport>().Import(host.Mailbox(), await File.ReadAllBytesAsync(Path.Combine(SharedCalendars.Folder!, name)));
        Assert.True(report.Imported > 0 || report.Problems.Any(p => p.Reason is "The event has no start." or "The file has no events."), string.Join('\n', report.Problems));
        Assert.All(report.Problems, problem => Assert.NotEmpty(problem.Reason));
        Assert.Equal(report.Imported, host.Mailbox().Count(Folders.Calendar));
        await host.Ews().CallAsync(Requests.Sync());
    }

    [Theory]
    [InlineData("FREQ=DAILY;COUNT=3", PatternKind.Daily)]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU", PatternKind.Weekly)]
    [InlineData("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", PatternKind.Weekly)]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=24", PatternKind.AbsoluteMonthly)]
    [InlineData("FREQ=MONTHLY;BYDAY=4TU", PatternKind.RelativeMonthly)]
    [InlineData("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=4", PatternKind.RelativeMonthly)]
    [InlineData("FREQ=YEARLY", PatternKind.AbsoluteYearly)]
    [InlineData("FREQ=YEARLY;INTERVAL=2", PatternKind.AbsoluteMonthly)]
    [InlineData("FREQ=YEARLY;BYMONTH=11;BYDAY=4TU", PatternKind.RelativeYearly)]
    [InlineData("FREQ=WEEKLY;UNTIL=20261208T080000Z", PatternKind.Weekly)]
    public async Task Rules_Outlook_knows_become_series(string rule, PatternKind kind)
    {
        await using var host = await SandboxHost.StartAsync();
        var report = Import(host, Event("DTSTART;TZID=Europe/Helsinki:20261124T100000", "DTEND;TZID=Europe/Helsinki:20261124T110000", "RRULE:" + rule));
        Assert.Empty(report.Problems);
        var row = host.Users.Rows(host.Mailbox()).Single();
        Assert.Equal(kind, row.Entry.Rule!.Kind);
        Assert.Equal("FLE Standard Time", row.Content.StartZone.Id);
    }

    [Theory]
    [InlineData("FREQ=DAILY;COUNT=6;BYHOUR=9,10")]
    [InlineData("FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3;COUNT=6")]
    [InlineData("FREQ=YEARLY;BYWEEKNO=48;COUNT=6;BYDAY=TU")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=24,25;COUNT=6")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3")]
    public async Task Other_rules_become_single_entries_and_it_is_said(string rule)
    {
        await using var host = await SandboxHost.StartAsync();
        var report = Import(host, Event("DTSTART:20261124T100000Z", "DTEND:20261124T110000Z", "RRULE:" + rule));
        Assert.Contains("cannot express", report.Problems.Single().Reason, StringComparison.Ordinal);
        Assert.True(report.Imported > 0);
        Assert.All(host.Users.Rows(host.Mailbox()), row => Assert.Equal(ItemKind.Single, row.Kind));
    }

    [Fact]
    public async Task An_end_without_zone_is_in_the_zone_of_the_start()
    {
        await using var host = await SandboxHost.StartAsync();
        Import(host, Event("DTSTART;TZID=US-Eastern:20261124T090000", "DTEND:20261124T100000"));
        var view = host.Users.Rows(host.Mailbox()).Single();
        Assert.Equal(TimeSpan.FromHours(1), view.End - view.Start);
        Assert.Equal(14, view.Start.Hour);
    }

    [Fact]
    public async Task Excluded_and_changed_occurrences_are_kept()
    {
        await using var host = await SandboxHost.StartAsync();
        var changed = "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;TZID=Europe/Helsinki:20261208T100000\nDTSTART;TZID=Europe/Helsinki:20261209T120000\nDTEND;TZID=Europe/Helsinki:20261209T130000\nSUMMARY:Siirretty\nEND:VEVENT\n";
        var series = Event("DTSTART;TZID=Europe/Helsinki:20261124T100000", "DTEND;TZID=Europe/Helsinki:20261124T110000", "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Europe/Helsinki:20261201T100000", "SUMMARY:Sarja");
        var report = Import(host, changed + series);
        Assert.Empty(report.Problems);
        var seen = host.Users.Between(host.Mailbox(), SandboxHost.Monday, SandboxHost.Monday.AddDays(60));
        Assert.Equal([("Sarja", 24), ("Siirretty", 9), ("Sarja", 15)], seen.Select(v => (v.Content.Subject!, v.Start.Day)));
    }

    [Fact]
    public async Task A_broken_event_does_not_take_the_others_with_it()
    {
        await using var host = await SandboxHost.StartAsync();
        var report = Import(host, Event("DTSTART:tomorrow", "SUMMARY:broken").Replace("UID:1", "UID:bad", StringComparison.Ordinal)
            + Event("DTSTART;VALUE=DATE:20261124", "SUMMARY:Koko päivä") + "BEGIN:VTODO\nEND:VTODO\n" + Event("DTSTART;TZID=Moon/Base:20261125T100000", "SUMMARY:Kuu"));
        Assert.Equal(2, report.Imported);
        Assert.Contains(report.Problems, p => p.Uid == "bad");
        Assert.Contains(report.Problems, p => p.Component == "VTODO");
        Assert.Contains(report.Problems, p => p.Reason.Contains("Moon/Base", StringComparison.Ordinal));
        var day = host.Users.Rows(host.Mailbox())[0];
        Assert.True(day.Content.IsAllDay);
        Assert.Equal(TimeSpan.FromDays(1), day.End - day.Start);
    }

    [Fact]
    public async Task What_is_no_calendar_is_named()
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal("The file has no events.", host.Get<CalendarImport>().Import(host.Mailbox(), [1, 2, 3]).Problems.Single().Reason);
    }

    private static ImportReport Import(SandboxHost host, string events) =>
        host.Get<CalendarImport>().Import(host.Mailbox(), Encoding.UTF8.GetBytes("BEGIN:VCALENDAR\nVERSION:2.0\n" + events + "END:VCALENDAR\n"));

    private static string Event(params string[] lines) => "BEGIN:VEVENT\nUID:1\n" + string.Join('\n', lines) + "\nEND:VEVENT\n";
}
