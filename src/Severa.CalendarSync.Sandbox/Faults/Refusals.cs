using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Faults;

/// <summary>An answer in which everything that was asked for is refused for the same reason: HTTP 200, one message for each thing.</summary>
internal static class Refusals
{
    /// <summary>What stands for several things in a request. Others ask for one.</summary>
    private static readonly string[] Lists = ["ItemIds", "FolderIds", "Items", "ItemChanges", "ParentFolderIds", "SourceIds"];

    public static FaultAnswer Of(FaultMoment moment, string code, string text, params XElement[] values)
    {
        var operation = moment.Request.Operation;
        var count = moment.Request.Body.Elements().FirstOrDefault(e => Lists.Contains(e.Name.LocalName, StringComparer.Ordinal))?.Elements().Count() ?? 1;
        return new FaultAnswer { Response = Answers.Response(operation, Enumerable.Range(0, count).Select(_ => Message(operation, code, text, values))) };
    }

    private static XElement Message(string operation, string code, string text, XElement[] values) => Answers.Error(
        operation,
        code,
        text,
        values.Length == 0 ? null : new XElement(Ns.M + "MessageXml", values.Select(value => new XElement(value))),
        Rest(operation));

    /// <summary>What the schema, or the real server, wants of a message that has nothing to give.</summary>
    private static IEnumerable<XElement> Rest(string operation) => operation switch
    {
        "GetItem" or "CreateItem" or "UpdateItem" or "MoveItem" => [new XElement(Ns.M + "Items")],
        "GetServerTimeZones" => [new XElement(Ns.M + "TimeZoneDefinitions")],
        "GetFolder" => [new XElement(Ns.M + "Folders")],
        "SyncFolderItems" => [new XElement(Ns.M + "SyncState"), new XElement(Ns.M + "IncludesLastItemInRange", "true")],
        _ => [],
    };
}
