using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>
/// The change key plays no part. An occurrence's id takes away that occurrence only.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/deleteitem-operation.
/// </summary>
internal sealed class DeleteItem : IEwsOperation
{
    public string Name => "DeleteItem";

    public XElement Answer(EwsCall call) => Answers.Response(
        Name,
        call.Body.Element(Ns.M + "ItemIds")!.Elements().Select(reference => Answers.Each(Name, () => Delete(call, reference))).ToList());

    private XElement Delete(EwsCall call, XElement reference)
    {
        var view = ItemPaths.Resolve(call, reference);
        var send = call.Attribute("SendMeetingCancellations")
            ?? throw new EwsItemError("ErrorSendMeetingCancellationsRequired", "SendMeetingCancellations is required for calendar items.");
        if (send != "SendToNone" && view.Content.IsOrganizer && view.Entry.Folder == Folders.Calendar)
        {
            call.Mails += view.Content.AttendeeCount;
        }

        if (view.OriginalStart is { } slot)
        {
            call.Editor.DeleteOccurrence(view.Entry, slot);
        }
        else
        {
            Remove(call, view.Entry);
        }

        return Answers.Success(Name);
    }

    private static void Remove(EwsCall call, Entry entry)
    {
        switch (call.Attribute("DeleteType"))
        {
            case "HardDelete":
            case var _ when entry.Folder == Folders.Recoverable:
                call.Mailbox.Remove(entry);
                break;
            case "MoveToDeletedItems" when entry.Folder != Folders.DeletedItems:
                call.Mailbox.Move(entry, Folders.DeletedItems, call.Account.UserName);
                break;
            default:
                call.Mailbox.Move(entry, Folders.Recoverable, call.Account.UserName);
                break;
        }
    }
}
