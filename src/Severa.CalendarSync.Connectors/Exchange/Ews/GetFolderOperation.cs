using System.Xml;
using System.Xml.Linq;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>A folder and what may be done in it.</summary>
internal sealed record EwsFolder(string Id, int TotalCount, EwsRights Rights);

/// <summary>What the caller may do in a folder.</summary>
internal sealed record EwsRights(bool Read, bool Create, bool Modify, bool Delete)
{
    public bool AreEnough => Read && Create && Modify && Delete;
}

/// <summary><see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/getfolder-operation">GetFolder</see>: identity and rights, never contents.</summary>
internal sealed class GetFolderOperation(EwsFolderId folder) : EwsOperation<ItemAnswer<EwsFolder>>
{
    public override string Name => "GetFolder";

    public override void Write(XmlWriter writer, EwsDialect dialect)
    {
        writer.OpenMessage("FolderShape");
        writer.Text("BaseShape", "IdOnly");
        writer.Open("AdditionalProperties");
        writer.FieldUri("folder:TotalCount");
        writer.FieldUri("folder:EffectiveRights");
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.OpenMessage("FolderIds");
        writer.Folder(folder);
        writer.WriteEndElement();
    }

    public override ItemAnswer<EwsFolder> Read(IEnumerable<EwsMessage> messages) => ItemAnswer<EwsFolder>.Of(messages.First(), Folder);

    private static EwsFolder? Folder(EwsMessage message)
    {
        var folder = message.Element.ChildrenOf("Folders").FirstOrDefault();
        return folder?.ItemIdOf("FolderId") is { } id
            ? new EwsFolder(id.Id, folder.NumberOf("TotalCount") ?? 0, Rights(folder.Child("EffectiveRights")))
            : null;
    }

    private static EwsRights Rights(XElement? rights) =>
        rights is null
            ? new EwsRights(false, false, false, false)
            : new EwsRights(rights.FlagOf("Read"), rights.FlagOf("CreateContents"), rights.FlagOf("Modify"), rights.FlagOf("Delete"));
}
