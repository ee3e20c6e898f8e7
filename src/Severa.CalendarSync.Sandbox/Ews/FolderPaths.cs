using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews;

/// <summary>Finds the folder a request names, in the acting mailbox only.</summary>
internal static class FolderPaths
{
    public static string Resolve(EwsCall call, XElement reference)
    {
        var id = reference.Attribute("Id")?.Value ?? "";
        return reference.Name.LocalName == "DistinguishedFolderId" ? Distinguished(call, reference, id) : ById(call, id);
    }

    private static string Distinguished(EwsCall call, XElement reference, string name)
    {
        var address = reference.Element(Ns.T + "Mailbox")?.Element(Ns.T + "EmailAddress")?.Value;
        if (address is not null && call.Store.Find(address) is null)
        {
            throw new EwsItemError("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it.");
        }

        // Another person's calendar without impersonation: no permission looks like no folder.
        if (address is not null && !string.Equals(address, call.Mailbox.Address, StringComparison.OrdinalIgnoreCase))
        {
            throw NotFound();
        }

        _ = call.Mailbox;
        return Folders.All.Contains(name, StringComparer.Ordinal) ? name : throw NotFound();
    }

    private static string ById(EwsCall call, string id)
    {
        ItemPaths.CheckShape(id);
        return Folders.All.FirstOrDefault(folder => call.Mailbox.FolderId(folder) == id) ?? throw NotFound();
    }

    private static EwsItemError NotFound() => new("ErrorFolderNotFound", "The specified folder could not be found in the store.");
}
