using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

internal static class FolderWriting
{
    /// <summary>Writes a folder id, or the folder's name where none is known.</summary>
    public static void Folder(this XmlWriter writer, EwsFolderId folder)
    {
        writer.Open(folder.Id is null ? "DistinguishedFolderId" : "FolderId");
        writer.WriteAttributeString("Id", folder.Id ?? folder.Name);
        writer.WriteEndElement();
    }
}
