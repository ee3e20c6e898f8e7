using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/calendarview">FindItem with CalendarView</see>:
/// what overlaps a span of time, series expanded into their occurrences. It cannot be paged: where
/// the answer does not include the last item, the span must be narrowed.
/// </summary>
internal sealed class FindInViewOperation(EwsFolderId folder, DateTimeOffset start, DateTimeOffset end) : EwsOperation<ItemAnswer<FoundPage>>
{
    /// <summary>Servers return 1000 at most.</summary>
    public const int MaxEntries = 1000;

    public override string Name => "FindItem";

    public override void Write(XmlWriter writer, EwsDialect dialect)
    {
        writer.WriteAttributeString("Traversal", "Shallow");
        writer.OpenMessage("ItemShape");
        writer.Text("BaseShape", "IdOnly");
        writer.Open("AdditionalProperties");
        writer.FieldUri("calendar:UID");
        writer.FieldUri("calendar:RecurrenceId");
        writer.FieldUri("calendar:Start");
        writer.FieldUri("calendar:CalendarItemType");
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.OpenMessage("CalendarView");
        writer.WriteAttributeString("MaxEntriesReturned", XmlConvert.ToString(MaxEntries));
        writer.WriteAttributeString("StartDate", XmlWriting.Instant(start));
        writer.WriteAttributeString("EndDate", XmlWriting.Instant(end));
        writer.WriteEndElement();
        writer.OpenMessage("ParentFolderIds");
        writer.Folder(folder);
        writer.WriteEndElement();
    }

    public override ItemAnswer<FoundPage> Read(IEnumerable<EwsMessage> messages) => ItemAnswer<FoundPage>.Of(messages.First(), FindPages.Read);
}
