using System.Globalization;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Items;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>See https://learn.microsoft.com/exchange/client-developer/web-service-reference/getfolder-operation.</summary>
internal sealed class GetFolder : IEwsOperation
{
    private const int LocalCommitTimeMax = 0x670a;
    private const int DeletedCountTotal = 0x670b;

    public string Name => "GetFolder";

    public XElement Answer(EwsCall call)
    {
        var shape = call.Body.Element(Ns.M + "FolderShape")!;
        return Answers.Response(Name, call.Body.Element(Ns.M + "FolderIds")!.Elements().Select(reference => Answers.Each(
            Name,
            () => Answers.Success(Name, new XElement(Ns.M + "Folders", Folder(call, FolderPaths.Resolve(call, reference), shape))),
            Ns.M + "Folders")));
    }

    private static XElement Folder(EwsCall call, string folder, XElement shape)
    {
        var mailbox = call.Mailbox;
        var full = shape.Element(Ns.T + "BaseShape")!.Value;
        var additional = shape.Element(Ns.T + "AdditionalProperties");
        var paths = additional?.Elements(Ns.T + "FieldURI").Select(e => e.Attribute("FieldURI")!.Value).ToHashSet(StringComparer.Ordinal) ?? [];
        bool Wants(string name, bool byDefault) => paths.Contains("folder:" + name) || full == "AllProperties" || (byDefault && full == "Default");
        var isCalendar = folder == Folders.Calendar;
        return new XElement(
            Ns.T + (isCalendar ? "CalendarFolder" : "Folder"),
            Answers.ItemId(mailbox.FolderId(folder), FolderKey(mailbox), "FolderId"),
            Wants("ParentFolderId", false) && folder != Folders.Root ? Answers.ItemId(mailbox.FolderId(Folders.Root), "AQAAAA==", "ParentFolderId") : null,
            Wants("FolderClass", false) ? new XElement(Ns.T + "FolderClass", isCalendar ? "IPF.Appointment" : "IPF.Note") : null,
            Wants("DisplayName", true) ? new XElement(Ns.T + "DisplayName", Folders.DisplayName(folder)) : null,
            Wants("TotalCount", true) ? new XElement(Ns.T + "TotalCount", mailbox.Count(folder)) : null,
            Wants("ChildFolderCount", true) ? new XElement(Ns.T + "ChildFolderCount", folder == Folders.Root ? Folders.All.Count - 1 : 0) : null,
            additional?.Elements(Ns.T + "ExtendedFieldURI").Select(path => Extended(mailbox, folder, path)),
            Wants("EffectiveRights", false) ? Rights.Full(call.Schema) : null,
            Wants("DistinguishedFolderId", false) && call.Schema.HasPath("folder:DistinguishedFolderId") ? new XElement(Ns.T + "DistinguishedFolderId", folder) : null,
            !isCalendar && Wants("UnreadCount", true) ? new XElement(Ns.T + "UnreadCount", 0) : null);
    }

    private static XElement? Extended(Mailbox mailbox, string folder, XElement path)
    {
        var value = ExtendedPaths.Parse(path) switch
        {
            { Tag: LocalCommitTimeMax, Type: "SystemTime" } => XmlText.Of(mailbox.LastCommit),
            { Tag: DeletedCountTotal, Type: "Integer" } => mailbox.Tombstones.Count(t => t.Folder == folder).ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
        return value is null ? null : new XElement(Ns.T + "ExtendedProperty", new XElement(path), new XElement(Ns.T + "Value", value));
    }

    private static string FolderKey(Mailbox mailbox) => "AgAAABYA" + ItemIds.ChangeKey(mailbox.Identity.Key, mailbox.Sequence)[8..];
}
