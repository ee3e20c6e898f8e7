using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/updateitem-operation-calendar-item">UpdateItem</see>:
/// never overwrites a newer version, never sends anything to anybody.
/// </summary>
internal sealed class UpdateItemOperation(IReadOnlyList<EntryChange> changes) : EwsOperation<IReadOnlyList<ItemAnswer<EwsItemId>>>
{
    public override string Name => "UpdateItem";

    public override bool IsWrite => true;

    public override int Size => changes.Count;

    public override void Write(XmlWriter writer, EwsDialect dialect)
    {
        writer.WriteAttributeString("ConflictResolution", "NeverOverwrite");
        writer.WriteAttributeString("MessageDisposition", "SaveOnly");
        writer.WriteAttributeString("SendMeetingInvitationsOrCancellations", Sending.ToNobody);
        if (dialect.HasReadReceiptSwitch)
        {
            writer.WriteAttributeString("SuppressReadReceipts", "true");
        }

        writer.OpenMessage("ItemChanges");
        foreach (var change in changes)
        {
            change.Write(writer, dialect);
        }

        writer.WriteEndElement();
    }

    public override IReadOnlyList<ItemAnswer<EwsItemId>> Read(IEnumerable<EwsMessage> messages) => WriteAnswers.Read(messages);
}
