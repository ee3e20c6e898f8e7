using System.Net;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Tests.Support;
using Severa.CalendarSync.TestKit;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Ews.Versions;

public sealed class Answers_in_older_schemas
{
    /// <summary>Everything the calendar item of 2007 SP1 can hold, in its order.</summary>
    private static readonly string[] Of2007 =
    [
        "MimeContent", "ItemId", "ParentFolderId", "ItemClass", "Subject", "Sensitivity", "Body", "Attachments", "DateTimeReceived", "Size", "Categories",
        "Importance", "InReplyTo", "IsSubmitted", "IsDraft", "IsFromMe", "IsResend", "IsUnmodified", "InternetMessageHeaders", "DateTimeSent",
        "DateTimeCreated", "ResponseObjects", "ReminderDueBy", "ReminderIsSet", "ReminderMinutesBeforeStart", "DisplayCc", "DisplayTo", "HasAttachments",
        "ExtendedProperty", "Culture", "EffectiveRights", "LastModifiedName", "LastModifiedTime", "UID", "RecurrenceId", "DateTimeStamp", "Start", "End",
        "OriginalStart", "IsAllDayEvent", "LegacyFreeBusyStatus", "Location", "When", "IsMeeting", "IsCancelled", "IsRecurring", "MeetingRequestWasSent",
        "IsResponseRequested", "CalendarItemType", "MyResponseType", "Organizer", "RequiredAttendees", "OptionalAttendees", "Resources",
        "ConflictingMeetingCount", "AdjacentMeetingCount", "ConflictingMeetings", "AdjacentMeetings", "Duration", "TimeZone", "AppointmentReplyTime",
        "AppointmentSequenceNumber", "AppointmentState", "Recurrence", "FirstOccurrence", "LastOccurrence", "ModifiedOccurrences", "DeletedOccurrences",
        "MeetingTimeZone", "ConferenceType", "AllowNewTimeProposal", "IsOnlineMeeting", "MeetingWorkspaceUrl", "NetShowUrl",
    ];

    [Theory]
    [InlineData("Exchange2007_SP1", "MeetingTimeZone")]
    [InlineData("Exchange2010", "StartTimeZone EndTimeZone IsAssociated")]
    [InlineData("Exchange2013", "StartTimeZone EndTimeZone IsAssociated")]
    [InlineData("Exchange2016", "StartTimeZone EndTimeZone IsAssociated")]
    public async Task All_properties_are_those_of_the_schema_asked_for(string version, string there)
    {
        await using var host = await SandboxHost.StartAsync();
        var master = Weekly(host, "Busy");
        var item = await GetAllAsync(new EwsTester(host.Address, SandboxHost.Aino) { Version = version }, master.Id);
        var names = item.Elements().Select(e => e.Name.LocalName).ToList();
        Assert.Equal(there.Split(' ').Order(), names.Intersect(["MeetingTimeZone", "StartTimeZone", "EndTimeZone", "IsAssociated"]).Order());
        Assert.Equal(version.StartsWith("Exchange2007", StringComparison.Ordinal), names.Except(Of2007).ToList() is []);
    }

    [SchemaFact]
    public async Task A_server_of_2007_gives_what_2007_knows_in_its_order()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:ServerVersion", "Exchange2007_SP1"), ("Sandbox:Seed", "true"));
        var ews = new EwsTester(host.Address, SandboxHost.Aino) { Version = "Exchange2007_SP1" };
        var rows = (await ews.CallAsync(Find("", most: 500))).Items();
        var response = await ews.CallAsync($"<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ItemIds>{string.Concat(rows.Select(r => ItemId(r.Id())))}</m:ItemIds></m:GetItem>");
        foreach (var item in response.Items().Concat(await ews.SeenAsync()).Concat(rows))
        {
            var places = item.Elements().Select(e => Array.IndexOf(Of2007, e.Name.LocalName)).ToList();
            Assert.DoesNotContain(-1, places);
            Assert.Equal(places.Order(), places);
            Assert.Null(item.Element(EwsTester.T + "Body")?.Attribute("IsTruncated"));
        }

        await ews.CallAsync(GetFolder());
        Assert.All(host.Transcript.Exchanges, exchange => Assert.Empty(EwsSchemas.ErrorsIn(exchange.Answer)));
    }

    [Theory]
    [InlineData("Exchange2007_SP1", "NoData")]
    [InlineData("Exchange2010_SP2", "NoData")]
    [InlineData("Exchange2013", "WorkingElsewhere")]
    public async Task Working_elsewhere_is_a_word_of_2013(string version, string read)
    {
        await using var host = await SandboxHost.StartAsync();
        var entry = Weekly(host, "WorkingElsewhere");
        var item = await GetAllAsync(new EwsTester(host.Address, SandboxHost.Aino) { Version = version }, entry.Id);
        Assert.Equal(read, item.Text("LegacyFreeBusyStatus"));
    }

    [Theory]
    [InlineData("Exchange2013_SP1", true)]
    [InlineData("Exchange2016", false)]
    public async Task The_text_of_the_zone_stands_on_single_entries_of_old_servers(string product, bool there)
    {
        var host = await ProductHosts.OfAsync(product);
        var created = await host.Ews().CreatedAsync(Times("2026-11-24T10:00:00", "2026-11-24T11:00:00"));
        Assert.Equal(there, (await host.Ews().GotAsync(created.Id())).Text("TimeZone") is not null);
    }

    [Theory]
    [InlineData("Exchange2010_SP1", "a b c d e")]
    [InlineData("Exchange2010_SP2", "e d c b a")]
    public async Task Old_servers_tell_changes_oldest_first(string product, string order)
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:ServerVersion", product));
        var ews = new EwsTester(host.Address, SandboxHost.Aino) { Version = "Exchange2010" };
        foreach (var subject in (string[])["a", "b", "c", "d", "e"])
        {
            await ews.CreatedAsync($"<t:Subject>{subject}</t:Subject>" + Times("2026-11-24T10:00:00", "2026-11-24T11:00:00"));
        }

        var (state, told, isLast) = ((string?)null, new List<string>(), false);
        while (!isLast)
        {
            var page = await ews.CallAsync(Sync(state, most: 2).Replace("IdOnly", "Default", StringComparison.Ordinal));
            told.AddRange(page.Items().Select(item => item.Text("Subject")!));
            state = page.Descendants(EwsTester.M + "SyncState").Single().Value;
            isLast = page.Descendants(EwsTester.M + "IncludesLastItemInRange").Single().Value == "true";
        }

        Assert.Equal(order, string.Join(' ', told));
    }

    [Fact]
    public async Task A_mailbox_on_an_older_server_refuses_newer_schemas_and_says_what_serves_it()
    {
        await using var host = await SandboxHost.StartAsync(
            ("Sandbox:ServerVersion", "Exchange2016"),
            ("Sandbox:Mailboxes:0:Address", SandboxHost.Aino),
            ("Sandbox:Mailboxes:0:ServerVersion", "Exchange2010_SP2"),
            ("Sandbox:Mailboxes:1:Address", SandboxHost.Mikael));
        Assert.Equal("ErrorInvalidSchemaVersionForMailboxVersion", (await host.Ews().FaultAsync(GetFolder())).Code);
        Assert.Equal("NoError", (await host.Ews(SandboxHost.Mikael).CallAsync(GetFolder())).Code());
        using var response = await new EwsTester(host.Address, SandboxHost.Aino) { Version = "Exchange2010_SP2" }.PostAsync(GetFolder());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var info = XDocument.Parse(await response.Content.ReadAsStringAsync()).Descendants(EwsTester.T + "ServerVersionInfo").Single();
        Assert.Equal("14", info.Attribute("MajorVersion")!.Value);
    }

    private static Entry Weekly(SandboxHost host, string freeBusy) => host.Users.Create(host.Mailbox(), new EntryWrite
    {
        Subject = "Sarja",
        Start = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(2)),
        End = new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(2)),
        FreeBusy = freeBusy,
        Recurrence = new Recurrence { Kind = PatternKind.Weekly, Interval = 1, Days = [DayKind.Monday], StartDate = new DateOnly(2026, 11, 23), Count = 3 },
    }).Entry;

    private static async Task<XElement> GetAllAsync(EwsTester ews, string id) =>
        (await ews.CallAsync($"<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ItemIds>{ItemId(id)}</m:ItemIds></m:GetItem>")).Items().Single();
}
