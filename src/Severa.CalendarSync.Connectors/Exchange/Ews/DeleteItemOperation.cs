using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/deleteitem-operation">DeleteItem</see>:
/// to Deleted Items, never past it (R25), never sends anything to anybody. The server ignores the version here.
/// </summary>
internal sealed class DeleteItemOperation(IReadOnlyList<EwsItemId> items) : EwsOperation<IReadOnlyList<ItemAnswer<EwsItemId>>>
{
    public override string Name => "DeleteItem";

    public override bool IsWrite => true;

    public override bool TakesTimeZone => false;

    public override int Size => items.Count;

    public override void Write(XmlWriter writer, EwsDialect dialect)
    {
        writer.WriteAttributeString("DeleteType", "MoveToDeletedItems");
        writer.WriteAttributeString("SendMeetingCancellations", Sending.ToNobody);
        if (dialect.HasReadReceiptSwitch)
        {
            writer.WriteAttributeString("SuppressReadReceipts", "true");
        }

        writer.OpenMessage("ItemIds");
        foreach (var item in items)
        {
            writer.Id(item);
        }

        writer.WriteEndElement();
    }

    public override IReadOnlyList<ItemAnswer<EwsItemId>> Read(IEnumerable<EwsMessage> messages) => WriteAnswers.Read(messages);
}
