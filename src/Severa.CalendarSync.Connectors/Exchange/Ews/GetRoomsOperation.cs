using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/getrooms-operation">GetRooms</see>:
/// the addresses of the rooms in one list; those hidden from address lists are not among them.
/// </summary>
internal sealed class GetRoomsOperation(string list) : EwsOperation<ItemAnswer<IReadOnlyList<string>>>
{
    public override string Name => "GetRooms";

    public override bool TakesTimeZone => false;

    public override void Write(XmlWriter writer, EwsDialect dialect)
    {
        writer.OpenMessage("RoomList");
        writer.Text("EmailAddress", list);
        writer.WriteEndElement();
    }

    public override ItemAnswer<IReadOnlyList<string>> Read(IEnumerable<EwsMessage> messages) =>
        ItemAnswer<IReadOnlyList<string>>.Of(messages.First(), m => [.. m.Element.ChildrenOf("Rooms").Select(room => room.Child("Id")?.TextOf("EmailAddress")).OfType<string>()]);
}
