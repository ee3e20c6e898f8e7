using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/finditem-operation">FindItem</see> page by page,
/// without a view: single appointments and masters of series, all of them or those with one value of a property of ours.
/// </summary>
internal sealed class FindItemsOperation(EwsFolderId folder, int offset, OurProperty? property = null, string value = "") : EwsOperation<ItemAnswer<FoundPage>>
{
    /// <summary>Servers count at most 250 with a restriction, 1000 without.</summary>
    private const int RestrictedPage = 200;
    private const int Page = 500;

    public override string Name => "FindItem";

    public override void Write(XmlWriter writer, EwsDialect dialect)
    {
        writer.WriteAttributeString("Traversal", "Shallow");
        writer.OpenMessage("ItemShape");
        writer.Text("BaseShape", "IdOnly");
        writer.Open("AdditionalProperties");
        writer.FieldUri("calendar:UID");
        writer.FieldUri("calendar:CalendarItemType");
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.OpenMessage("IndexedPageItemView");
        writer.WriteAttributeString("MaxEntriesReturned", XmlConvert.ToString(property is null ? Page : RestrictedPage));
        writer.WriteAttributeString("Offset", XmlConvert.ToString(offset));
        writer.WriteAttributeString("BasePoint", "Beginning");
        writer.WriteEndElement();
        WriteRestriction(writer);
        writer.OpenMessage("ParentFolderIds");
        writer.Folder(folder);
        writer.WriteEndElement();
    }

    public override ItemAnswer<FoundPage> Read(IEnumerable<EwsMessage> messages) => ItemAnswer<FoundPage>.Of(messages.First(), FindPages.Read);

    private void WriteRestriction(XmlWriter writer)
    {
        if (property is null)
        {
            return;
        }

        writer.OpenMessage("Restriction");
        writer.Open("IsEqualTo");
        property.WritePath(writer);
        writer.Open("FieldURIOrConstant");
        writer.Open("Constant");
        writer.WriteAttributeString("Value", value);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}
