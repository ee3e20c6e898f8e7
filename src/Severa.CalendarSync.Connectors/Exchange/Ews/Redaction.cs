using System.Text;
using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// Blanks out everything that could be a person's: only the named elements and attributes keep their text, so that an
/// element nobody thought of is hidden, not shown.
/// </summary>
internal static class Redaction
{
    private const string Blank = "***";

    private static readonly XmlReaderSettings ReaderSettings =
        new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false, IgnoreWhitespace = true };

    private static readonly HashSet<string> ShownElements = new(StringComparer.Ordinal)
    {
        "ResponseCode", "BaseShape", "BodyType", "MaxChangesReturned", "IncludesLastItemInRange", "TotalCount", "Count",
        "CalendarItemType", "Start", "End", "OriginalStart", "RecurrenceId", "LastModifiedTime", "IsAllDayEvent", "Sensitivity",
        "LegacyFreeBusyStatus", "IsMeeting", "IsCancelled", "IsRecurring", "MyResponseType", "AppointmentState", "ReminderIsSet",
        "Read", "Modify", "Delete", "CreateContents", "CreateAssociated", "CreateHierarchy", "SyncScope", "IsRead",
        "ConnectionStatus", "ConnectionTimeout", "EventType",
    };

    private static readonly HashSet<string> ShownAttributes = new(StringComparer.Ordinal)
    {
        "Version", "MajorVersion", "MinorVersion", "MajorBuildNumber", "MinorBuildNumber", "ResponseClass", "Id", "ChangeKey",
        "FieldURI", "PropertyName", "PropertySetId", "PropertyType", "Traversal", "MaxEntriesReturned", "Offset", "BasePoint",
        "StartDate", "EndDate", "IncludesLastItemInRange", "TotalItemsInView", "IndexedPagingOffset", "ConflictResolution",
        "MessageDisposition", "SendMeetingInvitations", "SendMeetingInvitationsOrCancellations", "SendMeetingCancellations",
        "SuppressReadReceipts", "DeleteType", "BodyType", "OccurrenceId", "DestinationFormat", "Format",
    };

    public static string Redact(ReadOnlyMemory<byte> message)
    {
        var text = new StringBuilder();
        var isShown = false;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(message.ToArray()), ReaderSettings);
            while (reader.Read())
            {
                isShown = Append(reader, text, isShown);
            }
        }
        catch (XmlException)
        {
            text.Append(" [not well formed from here]");
        }

        return text.ToString();
    }

    /// <summary>Returns whether text that follows may be shown.</summary>
    private static bool Append(XmlReader reader, StringBuilder text, bool isShown)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                return AppendElement(reader, text);
            case XmlNodeType.EndElement:
                text.Append("</").Append(reader.LocalName).Append('>');
                return false;
            case XmlNodeType.Text or XmlNodeType.CDATA:
                text.Append(isShown ? reader.Value : Blank);
                return isShown;
            default:
                return isShown;
        }
    }

    private static bool AppendElement(XmlReader reader, StringBuilder text)
    {
        var name = reader.LocalName;
        var isEmpty = reader.IsEmptyElement;
        text.Append('<').Append(name);
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
            {
                var value = ShownAttributes.Contains(reader.LocalName) ? reader.Value : Blank;
                text.Append(' ').Append(reader.LocalName).Append("=\"").Append(value).Append('"');
            }
        }

        text.Append(isEmpty ? "/>" : ">");
        return !isEmpty && ShownElements.Contains(name);
    }
}
