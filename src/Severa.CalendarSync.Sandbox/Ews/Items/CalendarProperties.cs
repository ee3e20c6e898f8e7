using System.Xml;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;
using static Severa.CalendarSync.Sandbox.Ews.Items.ItemProperties;
using static Severa.CalendarSync.Sandbox.Ews.Items.PropertyShape;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>The properties that only calendar items have, in the order of the schema.</summary>
internal static class CalendarProperties
{
    public static readonly IReadOnlyList<PropertyRule> Times =
    [
        new("calendar:UID", true, All, (v, _) => Text("UID", v.Content.Uid)),
        new("calendar:RecurrenceId", true, All, (v, _) => v.OriginalStart is { } slot ? Time("RecurrenceId", slot) : null),
        new("calendar:DateTimeStamp", true, All, (v, _) => Time("DateTimeStamp", v.Entry.Created)),
        new("calendar:Start", true, Default, (v, _) => Time("Start", v.Start)),
        new("calendar:End", true, Default, (v, _) => Time("End", v.End)),
        new("calendar:OriginalStart", false, All, (v, _) => v.OriginalStart is { } slot ? Time("OriginalStart", slot) : null),
        new("calendar:IsAllDayEvent", true, All, (v, _) => Flag("IsAllDayEvent", v.Content.IsAllDay)),
        new("calendar:LegacyFreeBusyStatus", true, Default, (v, c) => Text("LegacyFreeBusyStatus", FreeBusy(v.Content.FreeBusy, c))),
        new("calendar:Location", true, Default, (v, c) => Words("Location", v.Content.Location, c)),
    ];

    public static readonly IReadOnlyList<PropertyRule> Meetings =
    [
        new("calendar:IsMeeting", true, All, (v, _) => Flag("IsMeeting", v.Content.IsMeeting)),
        new("calendar:IsCancelled", true, All, (v, _) => Flag("IsCancelled", v.Content.IsCancelled)),
        new("calendar:IsRecurring", true, All, (v, _) => Flag("IsRecurring", v.Kind != ItemKind.Single)),
        new("calendar:MeetingRequestWasSent", true, All, (v, _) => Flag("MeetingRequestWasSent", v.Content.RequestWasSent)),
        new("calendar:IsResponseRequested", true, All, (v, _) => Flag("IsResponseRequested", v.Content.IsResponseRequested)),
        new("calendar:CalendarItemType", true, Default, (v, _) => Text("CalendarItemType", v.Kind.ToString())),
        new("calendar:MyResponseType", true, All, (v, _) => Text("MyResponseType", v.Content.MyResponse)),
        new("calendar:Organizer", true, Default, (v, c) => People.Organizer(v.Content.Organizer, c)),
        new("calendar:RequiredAttendees", false, All, (v, c) => People.Attendees("RequiredAttendees", v.Content.Required)),
        new("calendar:OptionalAttendees", false, All, (v, c) => People.Attendees("OptionalAttendees", v.Content.Optional)),
        new("calendar:Resources", false, All, (v, c) => v.Content.IsOrganizer ? People.Attendees("Resources", v.Content.Resources) : null),
        new("calendar:Duration", true, All, (v, _) => new XElement(Ns.T + "Duration", XmlConvert.ToString(v.End - v.Start))),
        new("calendar:TimeZone", true, All, (v, c) => v.Kind == ItemKind.Single && !c.Call.Product.TellsZoneOfSingleEntries ? null : Text("TimeZone", Zones.Of(v.Content.StartZone).DisplayName)),
        new("calendar:AppointmentReplyTime", true, All, (v, _) => v.Content.IsOrganizer || v.Content.MyResponse == "NoResponseReceived" ? null : Time("AppointmentReplyTime", v.Entry.Created)),
        new("calendar:AppointmentSequenceNumber", true, All, (v, _) => Number("AppointmentSequenceNumber", v.Entry.AppointmentSequence)),
        new("calendar:AppointmentState", true, All, (v, _) => Number("AppointmentState", State(v.Content))),
    ];

    public static readonly IReadOnlyList<PropertyRule> SeriesAndZones =
    [
        new("calendar:Recurrence", false, All, (v, _) => v.Kind == ItemKind.RecurringMaster ? RecurrenceXml.Write(v.Entry) : null),
        new("calendar:FirstOccurrence", false, All, (v, _) => v.Kind == ItemKind.RecurringMaster ? Occurrences.First(v.Entry) : null),
        new("calendar:LastOccurrence", false, All, (v, _) => v.Kind == ItemKind.RecurringMaster ? Occurrences.Last(v.Entry) : null),
        new("calendar:ModifiedOccurrences", false, All, (v, _) => v.Kind == ItemKind.RecurringMaster ? Occurrences.Modified(v.Entry) : null),
        new("calendar:DeletedOccurrences", false, All, (v, _) => v.Kind == ItemKind.RecurringMaster ? Occurrences.Deleted(v.Entry) : null),
        new("calendar:MeetingTimeZone", false, All, (v, c) => v.Kind == ItemKind.RecurringMaster && c.Schema < SchemaVersion.Exchange2010 ? MeetingTimeZoneXml.Write(v) : null),
        new("calendar:StartTimeZone", true, All, (v, _) => Zone("StartTimeZone", v.Content.StartZone)),
        new("calendar:EndTimeZone", true, All, (v, _) => Zone("EndTimeZone", v.Content.EndZone)),
        new("calendar:AllowNewTimeProposal", true, All, (v, _) => Flag("AllowNewTimeProposal", v.Content.AllowNewTimeProposal)),
        new("calendar:IsOnlineMeeting", true, All, (v, _) => Flag("IsOnlineMeeting", v.Content.JoinUrl is not null)),
        new("calendar:StartWallClock", true, ByPath, (v, _) => Wall("StartWallClock", v.Start, v.Content.StartZone)),
        new("calendar:EndWallClock", true, ByPath, (v, _) => Wall("EndWallClock", v.End, v.Content.EndZone)),
        new("calendar:StartTimeZoneId", true, ByPath, (v, _) => Text("StartTimeZoneId", v.Content.StartZone.Id)),
        new("calendar:EndTimeZoneId", true, ByPath, (v, _) => Text("EndTimeZoneId", v.Content.EndZone.Id)),
        new("calendar:JoinOnlineMeetingUrl", false, ByPath, (v, _) => v.Content.JoinUrl is { } url ? Text("JoinOnlineMeetingUrl", url) : null),
        new("calendar:IsOrganizer", true, ByPath, (v, _) => Flag("IsOrganizer", v.Content.IsOrganizer)),
    ];

    /// <summary>Bits: 1 meeting, 2 received, 4 cancelled.</summary>
    private static int State(EntryContent content) =>
        (content.IsMeeting ? 1 : 0) + (content.IsOrganizer ? 0 : 2) + (content.IsCancelled ? 4 : 0);

    /// <summary>An older schema has no word for working elsewhere.</summary>
    private static string FreeBusy(string status, RenderContext context) => context.Schema.Has("FreeBusy=" + status) ? status : "NoData";

    private static XElement Zone(string name, ZoneRef zone)
    {
        var element = new XElement(Ns.T + name, new XAttribute("Id", zone.Id));
        if (zone.Name is not null || Zones.IsKnown(zone.Id))
        {
            element.Add(new XAttribute("Name", zone.Name ?? Zones.Of(zone).DisplayName));
        }

        return element;
    }

    private static XElement Wall(string name, DateTimeOffset instant, ZoneRef zone)
    {
        var info = Zones.Of(zone);
        return new XElement(Ns.T + name, new DateTimeOffset(WallClock.ToLocal(instant, info), info.GetUtcOffset(instant)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture));
    }
}
