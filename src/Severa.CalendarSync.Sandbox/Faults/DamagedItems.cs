using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Faults;

/// <summary>One entry that GetItem cannot give. Views and lists of changes still name it, as they do not look inside.</summary>
internal static class DamagedItems
{
    private const string Operation = "GetItem";

    public static bool Concerns(FaultMoment moment) =>
        moment.Request.Operation == Operation && (moment.Rule.Item is not { } item ? Ids(moment).Exists(id => id is not null) : Ids(moment).Contains(item));

    public static string? First(FaultMoment moment) => Ids(moment).Find(id => id is not null);

    public static XElement Tell(FaultMoment moment, XElement response)
    {
        var messages = response.Element(Ns.M + "ResponseMessages")!.Elements().ToList();
        foreach (var (id, message) in Ids(moment).Zip(messages).Where(pair => pair.First == moment.Rule.Item))
        {
            message.ReplaceWith(Answers.Error(Operation, "ErrorItemCorrupt", "The item is corrupt.", new XElement(Ns.M + "Items")));
        }

        return response;
    }

    private static List<string?> Ids(FaultMoment moment) =>
        moment.Request.Body.Element(Ns.M + "ItemIds")?.Elements().Select(e => e.Attribute("Id")?.Value).ToList() ?? [];
}
