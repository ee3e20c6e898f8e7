using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>
/// Moves whole items; each gets a new id, which the answer names unless the client does without.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/moveitem-operation.
/// </summary>
internal sealed class MoveItem : IEwsOperation
{
    public string Name => "MoveItem";

    public XElement Answer(EwsCall call) => Answers.Response(
        Name,
        call.Body.Element(Ns.M + "ItemIds")!.Elements().Select(reference => Answers.Each(Name, () => Move(call, reference), Ns.M + "Items")).ToList());

    private XElement Move(EwsCall call, XElement reference)
    {
        var folder = Target(call);
        var view = ItemPaths.Resolve(call, reference);
        if (view.IsOccurrence)
        {
            throw new EwsItemError("ErrorCalendarCannotMoveOrCopyOccurrence", "An occurrence cannot be moved without its series.");
        }

        var moved = call.Mailbox.Move(view.Entry, folder, call.Account.UserName);
        var wantsId = call.Body.Element(Ns.M + "ReturnNewItemIds")?.Value.Trim() is not ("false" or "0");
        return Answers.Success(Name, new XElement(
            Ns.M + "Items",
            wantsId ? new XElement(Ns.T + "CalendarItem", Answers.ItemId(moved.Id, moved.ChangeKey)) : null));
    }

    private static string Target(EwsCall call)
    {
        try
        {
            return FolderPaths.Resolve(call, call.Body.Element(Ns.M + "ToFolderId")!.Elements().First());
        }
        catch (EwsItemError error) when (error.Code == "ErrorFolderNotFound")
        {
            throw new EwsItemError("ErrorToFolderNotFound", "The destination folder could not be found in the store.");
        }
    }
}
