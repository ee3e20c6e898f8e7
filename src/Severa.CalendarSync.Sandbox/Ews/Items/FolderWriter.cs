using System.Globalization;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>
/// Writes a folder in the shape asked for; the kind of element follows from what the folder holds.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/folder.
/// </summary>
internal sealed class FolderWriter(EwsCall call, XElement shape)
{
    private const int LocalCommitTimeMax = 0x670a;
    private const int DeletedCountTotal = 0x670b;

    private readonly Mailbox _mailbox = call.Mailbox;
    private readonly string _base = shape.Element(Ns.T + "BaseShape")!.Value;
    private readonly XElement? _additional = shape.Element(Ns.T + "AdditionalProperties");

    public XElement Write(string name)
    {
        var folder = Folders.Of(name);
        return new XElement(
            Ns.T + ElementOf(folder),
            Answers.ItemId(_mailbox.FolderId(name), FolderKey(), "FolderId"),
            folder.Parent is { } parent && Wants("ParentFolderId") ? Answers.ItemId(_mailbox.FolderId(parent), "AQAAAA==", "ParentFolderId") : null,
            folder.Class is { } kind && Wants("FolderClass") ? new XElement(Ns.T + "FolderClass", kind) : null,
            Wants("DisplayName", true) ? new XElement(Ns.T + "DisplayName", folder.DisplayName) : null,
            Wants("TotalCount", true) ? new XElement(Ns.T + "TotalCount", _mailbox.Count(name)) : null,
            Wants("ChildFolderCount", true) ? new XElement(Ns.T + "ChildFolderCount", Folders.ChildrenOf(name).Count) : null,
            _additional?.Elements(Ns.T + "ExtendedFieldURI").Select(path => Extended(name, path)),
            Wants("EffectiveRights") ? Rights.Full(call.Schema) : null,
            Wants("DistinguishedFolderId") && call.Schema.HasPath("folder:DistinguishedFolderId") ? new XElement(Ns.T + "DistinguishedFolderId", name) : null,
            CountsUnread(folder) && Wants("UnreadCount", true) ? new XElement(Ns.T + "UnreadCount", 0) : null);
    }

    private static string ElementOf(FolderInfo folder) => folder.Class switch
    {
        "IPF.Appointment" => "CalendarFolder",
        "IPF.Contact" => "ContactsFolder",
        "IPF.Task" => "TasksFolder",
        _ => "Folder",
    };

    private static bool CountsUnread(FolderInfo folder) => ElementOf(folder) is "Folder" or "TasksFolder";

    private bool Wants(string property, bool byDefault = false) =>
        _base == "AllProperties" || (byDefault && _base == "Default")
        || (_additional?.Elements(Ns.T + "FieldURI").Any(path => path.Attribute("FieldURI")!.Value == "folder:" + property) ?? false);

    private XElement? Extended(string folder, XElement path)
    {
        var value = ExtendedPaths.Parse(path) switch
        {
            { Tag: LocalCommitTimeMax, Type: "SystemTime" } => XmlText.Of(_mailbox.LastCommit),
            { Tag: DeletedCountTotal, Type: "Integer" } => _mailbox.Tombstones.Count(t => t.Folder == folder).ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
        return value is null ? null : new XElement(Ns.T + "ExtendedProperty", new XElement(path), new XElement(Ns.T + "Value", value));
    }

    private string FolderKey() => "AgAAABYA" + ItemIds.ChangeKey(_mailbox.Identity.Key, _mailbox.Sequence)[8..];
}
