using System.Globalization;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Items;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>
/// Rows of the folder that changed since a state: masters, never occurrences.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/syncfolderitems-operation.
/// </summary>
internal sealed class SyncFolderItems : IEwsOperation
{
    public string Name => "SyncFolderItems";

    public XElement Answer(EwsCall call) => Answers.Response(Name, [Message(call)]);

    private XElement Message(EwsCall call)
    {
        try
        {
            return Sync(call);
        }
        catch (EwsItemError error)
        {
            return Failed(Name, error.Code, error.Message);
        }
    }

    public static XElement Failed(string operation, string code, string text) => Answers.Error(
        operation, code, text, new XElement(Ns.M + "SyncState"), new XElement(Ns.M + "IncludesLastItemInRange", "true"));

    private XElement Sync(EwsCall call)
    {
        var shape = ItemShape.Parse(call.Body.Element(Ns.M + "ItemShape")!);
        if (shape.IncludeMime)
        {
            throw new EwsItemError("ErrorInvalidPropertyForOperation", "The property is not valid for this operation.");
        }

        var folder = FolderPaths.Resolve(call, call.Body.Element(Ns.M + "SyncFolderId")!.Elements().First());
        var mailbox = call.Mailbox;
        var folderId = mailbox.FolderId(folder);
        var state = SyncState.Parse(call.Body.Element(Ns.M + "SyncState")?.Value, folderId, mailbox.Sequence);
        var most = int.Parse(call.Body.Element(Ns.M + "MaxChangesReturned")!.Value, CultureInfo.InvariantCulture);
        var page = SyncPage.Take(mailbox, folder, state, most, Ignored(call.Body), call.Product.SyncsOldestFirst);
        return Answers.Success(
            Name,
            new XElement(Ns.M + "SyncState", page.Next.Write(folderId)),
            new XElement(Ns.M + "IncludesLastItemInRange", XmlText.Of(page.IsLast)),
            new XElement(Ns.M + "Changes", page.Changes.Select(change => Write(change, shape, call))));
    }

    private static HashSet<string> Ignored(XElement body) =>
        body.Element(Ns.M + "Ignore")?.Elements().Select(e => e.Attribute("Id")!.Value).ToHashSet(StringComparer.Ordinal) ?? [];

    private static XElement Write(SyncChange change, ItemShape shape, EwsCall call) => change switch
    {
        { Entry: { } entry } => new XElement(Ns.T + (change.IsNew ? "Create" : "Update"), ItemWriter.Write(Mailbox.View(entry), shape, call, isFind: true)),
        _ => new XElement(Ns.T + "Delete", Answers.ItemId(change.Id, change.ChangeKey)),
    };
}
