using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Items;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>
/// The folders in a folder, or all below it. No folder here was ever deleted.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/findfolder-operation.
/// </summary>
internal sealed class FindFolder : IEwsOperation
{
    private static readonly Dictionary<string, Func<FolderInfo, string?>> Searchable = new(StringComparer.Ordinal)
    {
        ["folder:DisplayName"] = folder => folder.DisplayName,
        ["folder:FolderClass"] = folder => folder.Class,
    };

    public string Name => "FindFolder";

    public XElement Answer(EwsCall call) => Answers.Response(
        Name,
        call.Body.Element(Ns.M + "ParentFolderIds")!.Elements().Select(reference => Answers.Each(Name, () => Find(call, reference))));

    private XElement Find(EwsCall call, XElement reference)
    {
        if (call.Body.Element(Ns.M + "FractionalPageFolderView") is not null)
        {
            throw new EwsItemError("ErrorInvalidOperation", "This kind of search is not served.");
        }

        var filter = call.Body.Element(Ns.M + "Restriction") is { } restriction
            ? new Restrictions<FolderInfo>(Value, _ => false, call.Zone).Parse(restriction.Elements().First())
            : _ => true;
        var matches = Below(FolderPaths.Resolve(call, reference), call.Attribute("Traversal")!).Select(Folders.Of).Where(filter).ToList();
        var page = FoundPage<FolderInfo>.Take(matches, call.Body.Element(Ns.M + "IndexedPageFolderView"), call.Options.FindCountLimit);
        var writer = new FolderWriter(call, call.Body.Element(Ns.M + "FolderShape")!);
        return Answers.Success(Name, new XElement(
            Ns.M + "RootFolder",
            page.Attributes(),
            new XElement(Ns.T + "Folders", page.Rows.Select(folder => writer.Write(folder.Name)))));
    }

    private static IEnumerable<string> Below(string folder, string traversal) => traversal switch
    {
        "Shallow" => Folders.ChildrenOf(folder),
        "Deep" => Folders.Below(folder),
        _ => [],
    };

    private static Func<FolderInfo, string?> Value(XElement path) =>
        path.Name.LocalName == "FieldURI" && Searchable.TryGetValue(path.Attribute("FieldURI")!.Value, out var value)
            ? value
            : throw new EwsItemError("ErrorUnsupportedPathForQuery", "The property can not be used with this type of restriction.");
}
