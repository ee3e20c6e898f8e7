using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>See https://learn.microsoft.com/exchange/client-developer/web-service-reference/getrooms-operation.</summary>
internal sealed class GetRooms : IEwsOperation
{
    public string Name => "GetRooms";

    public XElement Answer(EwsCall call)
    {
        var asked = call.Body.Element(Ns.M + "RoomList")!.Element(Ns.T + "EmailAddress")?.Value;
        return Answers.Response(Name, [string.Equals(asked, Rooms.ListOf(call.Store), StringComparison.OrdinalIgnoreCase) && asked is not null
            ? Answers.Success(Name, new XElement(Ns.M + "Rooms", Rooms.In(call.Store).Select(room => new XElement(
                Ns.T + "Room", Rooms.Address(Ns.T + "Id", room.Identity.DisplayName, room.Address, "Mailbox")))))
            : Answers.Error(Name, "ErrorNameResolutionNoResults", "No results were found.")]);
    }
}
