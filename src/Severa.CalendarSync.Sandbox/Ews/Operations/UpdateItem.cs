using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Items;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>See https://learn.microsoft.com/exchange/client-developer/web-service-reference/updateitem-operation.</summary>
internal sealed class UpdateItem : IEwsOperation
{
    public string Name => "UpdateItem";

    public XElement Answer(EwsCall call) => Answers.Response(
        Name,
        call.Body.Element(Ns.M + "ItemChanges")!.Elements().Select(change => Answers.Each(Name, () => Update(call, change), Ns.M + "Items")).ToList());

    private XElement Update(EwsCall call, XElement change)
    {
        var reference = change.Elements().First();
        var view = ItemPaths.Resolve(call, reference);
        var send = call.Attribute("SendMeetingInvitationsOrCancellations")
            ?? throw new EwsItemError("ErrorSendMeetingInvitationsOrCancellationsRequired", "SendMeetingInvitationsOrCancellations is required for calendar items.");
        CheckChangeKey(call, reference, view);
        if (view.Entry.Folder is Folders.DeletedItems or Folders.Recoverable)
        {
            throw new EwsItemError("ErrorCalendarCannotUpdateDeletedItem", "A deleted calendar item cannot be updated.");
        }

        var edits = ItemUpdates.Read(change.Element(Ns.T + "Updates")!, call);
        var saved = view.OriginalStart is { } slot
            ? call.Editor.UpdateOccurrence(view.Entry, slot, edits)
            : call.Editor.Update(view.Entry, edits);
        var after = view.OriginalStart is { } start ? Series.At(saved, start)! : Mailbox.View(saved);
        call.Mails += Mails(send, view.Content, after.Content);
        return Answers.Success(
            Name,
            new XElement(Ns.M + "Items", new XElement(Ns.T + "CalendarItem", Answers.ItemId(after))),
            new XElement(Ns.M + "ConflictResults", new XElement(Ns.T + "Count", 0)));
    }

    private static void CheckChangeKey(EwsCall call, XElement reference, ItemView view)
    {
        var key = reference.Attribute("ChangeKey")?.Value;
        if (string.IsNullOrEmpty(key))
        {
            throw new EwsItemError("ErrorChangeKeyRequiredForWriteOperations", "A change key is required for this operation.");
        }

        if (!Convert.TryFromBase64String(key, new byte[key.Length], out _))
        {
            throw new EwsItemError("ErrorInvalidChangeKey", "The change key is invalid.");
        }

        if (key != view.ChangeKey && call.Attribute("ConflictResolution") == "NeverOverwrite")
        {
            throw new EwsItemError("ErrorIrresolvableConflict", "The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.");
        }
    }

    /// <summary>Only the organizer's changes are mailed; "to changed" means those added or removed, or all when anything else changed.</summary>
    private static int Mails(string send, EntryContent before, EntryContent after)
    {
        var (old, now) = (Addresses(before), Addresses(after));
        if (send == "SendToNone" || !after.IsOrganizer || old.Count + now.Count == 0)
        {
            return 0;
        }

        var touched = old.Except(now, StringComparer.OrdinalIgnoreCase).Concat(now.Except(old, StringComparer.OrdinalIgnoreCase)).Count();
        return send.Contains("Changed", StringComparison.Ordinal) && touched > 0
            ? touched
            : old.Union(now, StringComparer.OrdinalIgnoreCase).Count();
    }

    private static List<string> Addresses(EntryContent content) => content.Attendees.Select(a => a.Address).ToList();
}
