using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>Which properties GetItem returns.</summary>
internal sealed class ItemShape
{
    /// <summary>Identity, version and place only.</summary>
    public static readonly ItemShape Version = new(isEntry: false, "item:ParentFolderId");

    /// <summary>Everything the service knows of an entry; the notes as plain text.</summary>
    public static readonly ItemShape Entry = new(
        isEntry: true,
        "item:ParentFolderId", "item:Subject", "item:Sensitivity", "item:Body", "item:LastModifiedTime",
        "calendar:UID", "calendar:Start", "calendar:End", "calendar:OriginalStart", "calendar:IsAllDayEvent", "calendar:Location",
        "calendar:IsMeeting", "calendar:IsCancelled", "calendar:CalendarItemType", "calendar:MyResponseType", "calendar:AppointmentState",
        "calendar:RequiredAttendees", "calendar:OptionalAttendees", "calendar:Resources", "calendar:IsOnlineMeeting", "calendar:StartTimeZone");

    /// <summary>The exceptions of a series.</summary>
    public static readonly ItemShape Master = new(
        isEntry: false,
        "item:ParentFolderId", "calendar:UID", "calendar:CalendarItemType", "calendar:ModifiedOccurrences", "calendar:DeletedOccurrences");

    private readonly bool _isEntry;
    private readonly string[] _fields;

    private ItemShape(bool isEntry, params string[] fields)
    {
        _isEntry = isEntry;
        _fields = fields;
    }

    public void Write(XmlWriter writer, EwsDialect dialect)
    {
        writer.OpenMessage("ItemShape");
        writer.Text("BaseShape", "IdOnly");
        if (_isEntry)
        {
            writer.Text("BodyType", "Text");
        }

        writer.Open("AdditionalProperties");
        foreach (var field in _fields)
        {
            writer.FieldUri(field);
        }

        if (_isEntry)
        {
            WriteEntryExtras(writer, dialect);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteEntryExtras(XmlWriter writer, EwsDialect dialect)
    {
        if (dialect.HasJoinUrl)
        {
            writer.FieldUri("calendar:JoinOnlineMeetingUrl");
        }

        OurProperty.Stamp.WritePath(writer);
    }
}
