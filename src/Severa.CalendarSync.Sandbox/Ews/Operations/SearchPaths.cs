using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Items;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>The properties of items that searches and sort orders may name, as comparable texts. The iCalendar UID is not among them.</summary>
internal static class SearchPaths
{
    private static readonly Dictionary<string, Func<ItemView, string?>> Searchable = new(StringComparer.Ordinal)
    {
        ["item:Subject"] = v => v.Content.Subject,
        ["item:Sensitivity"] = v => v.Content.Sensitivity,
        ["item:Importance"] = v => v.Content.Importance,
        ["item:ItemClass"] = _ => "IPM.Appointment",
        ["item:LastModifiedTime"] = v => XmlText.Of(v.Entry.Modified),
        ["item:DateTimeCreated"] = v => XmlText.Of(v.Entry.Created),
        ["calendar:Start"] = v => XmlText.Of(v.Start),
        ["calendar:End"] = v => XmlText.Of(v.End),
        ["calendar:Location"] = v => v.Content.Location,
        ["calendar:IsAllDayEvent"] = v => XmlText.Of(v.Content.IsAllDay),
        ["calendar:IsRecurring"] = v => XmlText.Of(v.Entry.IsMaster),
        ["calendar:LegacyFreeBusyStatus"] = v => v.Content.FreeBusy,
    };

    public static bool IsTime(XElement path) =>
        path.Attribute("FieldURI")?.Value is "calendar:Start" or "calendar:End" or "item:LastModifiedTime" or "item:DateTimeCreated";

    public static Func<ItemView, string?> Value(XElement path)
    {
        if (path.Name.LocalName == "ExtendedFieldURI")
        {
            var name = ExtendedPaths.Parse(path);
            return view => (view.Content.Extended.FirstOrDefault(e => e.Key == name.Key)?.Values ?? DerivedProperties.Value(view, name))?[0];
        }

        var field = path.Attribute("FieldURI")!.Value;
        return path.Name.LocalName == "FieldURI" && Searchable.TryGetValue(field, out var value)
            ? value
            : throw new EwsItemError("ErrorUnsupportedPathForQuery", "The property can not be used with this type of restriction.");
    }
}
