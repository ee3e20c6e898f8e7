using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>The edits of one item while they are read. Zones come first, since times without offset need them.</summary>
internal sealed class ItemFieldContext(EwsCall call)
{
    public EntryEdits Edits { get; } = new();

    public ZoneRef StartZone => Edits.StartZone ?? call.Zone;

    public SchemaVersion Schema => call.Schema;

    public ZoneRef EndZone => Edits.EndZone ?? StartZone;

    public void Set(string path, Func<EntryContent, EntryContent> change) => Edits.Set(path, change);

    public DateTimeOffset Time(XElement element, ZoneRef zone) => WireTime.Parse(element.Value, zone);

    /// <summary>Reads elements of a calendar item: the zones before everything else.</summary>
    public void ReadAll(IEnumerable<XElement> fields)
    {
        foreach (var field in fields.OrderBy(f => f.Name.LocalName is "StartTimeZone" or "EndTimeZone" or "MeetingTimeZone" ? 0 : 1))
        {
            ItemFields.Set(this, field);
        }
    }
}
