using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>The order of a FindItem without calendar view; without a wish the newest change first.</summary>
internal static class Sorting
{
    public static IEnumerable<ItemView> Sort(IEnumerable<ItemView> items, XElement? order)
    {
        var sorted = items.OrderBy(_ => 0);
        foreach (var field in order?.Elements() ?? [])
        {
            var value = SearchPaths.Value(field.Elements().First());
            sorted = field.Attribute("Order")!.Value == "Ascending"
                ? sorted.ThenBy(value, StringComparer.Ordinal)
                : sorted.ThenByDescending(value, StringComparer.Ordinal);
        }

        return sorted.ThenByDescending(view => view.Entry.CreatedSequence);
    }
}
