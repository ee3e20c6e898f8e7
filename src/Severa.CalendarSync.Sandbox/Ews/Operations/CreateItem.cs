using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Items;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>See https://learn.microsoft.com/exchange/client-developer/web-service-reference/createitem-operation-calendar-item.</summary>
internal sealed class CreateItem : IEwsOperation
{
    public string Name => "CreateItem";

    public XElement Answer(EwsCall call) => Answers.Response(
        Name,
        call.Body.Element(Ns.M + "Items")!.Elements().Select(item => Answers.Each(Name, () => Create(call, item), Ns.M + "Items")).ToList());

    private XElement Create(EwsCall call, XElement item)
    {
        if (item.Name.LocalName != "CalendarItem")
        {
            throw new EwsItemError("ErrorInvalidItemForOperationCreateItem", "Only calendar items are served.");
        }

        var folder = Folder(call);
        var send = call.Attribute("SendMeetingInvitations")
            ?? throw new EwsItemError("ErrorSendMeetingInvitationsRequired", "SendMeetingInvitations is required for calendar items.");
        var context = new ItemFieldContext(call);
        context.ReadAll(item.Elements());
        var entry = call.Editor.Create(context.Edits, call.Zone, folder);
        if (send != "SendToNone" && entry.Content.AttendeeCount > 0)
        {
            call.Mails += entry.Content.AttendeeCount;
            entry = call.Mailbox.Save(entry with { Content = entry.Content with { RequestWasSent = true } }, entry.ModifiedBy);
        }

        return Answers.Success(Name, new XElement(Ns.M + "Items", new XElement(Ns.T + "CalendarItem", Answers.ItemId(entry.Id, entry.ChangeKey))));
    }

    private static string Folder(EwsCall call)
    {
        var target = call.Body.Element(Ns.M + "SavedItemFolderId")?.Elements().First();
        var folder = target is null ? Folders.Calendar : FolderPaths.Resolve(call, target);
        return folder == Folders.Calendar
            ? folder
            : throw new EwsItemError("ErrorCannotCreateCalendarItemInNonCalendarFolder", "Cannot create a calendar item in a folder that is not a calendar.");
    }
}
