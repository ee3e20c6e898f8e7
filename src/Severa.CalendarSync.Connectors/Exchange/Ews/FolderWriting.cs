using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

internal static class FolderWriting
{
    /// <summary>Writes a folder id; the default calendar where none is known yet.</summary>
    public static void Folder(this XmlWriter writer, EwsFolderId folder)
    {
        writer.Open(folder.Id is null ? "DistinguishedFolderId" : "FolderId");
        writer.WriteAttributeString("Id", folder.Id ?? "calendar");
        writer.WriteEndElement();
    }
}
