using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/getroomlists-operation">GetRoomLists</see>:
/// the addresses of the organisation's room lists.
/// </summary>
internal sealed class GetRoomListsOperation : EwsOperation<ItemAnswer<IReadOnlyList<string>>>
{
    public override string Name => "GetRoomLists";

    public override bool TakesTimeZone => false;

    public override void Write(XmlWriter writer, EwsDialect dialect)
    {
    }

    public override ItemAnswer<IReadOnlyList<string>> Read(IEnumerable<EwsMessage> messages) =>
        ItemAnswer<IReadOnlyList<string>>.Of(messages.First(), m => [.. m.Element.ChildrenOf("RoomLists").Select(list => list.TextOf("EmailAddress")).OfType<string>()]);
}
