using System.Globalization;
using System.Xml.Linq;
using Severa.CalendarSync.Connectors.Exchange.Ews;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>The bodies of what a user does, as another client would write them. The order of the elements is the schema's.</summary>
internal static class RawRequests
{
    private const string Zone = "FLE Standard Time";

    private static readonly XNamespace M = "http://schemas.microsoft.com/exchange/services/2006/messages";
    private static readonly XNamespace T = "http://schemas.microsoft.com/exchange/services/2006/types";

    public static RawOperation Create(UserDraft entry) => new("CreateItem", dialect => new XElement(
        M + "CreateItem",
        new XAttribute("SendMeetingInvitations", "SendToNone"),
        new XElement(M + "SavedItemFolderId", Folder("calendar")),
        new XElement(M + "Items", Item(entry, dialect))));

    public static RawOperation Get(XElement reference) => new("GetItem", _ => new XElement(
        M + "GetItem", Shape(), new XElement(M + "ItemIds", reference)));

    /// <summary>One field at a time, as the protocol wants it.</summary>
    public static RawOperation Update(XElement item, UserChange change) => new("UpdateItem", _ => new XElement(
        M + "UpdateItem",
        new XAttribute("ConflictResolution", "AlwaysOverwrite"),
        new XAttribute("MessageDisposition", "SaveOnly"),
        new XAttribute("SendMeetingInvitationsOrCancellations", "SendToNone"),
        new XElement(M + "ItemChanges", new XElement(T + "ItemChange", item, new XElement(T + "Updates", Updates(change))))));

    public static RawOperation Delete(string type, params IEnumerable<XElement> references) => new("DeleteItem", _ => new XElement(
        M + "DeleteItem",
        new XAttribute("DeleteType", type),
        new XAttribute("SendMeetingCancellations", "SendToNone"),
        new XElement(M + "ItemIds", references)));

    /// <summary>What a test made, in one folder; the first hundred.</summary>
    public static RawOperation FindMarked(string folder) => new("FindItem", _ => new XElement(
        M + "FindItem",
        new XAttribute("Traversal", "Shallow"),
        Shape("item:Subject"),
        new XElement(M + "IndexedPageItemView", new XAttribute("MaxEntriesReturned", 100), new XAttribute("Offset", 0), new XAttribute("BasePoint", "Beginning")),
        new XElement(M + "Restriction", new XElement(
            T + "Contains",
            new XAttribute("ContainmentMode", "Prefixed"),
            new XAttribute("ContainmentComparison", "Exact"),
            Path("item:Subject"),
            new XElement(T + "Constant", new XAttribute("Value", ContractServer.Marker)))),
        new XElement(M + "ParentFolderIds", Folder(folder))));

    public static XElement Reference(string id) => new(T + "ItemId", new XAttribute("Id", id));

    public static XElement Occurrence(string series, int index) =>
        new(T + "OccurrenceItemId", new XAttribute("RecurringMasterId", series), new XAttribute("InstanceIndex", index));

    private static XElement Item(UserDraft entry, EwsDialect dialect) => new(
        T + "CalendarItem",
        new XElement(T + "Subject", entry.Title),
        new XElement(T + "Sensitivity", entry.IsPrivate ? "Private" : "Normal"),
        Body(entry.Notes, entry.NotesAreHtml),
        new XElement(T + "ReminderIsSet", false),
        Time("Start", entry.Start),
        Time("End", entry.End),
        new XElement(T + "IsAllDayEvent", entry.IsAllDay),
        new XElement(T + "LegacyFreeBusyStatus", "Busy"),
        new XElement(T + "Location", entry.Place),
        entry.Attendee is null ? null : new XElement(T + "RequiredAttendees", new XElement(
            T + "Attendee", new XElement(T + "Mailbox", new XElement(T + "EmailAddress", entry.Attendee)))),
        entry.Mondays is { } count ? Weekly(entry.Start, count) : null,
        dialect.HasItemZones
            ? new[] { "StartTimeZone", "EndTimeZone" }.Select(name => new XElement(T + name, new XAttribute("Id", Zone)))
            : new XElement(T + "MeetingTimeZone", new XAttribute("TimeZoneName", Zone)));

    private static XElement Weekly(DateTimeOffset start, int count) => new(
        T + "Recurrence",
        new XElement(T + "WeeklyRecurrence", new XElement(T + "Interval", 1), new XElement(T + "DaysOfWeek", "Monday")),
        new XElement(
            T + "NumberedRecurrence",
            new XElement(T + "StartDate", start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            new XElement(T + "NumberOfOccurrences", count)));

    private static IEnumerable<XElement> Updates(UserChange change)
    {
        if (change.Title is { } title)
        {
            yield return Set("item:Subject", new XElement(T + "Subject", title));
        }

        if (change.Html is { } html)
        {
            yield return Set("item:Body", Body(html, isHtml: true));
        }

        if (change.When is { } when)
        {
            yield return Set("calendar:Start", Time("Start", when.Start));
            yield return Set("calendar:End", Time("End", when.End));
        }

        if (change.Place is { } place)
        {
            yield return Set("calendar:Location", new XElement(T + "Location", place));
        }
    }

    private static XElement Set(string field, XElement value) => new(T + "SetItemField", Path(field), new XElement(T + "CalendarItem", value));

    private static XElement Path(string field) => new(T + "FieldURI", new XAttribute("FieldURI", field));

    private static XElement Body(string text, bool isHtml) => new(T + "Body", new XAttribute("BodyType", isHtml ? "HTML" : "Text"), text);

    private static XElement Time(string name, DateTimeOffset time) => new(T + name, time.UtcDateTime);

    private static XElement Folder(string name) => new(T + "DistinguishedFolderId", new XAttribute("Id", name));

    private static XElement Shape(string? more = null) => new(
        M + "ItemShape",
        new XElement(T + "BaseShape", "IdOnly"),
        more is null ? null : new XElement(T + "AdditionalProperties", Path(more)));
}
