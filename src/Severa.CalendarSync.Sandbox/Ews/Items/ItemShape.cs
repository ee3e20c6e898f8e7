using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>
/// Which properties a request asks for.
/// See https://learn.microsoft.com/exchange/client-developer/exchange-web-services/property-sets-and-response-shapes-in-ews-in-exchange.
/// </summary>
internal sealed record ItemShape(string Base, string BodyType, bool IncludeMime, IReadOnlySet<string> Paths, IReadOnlyList<(ExtendedName Name, XElement Path)> Extended)
{
    public static ItemShape Parse(XElement element)
    {
        var additional = element.Element(Ns.T + "AdditionalProperties");
        var mime = element.Element(Ns.T + "IncludeMimeContent")?.Value is "true" or "1";
        return new ItemShape(
            element.Element(Ns.T + "BaseShape")!.Value,
            element.Element(Ns.T + "BodyType")?.Value ?? "Best",
            mime,
            Fields(additional),
            additional?.Elements(Ns.T + "ExtendedFieldURI").Select(path => (ExtendedPaths.Parse(path), path)).ToList() ?? []);
    }

    /// <summary>The iCalendar text is wanted: as an option of the shape, or as one of its properties.</summary>
    public bool WantsMime => IncludeMime || Paths.Contains("item:MimeContent");

    public bool Wants(PropertyRule rule) => Paths.Contains(rule.Path) || Base switch
    {
        "AllProperties" => rule.Shape is PropertyShape.Default or PropertyShape.All,
        "Default" => rule.Shape is PropertyShape.Default,
        _ => false,
    };

    private static HashSet<string> Fields(XElement? additional) =>
        additional?.Elements(Ns.T + "FieldURI").Select(e => e.Attribute("FieldURI")!.Value).ToHashSet(StringComparer.Ordinal) ?? [];
}
