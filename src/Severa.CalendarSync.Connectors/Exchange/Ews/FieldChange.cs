using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>One property to be set or removed: the server refuses more than one at a time.</summary>
internal sealed class FieldChange
{
    private readonly string _field;
    private readonly Action<XmlWriter>? _write;
    private readonly Predicate<EwsDialect> _isKnown;

    private FieldChange(string field, Action<XmlWriter>? write, Predicate<EwsDialect>? isKnown = null)
    {
        _field = field;
        _write = write;
        _isKnown = isKnown ?? (_ => true);
    }

    public static FieldChange Subject(string value) => new("item:Subject", w => w.Text("Subject", value));

    public static FieldChange Sensitivity(string value) => new("item:Sensitivity", w => w.Text("Sensitivity", value));

    public static FieldChange Body(string text, string? html) => new("item:Body", w => ItemFieldWriting.Body(w, text, html));

    public static FieldChange Start(DateTimeOffset value) => new("calendar:Start", w => w.Instant("Start", value));

    public static FieldChange End(DateTimeOffset value) => new("calendar:End", w => w.Instant("End", value));

    public static FieldChange AllDay(bool value) => new("calendar:IsAllDayEvent", w => w.Flag("IsAllDayEvent", value));

    public static FieldChange FreeBusy(string value) => new("calendar:LegacyFreeBusyStatus", w => w.Text("LegacyFreeBusyStatus", value));

    /// <summary>The zone of start and end; each server is told in the way it knows.</summary>
    public static IEnumerable<FieldChange> Zones(string zone) =>
    [
        new("calendar:StartTimeZone", w => ItemFieldWriting.Zone(w, "StartTimeZone", zone), d => d.HasItemZones),
        new("calendar:EndTimeZone", w => ItemFieldWriting.Zone(w, "EndTimeZone", zone), d => d.HasItemZones),
        new("calendar:MeetingTimeZone", w => ItemFieldWriting.MeetingZone(w, zone), d => !d.HasItemZones),
    ];

    /// <summary>An empty place is removed, not set to nothing.</summary>
    public static FieldChange Location(string value) => new("calendar:Location", value.Length == 0 ? null : w => w.Text("Location", value));

    public void Write(XmlWriter writer, EwsDialect dialect)
    {
        if (!_isKnown(dialect))
        {
            return;
        }

        writer.Open(_write is null ? "DeleteItemField" : "SetItemField");
        writer.FieldUri(_field);
        if (_write is not null)
        {
            writer.Open("CalendarItem");
            _write(writer);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }
}

/// <summary>Changes of one item, to be made only while it still has that version.</summary>
internal sealed record EntryChange(EwsItemId Item, IReadOnlyList<FieldChange> Fields)
{
    public void Write(XmlWriter writer, EwsDialect dialect)
    {
        writer.Open("ItemChange");
        writer.Id(Item);
        writer.Open("Updates");
        foreach (var field in Fields)
        {
            field.Write(writer, dialect);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}
