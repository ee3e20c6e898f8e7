using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;
using static Severa.CalendarSync.Sandbox.Ews.Items.PropertyShape;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>
/// The properties of ItemType and CalendarItemType in the order of the schema. ItemId and the extended properties stand outside.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/calendaritem.
/// </summary>
internal static class ItemProperties
{
    /// <summary>From ParentFolderId to HasAttachments; the extended properties come after these.</summary>
    public static readonly IReadOnlyList<PropertyRule> BeforeExtended =
    [
        new("item:ParentFolderId", true, ByPath, (v, c) => Answers.ItemId(c.Mailbox.FolderId(v.Entry.Folder), "AQAAAA==", "ParentFolderId")),
        new("item:ItemClass", true, All, (v, _) => Text("ItemClass", v.IsOccurrence ? "IPM.Appointment.Occurrence" : "IPM.Appointment")),
        new("item:Subject", true, Default, (v, c) => Words("Subject", v.Content.Subject, c)),
        new("item:Sensitivity", true, All, (v, _) => Text("Sensitivity", v.Content.Sensitivity)),
        new("item:Body", false, All, (v, c) => Bodies.Body(v.Content.Body, c)),
        new("item:DateTimeReceived", true, All, (v, _) => Time("DateTimeReceived", v.Entry.Created)),
        new("item:Size", true, All, (v, _) => Text("Size", (1500 + (v.Content.Body?.Value.Length ?? 0)).ToString(System.Globalization.CultureInfo.InvariantCulture))),
        new("item:Categories", true, All, (v, _) => v.Content.Categories.Count == 0 ? null : new XElement(Ns.T + "Categories", v.Content.Categories.Select(c => Text("String", c)))),
        new("item:Importance", true, All, (v, _) => Text("Importance", v.Content.Importance)),
        new("item:DateTimeSent", true, All, (v, _) => Time("DateTimeSent", v.Entry.Created)),
        new("item:DateTimeCreated", true, All, (v, _) => Time("DateTimeCreated", v.Entry.Created)),
        new("item:ReminderDueBy", true, All, (v, _) => Time("ReminderDueBy", v.Start)),
        new("item:ReminderIsSet", true, All, (v, _) => Flag("ReminderIsSet", v.Content.ReminderIsSet)),
        new("item:ReminderNextTime", true, ByPath, (v, _) => v.Content.ReminderIsSet ? Time("ReminderNextTime", v.Start.AddMinutes(-v.Content.ReminderMinutes)) : null),
        new("item:ReminderMinutesBeforeStart", true, All, (v, _) => Number("ReminderMinutesBeforeStart", v.Content.ReminderMinutes)),
        new("item:DisplayCc", true, All, (v, c) => Words("DisplayCc", Names(v.Content.Optional), c)),
        new("item:DisplayTo", true, All, (v, c) => Words("DisplayTo", Names(v.Content.Required), c)),
        new("item:HasAttachments", true, Default, (_, _) => Flag("HasAttachments", false)),
    ];

    public static readonly IReadOnlyList<PropertyRule> AfterExtended =
    [
        new("item:Culture", true, All, (_, _) => Text("Culture", "fi-FI")),
        new("item:EffectiveRights", true, ByPath, (_, c) => Rights.Full(c.Schema)),
        new("item:LastModifiedName", true, All, (v, _) => Text("LastModifiedName", v.Entry.ModifiedBy)),
        new("item:LastModifiedTime", true, All, (v, _) => Time("LastModifiedTime", v.Entry.Modified)),
        new("item:IsAssociated", true, Default, (_, _) => Flag("IsAssociated", false)),
        new("item:TextBody", false, ByPath, (v, c) => Bodies.TextBody(v.Content.Body, c)),
        .. CalendarProperties.Times,
        .. CalendarProperties.Meetings,
        .. CalendarProperties.SeriesAndZones,
    ];

    public static XElement Text(string name, string value) => new(Ns.T + name, XmlText.Clean(value));

    /// <summary>A text of the user: truncated in FindItem, left out when there is none.</summary>
    public static XElement? Words(string name, string? value, RenderContext context) =>
        value is null ? null : Text(name, context.IsFind ? XmlText.Truncated(value) : value);

    public static XElement Time(string name, DateTimeOffset value) => new(Ns.T + name, XmlText.Of(value));

    public static XElement Flag(string name, bool value) => new(Ns.T + name, XmlText.Of(value));

    public static XElement Number(string name, int value) => new(Ns.T + name, value);

    private static string Names(IReadOnlyList<Attendee> people) => string.Join("; ", people.Select(p => p.Name.Length > 0 ? p.Name : p.Address));
}
