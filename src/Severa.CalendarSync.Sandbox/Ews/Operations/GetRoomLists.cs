using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>
/// The organisation has one list where it has rooms, and an empty answer where it has none.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/getroomlists-operation.
/// </summary>
internal sealed class GetRoomLists : IEwsOperation
{
    public string Name => "GetRoomLists";

    public XElement Answer(EwsCall call) => Answers.Response(Name, [Answers.Success(
        Name,
        new XElement(Ns.M + "RoomLists", Rooms.ListOf(call.Store) is { } list ? Rooms.Address(Ns.T + "Address", "Rooms", list, "PublicDL") : null))]);
}
