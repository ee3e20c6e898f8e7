using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Notifications;

/// <summary>
/// An event as XML. Folders have no change keys worth the name, and an item's is that of the moment.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/modifiedevent.
/// </summary>
internal static class EventXml
{
    public static XElement Write(MailboxEvent happened, Mailbox mailbox, string? watermark) => new(
        Ns.T + (happened.Kind + "Event"),
        watermark is null ? null : new XElement(Ns.T + "Watermark", watermark),
        new XElement(Ns.T + "TimeStamp", XmlText.Of(happened.At)),
        happened.ItemId is { } id ? Answers.ItemId(id, happened.ChangeKey) : Folder("FolderId", happened.Folder, mailbox),
        Folder("ParentFolderId", happened.ItemId is null ? Folders.Root : happened.Folder, mailbox),
        happened.OldItemId is { } old ? Answers.ItemId(old, happened.ChangeKey, "OldItemId") : null,
        happened.OldFolder is { } from ? Folder("OldParentFolderId", from, mailbox) : null,
        happened.ItemId is null ? new XElement(Ns.T + "UnreadCount", 0) : null);

    /// <summary>Nothing happened: the only event of an answer without others.</summary>
    public static XElement Status(string watermark) => new(Ns.T + "StatusEvent", new XElement(Ns.T + "Watermark", watermark));

    private static XElement Folder(string name, string folder, Mailbox mailbox) =>
        new(Ns.T + name, new XAttribute("Id", mailbox.FolderId(folder)), new XAttribute("ChangeKey", "AQAAAA=="));
}
