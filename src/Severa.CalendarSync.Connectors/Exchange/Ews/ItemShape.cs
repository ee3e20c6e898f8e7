using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>Which properties GetItem returns.</summary>
internal sealed class ItemShape
{
    /// <summary>Identity, version and place only.</summary>
    public static readonly ItemShape Version = new(bodyType: null, "item:ParentFolderId");

    /// <summary>Everything the service knows of an entry; the notes as plain text.</summary>
    public static readonly ItemShape Entry = new(
        bodyType: "Text",
        "item:ParentFolderId", "item:Subject", "item:Sensitivity", "item:Body", "item:LastModifiedTime",
        "calendar:UID", "calendar:Start", "calendar:End", "calendar:OriginalStart", "calendar:IsAllDayEvent", "calendar:Location",
        "calendar:IsMeeting", "calendar:IsCancelled", "calendar:CalendarItemType", "calendar:MyResponseType", "calendar:AppointmentState",
        "calendar:RequiredAttendees", "calendar:OptionalAttendees", "calendar:Resources", "calendar:IsOnlineMeeting");

    /// <summary>What a view shows of an entry, and its end.</summary>
    public static readonly ItemShape Found = new(
        bodyType: null, "calendar:UID", "calendar:RecurrenceId", "calendar:Start", "calendar:End", "calendar:CalendarItemType");

    /// <summary>The exceptions of a series.</summary>
    public static readonly ItemShape Master = new(
        bodyType: null,
        "item:ParentFolderId", "calendar:UID", "calendar:CalendarItemType", "calendar:ModifiedOccurrences", "calendar:DeletedOccurrences");

    /// <summary>The notes as they are stored: HTML where they are formatted. Asked for HTML, the server would make some of plain text too.</summary>
    public static readonly ItemShape Notes = new(
        bodyType: "Best", "item:Body", "calendar:UID", "calendar:Start", "calendar:OriginalStart", "calendar:CalendarItemType");

    private readonly string? _bodyType;
    private readonly string[] _fields;

    private ItemShape(string? bodyType, params string[] fields)
    {
        _bodyType = bodyType;
        _fields = fields;
    }

    public void Write(XmlWriter writer, EwsDialect dialect)
    {
        writer.OpenMessage("ItemShape");
        writer.Text("BaseShape", "IdOnly");
        if (_bodyType is not null)
        {
            writer.Text("BodyType", _bodyType);
        }

        writer.Open("AdditionalProperties");
        foreach (var field in _fields)
        {
            writer.FieldUri(field);
        }

        if (this == Entry)
        {
            WriteEntryExtras(writer, dialect);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteEntryExtras(XmlWriter writer, EwsDialect dialect)
    {
        if (dialect.HasItemZones)
        {
            writer.FieldUri("calendar:StartTimeZone");
        }

        if (dialect.HasJoinUrl)
        {
            writer.FieldUri("calendar:JoinOnlineMeetingUrl");
        }

        OurProperty.Stamp.WritePath(writer);
    }
}
