using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/createitem-operation-calendar-item">CreateItem</see>.
/// Never sends anything to anybody.
/// </summary>
internal sealed class CreateItemOperation(EwsFolderId folder, IReadOnlyList<NewEntry> entries) : EwsOperation<IReadOnlyList<ItemAnswer<EwsItemId>>>
{
    public override string Name => "CreateItem";

    public override bool IsWrite => true;

    public override int Size => entries.Count;

    public override void Write(XmlWriter writer, EwsDialect dialect)
    {
        writer.WriteAttributeString("SendMeetingInvitations", Sending.ToNobody);
        writer.OpenMessage("SavedItemFolderId");
        writer.Folder(folder);
        writer.WriteEndElement();
        writer.OpenMessage("Items");
        foreach (var entry in entries)
        {
            entry.Write(writer, dialect);
        }

        writer.WriteEndElement();
    }

    public override IReadOnlyList<ItemAnswer<EwsItemId>> Read(IEnumerable<EwsMessage> messages) => WriteAnswers.Read(messages);
}
