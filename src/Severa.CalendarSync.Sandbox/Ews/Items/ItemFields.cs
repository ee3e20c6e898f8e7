using System.Globalization;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>
/// The properties a client may write, by element name. What is missing here is read-only.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/calendaritem.
/// </summary>
internal static class ItemFields
{
    private static readonly Dictionary<string, Action<ItemFieldContext, XElement>> Setters = new(StringComparer.Ordinal)
    {
        ["Subject"] = (c, e) => c.Set("item:Subject", x => x with { Subject = e.Value }),
        ["Sensitivity"] = (c, e) => c.Set("item:Sensitivity", x => x with { Sensitivity = e.Value }),
        ["Body"] = (c, e) => c.Set("item:Body", x => x with { Body = new NoteBody(e.Attribute("BodyType")!.Value == "HTML", e.Value) }),
        ["Categories"] = (c, e) => c.Set("item:Categories", x => x with { Categories = e.Elements().Select(s => s.Value).ToList() }),
        ["Importance"] = (c, e) => c.Set("item:Importance", x => x with { Importance = e.Value }),
        ["ReminderDueBy"] = (c, e) => WireTime.Parse(e.Value, c.StartZone),
        ["ReminderIsSet"] = (c, e) => c.Set("item:ReminderIsSet", x => x with { ReminderIsSet = Flag(e) }),
        ["ReminderMinutesBeforeStart"] = (c, e) => c.Set("item:ReminderMinutesBeforeStart", x => x with { ReminderMinutes = int.Parse(e.Value, CultureInfo.InvariantCulture) }),
        ["ExtendedProperty"] = SetExtended,
        ["Culture"] = (_, _) => { },
        ["UID"] = (c, e) => c.Set("calendar:UID", x => x with { Uid = e.Value }),
        ["Start"] = (c, e) => c.Edits.Start = c.Time(e, c.StartZone),
        ["End"] = (c, e) => c.Edits.End = c.Time(e, c.EndZone),
        ["IsAllDayEvent"] = (c, e) => c.Edits.IsAllDay = Flag(e),
        ["LegacyFreeBusyStatus"] = (c, e) => c.Set("calendar:LegacyFreeBusyStatus", x => x with { FreeBusy = e.Value }),
        ["Location"] = (c, e) => c.Set("calendar:Location", x => x with { Location = e.Value }),
        ["EnhancedLocation"] = (c, e) => c.Set("calendar:Location", x => x with { Location = e.Element(Ns.T + "DisplayName")?.Value }),
        ["IsResponseRequested"] = (c, e) => c.Set("calendar:IsResponseRequested", x => x with { IsResponseRequested = Flag(e) }),
        ["RequiredAttendees"] = (c, e) => c.Set("calendar:RequiredAttendees", x => x with { Required = Attendees(e) }),
        ["OptionalAttendees"] = (c, e) => c.Set("calendar:OptionalAttendees", x => x with { Optional = Attendees(e) }),
        ["Resources"] = (c, e) => c.Set("calendar:Resources", x => x with { Resources = Attendees(e) }),
        ["Recurrence"] = (c, e) => c.Edits.Rule = RecurrenceXml.Read(e),
        ["MeetingTimeZone"] = SetMeetingZone,
        ["StartTimeZone"] = (c, e) => c.Edits.StartZone = WireTime.ParseZone(e),
        ["EndTimeZone"] = (c, e) => c.Edits.EndZone = WireTime.ParseZone(e),
        ["ConferenceType"] = (_, _) => { },
        ["AllowNewTimeProposal"] = (c, e) => c.Set("calendar:AllowNewTimeProposal", x => x with { AllowNewTimeProposal = Flag(e) }),
    };

    public static void Set(ItemFieldContext context, XElement field)
    {
        if (field.Name.LocalName == "ItemClass")
        {
            CheckClass(field.Value);
            return;
        }

        if (!Setters.TryGetValue(field.Name.LocalName, out var setter))
        {
            throw NotSettable();
        }

        setter(context, field);
    }

    private static void CheckClass(string itemClass)
    {
        if (!itemClass.StartsWith("IPM.Appointment", StringComparison.OrdinalIgnoreCase))
        {
            throw new EwsItemError("ErrorObjectTypeChanged", "The item class is not that of a calendar item.");
        }
    }

    private static void SetExtended(ItemFieldContext context, XElement element)
    {
        var value = ExtendedPaths.ParseValue(element);
        context.Set(value.Key, x => x with { Extended = [.. x.Extended.Where(e => e.Key != value.Key), value] });
    }

    /// <summary>One zone for start and end; since the schema of 2010 there are two properties instead.</summary>
    private static void SetMeetingZone(ItemFieldContext context, XElement element)
    {
        if (context.Schema >= SchemaVersion.Exchange2010)
        {
            throw NotSettable();
        }

        context.Edits.StartZone = context.Edits.EndZone = MeetingTimeZoneXml.Read(element);
    }

    private static EwsItemError NotSettable() => new("ErrorInvalidPropertySet", "Set action is invalid for property.");

    private static bool Flag(XElement element) => element.Value.Trim() is "true" or "1";

    private static List<Attendee> Attendees(XElement element) => element.Elements(Ns.T + "Attendee")
        .Select(e => e.Element(Ns.T + "Mailbox")!)
        .Select(m => new Attendee(m.Element(Ns.T + "Name")?.Value ?? "", m.Element(Ns.T + "EmailAddress")?.Value ?? throw NoAddress()))
        .ToList();

    private static EwsItemError NoAddress() => new("ErrorInvalidRecipients", "At least one recipient is not valid.");
}
