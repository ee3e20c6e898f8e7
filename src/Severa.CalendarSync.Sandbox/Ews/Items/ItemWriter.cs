using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>Writes one calendar item in the shape asked for.</summary>
internal static class ItemWriter
{
    public static XElement Write(ItemView view, ItemShape shape, EwsCall call, bool isFind)
    {
        var context = new RenderContext(call, shape.BodyType, isFind);
        return new XElement(
            Ns.T + "CalendarItem",
            shape.WantsMime && !isFind ? MimeContent.Write(view) : null,
            Answers.ItemId(view),
            Wanted(ItemProperties.BeforeExtended, view, shape, context),
            Extended(view, shape, isFind),
            Wanted(ItemProperties.AfterExtended, view, shape, context));
    }

    private static IEnumerable<XElement?> Wanted(IReadOnlyList<PropertyRule> rules, ItemView view, ItemShape shape, RenderContext context) =>
        rules.Where(rule => (rule.InFind || !context.IsFind) && shape.Wants(rule) && context.Schema.HasPath(rule.Path)).Select(rule => rule.Write(view, context));

    private static IEnumerable<XElement> Extended(ItemView view, ItemShape shape, bool isFind)
    {
        foreach (var (name, path) in shape.Extended)
        {
            var values = view.Content.Extended.FirstOrDefault(e => e.Key == name.Key)?.Values ?? DerivedProperties.Value(view, name);
            if (values is not null)
            {
                yield return new XElement(Ns.T + "ExtendedProperty", new XElement(path), Value(name, values, isFind && name.Type == "String"));
            }
        }
    }

    private static XElement Value(ExtendedName name, IReadOnlyList<string> values, bool truncate)
    {
        var written = values.Select(v => ItemProperties.Text("Value", truncate ? XmlText.Truncated(v) : v));
        return name.IsArray ? new XElement(Ns.T + "Values", written) : written.First();
    }
}
