using System.Xml.Linq;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Mapping;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Connectors.Tests.Exchange;

public sealed class MappingTests
{
    [Fact]
    public void Plain_entry()
    {
        var stamp = new Stamp("inst", Guid.Parse("11111111-1111-1111-1111-111111111111"), Guid.Parse("22222222-2222-2222-2222-222222222222"), "act", Origin.Severa);
        var item = Map(new Entry
        {
            Subject = " Review  ",
            Body = "one \r\ntwo\r\n\r\n",
            Location = "Room 5",
            Sensitivity = "Confidential",
            Stamp = stamp.Format(),
        });

        Assert.Equal(
            new ItemContent { Title = "Review", Notes = "one\ntwo", Place = "Room 5", Privacy = Privacy.Private, When = Setup.Hour(8) },
            item.Content);
        Assert.Equal((ItemKey.Of("id"), "v1", "uid", stamp, EntryFacts.Plain), (item.Key, item.Version, item.Uid, item.Stamp, item.Entry));
        Assert.Equal(stamp.LinkId, item.MadeForLink);
        Assert.Equal("Europe/Helsinki", item.Content.When.ZoneId);
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 10, 0, 0, TimeSpan.Zero), item.ModifiedAt);
    }

    [Theory]
    [InlineData("Normal", Privacy.Normal)]
    [InlineData("Personal", Privacy.Private)]
    [InlineData("Private", Privacy.Private)]
    [InlineData("Confidential", Privacy.Private)]
    public void Sensitivity(string sensitivity, Privacy privacy) => Assert.Equal(privacy, Map(new Entry { Sensitivity = sensitivity }).Content.Privacy);

    [Theory]
    [InlineData("<t:IsMeeting>true</t:IsMeeting>", "<t:MyResponseType>Organizer</t:MyResponseType>", "", true, false, false)]
    [InlineData("", "<t:MyResponseType>Accept</t:MyResponseType>", "", true, false, false)]
    [InlineData("", "<t:MyResponseType>Decline</t:MyResponseType>", "", true, false, true)]
    [InlineData("", "<t:MyResponseType>NoResponseReceived</t:MyResponseType>", "", true, false, false)]
    [InlineData("", "<t:MyResponseType>Unknown</t:MyResponseType>", "", false, false, false)]
    [InlineData("<t:IsCancelled>true</t:IsCancelled>", "", "", false, true, false)]
    [InlineData("", "", "<t:AppointmentState>7</t:AppointmentState>", true, true, false)]
    [InlineData("", "", "<t:AppointmentState>4</t:AppointmentState>", false, true, false)]
    [InlineData("", "", "<t:AppointmentState>0</t:AppointmentState>", false, false, false)]
    [InlineData("", "", "<t:OptionalAttendees><t:Attendee><t:Mailbox/></t:Attendee></t:OptionalAttendees>", true, false, false)]
    [InlineData("", "", "<t:Resources><t:Attendee><t:Mailbox/></t:Attendee></t:Resources>", true, false, false)]
    public void Meeting_facts(string meeting, string response, string attendees, bool hasAttendees, bool isCancelled, bool isDeclined)
    {
        var facts = Map(new Entry { MeetingFacts = meeting, AfterKind = response, Attendees = attendees }).Entry!;

        Assert.Equal((hasAttendees, isCancelled, isDeclined), (facts.HasAttendees, facts.IsCancelled, facts.IsDeclined));
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData("<t:IsOnlineMeeting>true</t:IsOnlineMeeting>", "", true)]
    [InlineData("<t:JoinOnlineMeetingUrl>https://x</t:JoinOnlineMeetingUrl>", "", true)]
    [InlineData("", "Join: https://teams.microsoft.com/l/meetup-join/19%3ameeting", true)]
    [InlineData("", "https://company.zoom.us/j/123456", true)]
    [InlineData("", "https://meet.google.com/abc-defg-hij", true)]
    [InlineData("", "See https://example.org/meet/notes", false)]
    public void Online_meeting(string last, string body, bool expected) => Assert.Equal(expected, Map(new Entry { Last = last, Body = body }).Entry!.HasOnlineMeeting);

    [Theory]
    [InlineData("2026-11-08T22:00:00Z", "2026-11-09T22:00:00Z", "FLE Standard Time", "D2026-11-09/2026-11-10")]
    [InlineData("2026-06-08T21:00:00Z", "2026-06-10T21:00:00Z", "FLE Standard Time", "D2026-06-09/2026-06-11")]
    [InlineData("2014-06-09T04:00:00Z", "2014-06-10T04:00:00Z", "Eastern Standard Time", "D2014-06-09/2014-06-10")]
    [InlineData("2026-11-08T11:00:00Z", "2026-11-09T11:00:00Z", "New Zealand Standard Time", "D2026-11-09/2026-11-10")]
    [InlineData("2026-11-09T00:00:00Z", "2026-11-10T00:00:00Z", "UTC", "D2026-11-09/2026-11-10")]
    [InlineData("2026-11-09T00:00:00Z", "2026-11-10T00:00:00Z", "tzone://Microsoft/Utc", "D2026-11-09/2026-11-10")]

    // Nobody knows these zones: the user's own midnights, else the nearest ones.
    [InlineData("2026-11-08T22:00:00Z", "2026-11-09T22:00:00Z", "Customized Time Zone", "D2026-11-09/2026-11-10")]
    [InlineData("2026-11-08T23:00:00Z", "2026-11-09T23:00:00Z", "Mitteleurop\u00e4ische Zeit", "D2026-11-09/2026-11-10")]
    [InlineData("2026-11-09T05:00:00Z", "2026-11-10T05:00:00Z", "", "D2026-11-09/2026-11-10")]

    // The clocks change within the entry, and a server that widened it wrongly.
    [InlineData("2026-10-23T21:00:00Z", "2026-10-25T22:00:00Z", "FLE Standard Time", "D2026-10-24/2026-10-26")]
    [InlineData("2026-11-08T22:00:00Z", "2026-11-08T22:00:00Z", "FLE Standard Time", "D2026-11-09/2026-11-10")]
    public void All_day_is_dates_in_its_own_zone(string start, string end, string zone, string expected)
    {
        var item = Map(new Entry { IsAllDay = true, Start = start, End = end, Zone = $"""<t:StartTimeZone Id="{zone}" Name=""/>""" });

        Assert.Equal(expected, item.Content.When.Canonical);
    }

    [Theory]
    [InlineData("FLE Standard Time", "Europe/Helsinki")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("Customized Time Zone", null)]
    [InlineData("", null)]
    public void Unknown_zone_is_unknown_not_utc(string zone, string? expected)
    {
        var when = Map(new Entry { Zone = $"""<t:StartTimeZone Id="{zone}" Name=""/>""" }).Content.When;

        Assert.Equal((expected, Setup.Hour(8)), (when.ZoneId, when));
    }

    [Fact]
    public void Occurrence_is_its_series_and_original_start()
    {
        var item = Map(new Entry { Kind = "Exception", Uid = "series", OriginalStart = "2026-11-01T08:00:00Z" });

        Assert.Equal(ItemKey.Occurrence("series", new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero), "id"), item.Key);
    }

    [Fact]
    public void Moved_occurrence_without_original_start_has_no_identity() =>
        Assert.Equal("NoIdentity", MapRaw(new Entry { Kind = "Exception", Uid = "series" }).Code);

    [Fact]
    public void Something_else_in_the_calendar_is_no_entry()
    {
        var message = new XElement(XName.Get("Message", Answer.T));

        Assert.Equal("NotACalendarItem", new EntryMapper(Setup.Helsinki).Map(new ItemAnswer<XElement>(EwsMessage.NoError, message)).Code);
    }

    private static CalendarItem Map(Entry entry) => MapRaw(entry).Item!;

    private static MappedEntry MapRaw(Entry entry)
    {
        var element = XElement.Parse($"<x xmlns:t=\"{Answer.T}\">{entry.Xml()}</x>", LoadOptions.PreserveWhitespace).Elements().Single();
        return new EntryMapper(Setup.Helsinki).Map(new ItemAnswer<XElement>(EwsMessage.NoError, element));
    }
}
